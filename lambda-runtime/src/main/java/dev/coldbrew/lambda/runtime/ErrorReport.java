package dev.coldbrew.lambda.runtime;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A throwable as the Runtime API wants it.
 *
 * @param type for the header {@code Lambda-Runtime-Function-Error-Type}: {@code Function.X} or
 *     {@code Runtime.X}, where X has letters only; Lambda turns anything else into {@code Unknown}
 * @param body JSON with {@code errorMessage}, {@code errorType} (the class) and {@code stackTrace}
 */
record ErrorReport(String type, byte[] body) {

  /** Complete header lines. */
  String headers() {
    return "Content-Type: application/json\r\nLambda-Runtime-Function-Error-Type: " + type + "\r\n";
  }

  /** An invocation that ended so; the runtime's frames are taken from the throwable's trace. */
  static ErrorReport of(Throwable e) {
    return report("Function." + letters(e), e);
  }

  /** An init phase that ended so. */
  static ErrorReport ofInit(Throwable e) {
    return report(
        e instanceof HandlerException ? "Runtime.HandlerNotFound" : "Function." + letters(e), e);
  }

  private static ErrorReport report(String type, Throwable e) {
    removeOwnFrames(e);
    StringWriter body = new StringWriter();
    try (JsonWriter json = new JsonWriter(body)) {
      json.beginObject();
      json.name("errorMessage").value(message(e));
      json.name("errorType")
          .value(e instanceof HandlerException ? type : e.getClass().getName());
      json.name("stackTrace").beginArray();
      for (StackTraceElement frame : e.getStackTrace()) {
        json.value(frame.toString());
      }
      json.endArray().endObject();
    } catch (IOException impossible) { // into a string
      throw new UncheckedIOException(impossible);
    }
    return new ErrorReport(type, body.toString().getBytes(StandardCharsets.UTF_8));
  }

  static String message(Throwable e) {
    String message = null;
    try {
      message = e.getLocalizedMessage();
    } catch (RuntimeException ofTheUser) {
      // their method fails: the class has to say it
    }
    return message == null ? e.getClass().getName() : message;
  }

  /** {@code IllegalArgumentException}, or {@code Unknown} for names that have no place there. */
  private static String letters(Throwable e) {
    String name = e.getClass().getSimpleName();
    if (name.isEmpty() || name.charAt(0) < 'A' || name.charAt(0) > 'Z') {
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

  /** Users know nothing of how their method is called: their trace ends with their method. */
  private static void removeOwnFrames(Throwable e) {
    StackTraceElement[] frames = e.getStackTrace();
    int end = 0;
    while (end < frames.length && !isCaller(frames[end].getClassName())) {
      end++;
    }
    while (end > 0 && isReflection(frames[end - 1].getClassName())) {
      end--;
    }
    e.setStackTrace(Arrays.copyOf(frames, end));
  }

  /** Handler calls the method, HandlerLoader the constructor. */
  private static boolean isCaller(String className) {
    return className.equals(Handler.class.getName())
        || className.equals(HandlerLoader.class.getName());
  }

  private static boolean isReflection(String className) {
    return className.startsWith("dev.coldbrew.lambda.runtime.json.")
        || className.startsWith("com.google.gson.")
        || className.startsWith("java.lang.reflect.")
        || className.startsWith("jdk.internal.reflect.");
  }
}
