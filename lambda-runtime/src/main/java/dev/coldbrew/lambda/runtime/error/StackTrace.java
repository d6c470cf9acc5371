// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.error;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A throwable as {@code printStackTrace()} prints it, but in one piece, and within a limit: it loses
 * the ends of its longest messages first, then the end of the trace.
 */
public final class StackTrace extends PrintStream {

  /** Lambda splits log events that are larger than 256 KB. */
  public static final int MAX_BYTES = 200 * 1024;

  private final Printed printed;
  private final int maxLine; // in characters
  private int longestLine;

  private StackTrace(Printed printed, int maxLine) {
    super(printed, true, StandardCharsets.UTF_8);
    this.printed = printed;
    this.maxLine = maxLine;
  }

  /** Without a line break at the end. */
  public static String of(Throwable e) {
    int maxLine = MAX_BYTES;
    StackTrace trace = printed(e, maxLine);
    while (trace.printed.isCut && trace.longestLine > maxLine / 2 && maxLine > MAX_BYTES / 8) {
      maxLine /= 2;
      trace = printed(e, maxLine);
    }
    return trace.printed.text();
  }

  private static StackTrace printed(Throwable e, int maxLine) {
    StackTrace trace = new StackTrace(new Printed(), maxLine);
    try {
      e.printStackTrace(trace);
    } catch (Throwable ofTheUser) { // thrown by a toString() or getMessage() of theirs
      trace.println(e.getClass().getName() + ", which cannot be printed: " + ofTheUser.getClass());
    }
    return trace;
  }

  /** A throwable with its message, or a frame: where the one is too long the others stay. */
  @Override
  public void println(Object line) {
    String text = String.valueOf(line);
    longestLine = Math.max(longestLine, text.length());
    print(Throwables.cut(text, maxLine) + "\n");
  }

  /**
   * Whether the caller's caller is a {@code printStackTrace()} of the JDK, which prints a line at a
   * time. Call it rarely: it takes a stack trace.
   */
  public static boolean isBeingPrinted() {
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
