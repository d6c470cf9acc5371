// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.error;

import java.util.Arrays;

/** What a throwable says about itself, even if its methods, which may be the user's, fail. */
public final class Throwables {

  /** So many of a chain of causes and suppressed ones are looked at: a chain may be a ring. */
  public static final int MAX = 64;

  private Throwables() {}

  public static String message(Throwable e) {
    String message = null;
    try {
      message = e.getLocalizedMessage();
    } catch (Throwable ofTheUser) {
      // the error must still be reported: its class name stands in for the message
    }
    return message == null ? e.getClass().getName() : message;
  }

  public static StackTraceElement[] frames(Throwable e) {
    StackTraceElement[] frames = null;
    try {
      frames = e.getStackTrace();
    } catch (Throwable ofTheUser) {
      // as above
    }
    return frames == null ? new StackTraceElement[0] : withoutNulls(frames);
  }

  private static StackTraceElement[] withoutNulls(StackTraceElement[] frames) {
    int count = 0;
    StackTraceElement[] kept = new StackTraceElement[frames.length];
    for (StackTraceElement frame : frames) {
      if (frame != null) {
        kept[count++] = frame;
      }
    }
    return Arrays.copyOf(kept, count);
  }

  public static void setFrames(Throwable e, StackTraceElement[] frames) {
    try {
      e.setStackTrace(frames);
    } catch (Throwable ofTheUser) {
      // they stay as they are
    }
  }

  public static Throwable cause(Throwable e) {
    try {
      return e.getCause();
    } catch (Throwable ofTheUser) {
      return null;
    }
  }

  public static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    boolean pair = max > 0 && Character.isHighSurrogate(text.charAt(max - 1));
    return text.substring(0, pair ? max - 1 : max)
        + "[cut: "
        + text.length()
        + " characters in all]";
  }
}
