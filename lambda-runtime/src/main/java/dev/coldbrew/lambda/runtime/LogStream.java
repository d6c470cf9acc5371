package dev.coldbrew.lambda.runtime;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * {@code System.out} and {@code System.err}. What is printed by one call is one message if it ends
 * with a line break, and so is a stack trace.
 */
final class LogStream extends PrintStream {

  /** The line that has no end yet, where only whole messages can be written. */
  private ByteArrayOutputStream unfinished;

  private Invocation unfinishedOf;
  private boolean endsWithTheProcess;
  private boolean isUsed;

  /** What a {@code printStackTrace()} under way will still print; all of it is written already. */
  private String trace;

  private int traceFrom;

  LogStream(PrintStream standardOutput) {
    super(standardOutput, false, StandardCharsets.UTF_8);
  }

  @Override
  public void print(String text) {
    byte[] bytes = String.valueOf(text).getBytes(StandardCharsets.UTF_8);
    write(bytes, 0, bytes.length);
  }

  @Override
  public void print(Object object) {
    print(String.valueOf(object));
  }

  @Override
  public void println(String text) {
    print(text + "\n");
  }

  /** {@code Throwable.printStackTrace()} calls this for each line, first with the throwable. */
  @Override
  public synchronized void println(Object object) {
    String line = object + "\n";
    if (trace != null && trace.startsWith(line, traceFrom)) {
      traceFrom += line.length();
      if (traceFrom == trace.length()) {
        trace = null;
      }
      return;
    }
    trace = null;
    if (object instanceof Throwable && StackTrace.isBeingPrinted()) {
      String whole = StackTrace.of((Throwable) object) + "\n";
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

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    if (length == 0) {
      return;
    }
    isUsed = true;
    if (!LogWriter.INSTANCE.wantsWholeMessages()) {
      LogWriter.INSTANCE.writePart(bytes, offset, length);
      return;
    }
    Invocation current = Log.current();
    if (unfinishedOf != current) {
      flush();
    }
    unfinishedOf = current;
    boolean ends = bytes[offset + length - 1] == '\n';
    keep(bytes, offset, ends ? length - 1 : length);
    if (ends) {
      writeMessage();
    } else if (!endsWithTheProcess) {
      endsWithTheProcess = true;
      LogEnd.register(this);
    }
  }

  private void keep(byte[] bytes, int offset, int length) {
    if (unfinished == null) {
      unfinished = new ByteArrayOutputStream();
    }
    unfinished.write(bytes, offset, length);
  }

  /** The invocation is over: ends the line that has no end yet. */
  synchronized void endLine() {
    flush();
    if (isUsed) {
      LogWriter.INSTANCE.endLine();
    }
  }

  /** Only a line without an end can wait, in JSON or in frames: now it has one. */
  @Override
  public synchronized void flush() {
    if (unfinished != null && unfinished.size() > 0) {
      writeMessage();
    }
  }

  private void writeMessage() {
    String message = unfinished.toString(StandardCharsets.UTF_8);
    Invocation invocation = unfinishedOf;
    unfinished.reset();
    unfinishedOf = null; // its event may be large
    LogWriter.INSTANCE.writePrinted(invocation, message);
  }

  /** The function's output goes on, also for who comes after the one that closes it. */
  @Override
  public void close() {
    flush();
  }
}
