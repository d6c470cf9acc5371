package dev.coldbrew.lambda.runtime;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A throwable as the Runtime API wants it.
 *
 * @param type for the header {@code Lambda-Runtime-Function-Error-Type}: {@code Function.X} or
 *     {@code Runtime.X}, where X has letters only; Lambda turns anything else into {@code Unknown}
 * @param error the runtime's frames are taken from its trace, and from those of its causes
 */
record ErrorReport(String type, Throwable error) {

  /** Lambda takes 100 bytes more. */
  static final int MAX_BODY = 6 * 1024 * 1024;

  /**
   * Lambda's side is written in Go, whose HTTP server takes no more than 4 KiB of trailers. In
   * base64, and with the names and the type, this is less.
   */
  private static final int MAX_BODY_IN_TRAILER = 2_700;

  private static final int MAX_TYPE = 200;

  private static final String OWN = "dev.coldbrew.lambda.runtime.";

  /** An invocation or an init phase that ended so. Never fails, whatever the throwable does. */
  static ErrorReport of(Throwable e) {
    try {
      removeOwnFrames(e, Collections.newSetFromMap(new IdentityHashMap<>()));
    } catch (Throwable second) {
      // they stay in the report
    }
    return new ErrorReport(
        e instanceof HandlerException ? "Runtime.HandlerNotFound" : "Function." + letters(e), e);
  }

  /** Complete header lines for {@link #body}. */
  String headers() {
    return "Content-Type: application/json\r\nLambda-Runtime-Function-Error-Type: "
        + type
        + "\r\n"
        + xRayCause();
  }

  private String xRayCause() {
    try {
      return "Lambda-Runtime-Function-XRay-Error-Cause: " + XRayCause.of(error) + "\r\n";
    } catch (Throwable second) {
      return ""; // the report goes without it
    }
  }

  /** JSON, never so large that it would be refused. */
  byte[] body() {
    return body(MAX_BODY);
  }

  private byte[] body(int limit) {
    try {
      return ErrorBody.of(error, typeInBody(), limit);
    } catch (Throwable second) { // the memory for it, say, or a class that cannot be used
      return ErrorBody.ofType(typeInBody());
    }
  }

  /** Complete trailer lines for a streamed response that has already begun. */
  String trailers() {
    byte[] body = body(MAX_BODY_IN_TRAILER);
    return "Lambda-Runtime-Function-Error-Type: "
        + type
        + "\r\nLambda-Runtime-Function-Error-Body: "
        + Base64.getEncoder().encodeToString(body)
        + "\r\n";
  }

  private String typeInBody() {
    return error instanceof HandlerException ? type : error.getClass().getName();
  }

  /** {@code IllegalArgumentException}, or {@code Unknown} for names that have no place there. */
  private static String letters(Throwable e) {
    String name = simpleName(e.getClass().getName());
    if (name.isEmpty()
        || name.length() > MAX_TYPE
        || name.charAt(0) < 'A'
        || name.charAt(0) > 'Z') {
      return "Unknown";
    }
    for (int i = 0; i < name.length(); i++) {
      char c = (char) (name.charAt(i) | 0x20);
      if (c < 'a' || c > 'z') {
        return "Unknown";
      }
    }
    return name;
  }

  /** As of the class itself, which may fail at it: where the class around it is missing. */
  private static String simpleName(String name) {
    int start = Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1;
    while (start < name.length() && name.charAt(start) >= '0' && name.charAt(start) <= '9') {
      start++; // of a class within a method
    }
    return name.substring(start);
  }

  /**
   * Users know nothing of how their method is called, nor of what is within a stream or a context:
   * their trace ends with their method, and no frame of the runtime is above it.
   */
  private static void removeOwnFrames(Throwable e, Set<Throwable> done) {
    if (e == null || done.size() == ErrorBody.MAX_THROWABLES || !done.add(e)) {
      return;
    }
    StackTraceElement[] frames = ErrorBody.frames(e);
    int end = 0;
    while (end < frames.length && !isCaller(frames[end].getClassName())) {
      end++;
    }
    while (end < frames.length && end > 0 && isPlumbing(frames[end - 1].getClassName())) {
      end--;
    }
    List<StackTraceElement> kept = new ArrayList<>(end);
    for (int i = 0; i < end; i++) {
      if (!frames[i].getClassName().startsWith(OWN)) {
        kept.add(frames[i]);
      }
    }
    if (kept.size() < frames.length) {
      ErrorBody.setFrames(e, kept.toArray(new StackTraceElement[0]));
    }
    removeOwnFrames(ErrorBody.cause(e), done);
    for (Throwable suppressed : e.getSuppressed()) {
      removeOwnFrames(suppressed, done);
    }
  }

  /** Handler calls the method, HandlerLoader the constructor. */
  private static boolean isCaller(String className) {
    return className.equals(Handler.class.getName())
        || className.equals(HandlerLoader.class.getName());
  }

  /** What lies between those and the user's code: reflection, and the reading of the event. */
  private static boolean isPlumbing(String className) {
    return className.startsWith(OWN + "json.")
        || className.startsWith("com.google.gson.")
        || className.startsWith("java.lang.reflect.")
        || className.startsWith("jdk.internal.reflect.");
  }
}
