// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.log;

import dev.coldbrew.lambda.runtime.api.Invocation;
import dev.coldbrew.lambda.runtime.error.StackTrace;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * {@code System.out} and {@code System.err}. What is printed by one call is one message if it ends
 * with a line break, and so is a stack trace.
 */
final class LogStream extends PrintStream {

  /** Lambda splits events that are larger. */
  private static final int MAX_LINE = 256 * 1024;

  /** Where only whole messages can be written: each thread's line that has no end yet. */
  private final Map<Thread, Line> unfinished = new IdentityHashMap<>(2);

  private boolean endsWithTheProcess;
  private boolean isUsed;

  /** What a {@code printStackTrace()} that is under way will print again. */
  private String trace;

  private int traceFrom;
  private final Log log;
  private final LogWriter writer;

  LogStream(OutputStream standardOutput, Log log, LogWriter writer) {
    super(standardOutput, false, StandardCharsets.UTF_8);
    this.log = log;
    this.writer = writer;
  }

  @Override
  public void print(String text) {
    byte[] bytes = String.valueOf(text).getBytes(StandardCharsets.UTF_8);
    add(bytes, 0, bytes.length);
  }

  @Override
  public void print(Object object) {
    print(String.valueOf(object));
  }

  @Override
  public void println(String text) {
    print(text + "\n");
  }

  /** A stack trace becomes one event of the log, though {@code printStackTrace()} prints each line. */
  @Override
  public void println(Object object) {
    String line = object + "\n"; // toString() is the user's: not with the lock of all that print
    boolean isTrace = object instanceof Throwable && StackTrace.isBeingPrinted();
    println(line, isTrace ? (Throwable) object : null);
  }

  private synchronized void println(String text, Throwable traced) {
    String line = text;
    if (trace != null && trace.startsWith(line, traceFrom)) {
      traceFrom += line.length();
      if (traceFrom == trace.length()) {
        trace = null;
      }
      return;
    }
    trace = null;
    if (traced != null) {
      String whole = StackTrace.of(traced) + "\n";
      if (whole.startsWith(line) && whole.length() > line.length()) {
        trace = whole;
        traceFrom = line.length();
        line = whole;
      }
    }
    print(line);
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  /**
   * What a logging framework writes by one call is one message, unless several invocations run at
   * once: then it may be the messages of several, which have come together in a buffer.
   */
  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    int start = offset;
    int end = offset + length;
    for (int next = offset + 1; next < end && log.areKeptApart(); next++) {
      if (bytes[next - 1] == '\n' && !goesOn(bytes, next, end)) {
        add(bytes, start, next - start);
        start = next;
      }
    }
    add(bytes, start, end - start);
  }

  /** Whether a line belongs to the one before: that of a stack trace, or of JSON in several. */
  private static boolean goesOn(byte[] bytes, int start, int end) {
    return bytes[start] <= ' '
        || bytes[start] == '}'
        || bytes[start] == ']'
        || new String(bytes, start, Math.min(end - start, 10), StandardCharsets.ISO_8859_1)
            .equals("Caused by:");
  }

  private synchronized void add(byte[] bytes, int offset, int length) {
    if (length == 0) {
      return;
    }
    isUsed = true;
    if (!log.wantsWholeMessages()) {
      writer.writePart(bytes, offset, length);
      return;
    }
    Thread thread = Thread.currentThread();
    Line line = unfinished.get(thread);
    if (line == null) {
      line = new Line(log.current());
      unfinished.put(thread, line);
    }
    boolean ends = bytes[offset + length - 1] == '\n';
    line.write(bytes, offset, ends ? length - 1 : length);
    if (ends || line.size() >= MAX_LINE) {
      writeLine(thread);
    } else if (!endsWithTheProcess) {
      endsWithTheProcess = true;
      LogEnd.register(this);
    }
  }

  private void writeLine(Thread thread) {
    Line line = unfinished.remove(thread);
    if (line != null) {
      log.writePrinted(line.invocation, line.toByteArray());
    }
  }

  /** The invocation is over: ends its lines that have no end yet, and those of the init phase. */
  synchronized void endLines(Invocation ended) {
    if (!unfinished.isEmpty()) {
      for (Thread thread : new ArrayList<>(unfinished.keySet())) {
        Invocation invocation = unfinished.get(thread).invocation;
        boolean nobodys = invocation == null && !(log.areKeptApart() && thread.isAlive());
        if (invocation == ended || nobodys) {
          writeLine(thread);
        }
      }
    }
    if (isUsed) {
      writer.endLine();
    }
  }

  /** The process is over. */
  synchronized void endLines() {
    for (Thread thread : new ArrayList<>(unfinished.keySet())) {
      writeLine(thread);
    }
  }

  /** Only a line without an end can wait, where messages are written whole: now it has one. */
  @Override
  public synchronized void flush() {
    writeLine(Thread.currentThread());
  }

  /** The function's output goes on, also for those who print after it was closed. */
  @Override
  public void close() {
    flush();
  }

  /** What a thread has printed since its last end of line. */
  private static final class Line extends ByteArrayOutputStream {

    private final Invocation invocation;

    Line(Invocation invocation) {
      this.invocation = invocation;
    }
  }
}
