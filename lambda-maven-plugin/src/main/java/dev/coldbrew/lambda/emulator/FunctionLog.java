// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * The log of a function, line by line: what its processes print, with the lines of the service in
 * between.
 */
final class FunctionLog implements AutoCloseable {

  /** The maximum size of a log event in CloudWatch; also keeps an endless line out of our heap. */
  private static final int MAX_LINE = 256 * 1024;

  private final Consumer<String> lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private volatile PrintedReader reader;

  FunctionLog(Consumer<String> lines) {
    this.lines = lines;
  }

  /** Takes what a new process prints, after everything that the previous one printed. */
  void follow(Process process) {
    finishPrinted();
    reader = PrintedReader.start(process, this::print);
  }

  /**
   * Writes a line of the service, after everything that has been printed so far. When a runtime
   * asks for its next event, everything that it printed before is in the pipe, so it comes before
   * END.
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

  /** Returns when everything that has been printed so far has been passed on. */
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
   * Carriage returns keep a message with line breaks in one event; a terminal would print its lines
   * on top of each other.
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
