package dev.coldbrew.lambda.runtime;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A throwable as {@code printStackTrace()} prints it, but in one piece. */
final class StackTrace {

  private StackTrace() {}

  /** Without a line break at the end. */
  static String of(Throwable e) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try {
      e.printStackTrace(new PrintStream(printed, true, StandardCharsets.UTF_8));
    } catch (RuntimeException ofTheUser) { // thrown by a toString() or getMessage() of theirs
      return e.getClass().getName() + ", which cannot be printed: " + ofTheUser.getClass();
    }
    String trace = printed.toString(StandardCharsets.UTF_8);
    return trace.endsWith("\n") ? trace.substring(0, trace.length() - 1) : trace;
  }

  /**
   * Whether the caller's caller is a {@code printStackTrace()} of the JDK, which prints a line at a
   * time. To be asked seldom: it costs a trace.
   */
  static boolean isBeingPrinted() {
    StackTraceElement[] frames = new Throwable().getStackTrace();
    return frames.length > 2 && frames[2].getClassName().startsWith("java.lang.Throwable");
  }
}
