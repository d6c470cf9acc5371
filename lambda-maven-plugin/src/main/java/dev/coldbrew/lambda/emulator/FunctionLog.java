// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * The log of a function, line by line: what its processes print, and between that the lines of the
 * service.
 */
final class FunctionLog implements AutoCloseable {

  /** The size of one log event in CloudWatch; also what keeps an endless line out of our heap. */
  private static final int MAX_LINE = 256 * 1024;

  private final Consumer<String> lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private volatile PrintedReader reader;

  FunctionLog(Consumer<String> lines) {
    this.lines = lines;
  }

  /** Takes in what a new process prints, after all that the one before it did. */
  void follow(Process process) {
    finishPrinted();
    reader = PrintedReader.start(process, this::print);
  }

  /**
   * Writes a line of the service, after all that was printed until now. When a runtime asks for its
   * next event, all that it printed before is in the pipe, so it comes before END.
   */
  void write(String serviceLine) {
    catchUp();
    synchronized (this) {
      endLine();
      lines.accept(serviceLine);
    }
  }

  @Override
  public void close() {
    finishPrinted();
  }

  private void finishPrinted() {
    catchUp();
    endLine();
  }

  /** Returns when all that was printed until now has been handed on. */
  void catchUp() { // not under the lock, which the reader needs
    PrintedReader current = reader;
    if (current != null) {
      current.catchUp();
    }
  }

  private synchronized void print(byte[] printed, int length) {
    int start = 0;
    int room = MAX_LINE - line.size();
    for (int i = 0; i < length; i++) {
      boolean lineEnd = printed[i] == '\n';
      if (lineEnd || i + 1 - start == room) {
        line.write(printed, start, (lineEnd ? i : i + 1) - start);
        acceptLine();
        start = i + 1;
        room = MAX_LINE;
      }
    }
    line.write(printed, start, length - start);
  }

  private synchronized void endLine() {
    if (line.size() > 0) {
      acceptLine();
    }
  }

  /**
   * A carriage return is how a message with line breaks stays one event; a terminal would write one
   * line over the other.
   */
  private void acceptLine() {
    String event = line.toString(StandardCharsets.UTF_8);
    if (event.endsWith("\r")) { // of a CR LF
      event = event.substring(0, event.length() - 1);
    }
    lines.accept(event.replace('\r', '\n'));
    line.reset();
  }
}
