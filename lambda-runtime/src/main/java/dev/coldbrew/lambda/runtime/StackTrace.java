package dev.coldbrew.lambda.runtime;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A throwable as {@code printStackTrace()} prints it, but in one piece, and without what is beyond
 * the limits that its {@link ErrorBody} has, too.
 */
final class StackTrace extends PrintStream {

  private static final int MAX_BYTES = ErrorReport.MAX_BODY;

  /** Of one message, in characters. */
  static final int MAX_TEXT = MAX_BYTES / ErrorBody.BYTES_A_CHARACTER;

  private final Printed printed;

  private StackTrace(Printed printed) {
    super(printed, true, StandardCharsets.UTF_8);
    this.printed = printed;
  }

  /** Without a line break at the end. */
  static String of(Throwable e) {
    StackTrace trace = new StackTrace(new Printed());
    try {
      e.printStackTrace(trace);
    } catch (Throwable ofTheUser) { // thrown by a toString() or getMessage() of theirs
      trace.println(e.getClass().getName() + ", which cannot be printed: " + ofTheUser.getClass());
    }
    return trace.printed.text();
  }

  /** A throwable with its message, or a frame: where the one is too long the others stay. */
  @Override
  public void println(Object line) {
    print(ErrorBody.cut(String.valueOf(line), MAX_TEXT) + "\n");
  }

  /**
   * Whether the caller's caller is a {@code printStackTrace()} of the JDK, which prints a line at a
   * time. To be asked seldom: it costs a trace.
   */
  static boolean isBeingPrinted() {
    StackTraceElement[] frames = new Throwable().getStackTrace();
    return frames.length > 2 && frames[2].getClassName().startsWith("java.lang.Throwable");
  }

  /** Takes no more than the limit. */
  private static final class Printed extends ByteArrayOutputStream {

    private boolean isCut;

    @Override
    public void write(byte[] bytes, int offset, int length) {
      if (isCut) {
        return;
      }
      int room = Math.min(length, MAX_BYTES - size());
      isCut = room < length;
      while (isCut && room > 0 && (bytes[offset + room] & 0xc0) == 0x80) {
        room--; // no character is cut in two
      }
      super.write(bytes, offset, room);
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    String text() {
      String text = toString(StandardCharsets.UTF_8);
      if (isCut) {
        return text + "[cut]";
      }
      return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
  }
}
