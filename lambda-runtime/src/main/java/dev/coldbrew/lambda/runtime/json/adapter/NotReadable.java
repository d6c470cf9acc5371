// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.adapter;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.Serial;

/**
 * JSON that is not of the type asked for: where, and why. The methods that make one do not say so:
 * the JVM would load this class with every class that throws one.
 */
public final class NotReadable extends IllegalArgumentException {

  @Serial
  private static final long serialVersionUID = 1;

  private static final int MAX_SHOWN = 100;

  private NotReadable(String path, String reason, Throwable cause) {
    super(path + ": " + reason, cause);
  }

  /** Of the value that was read last. */
  public static IllegalArgumentException previous(JsonReader in, String reason, Throwable cause) {
    return new NotReadable(in.getPreviousPath(), reason, cause);
  }

  /** Of the value that is read next. */
  public static IllegalArgumentException next(JsonReader in, Class<?> type) throws IOException {
    return new NotReadable(in.getPath(), name(in.peek()) + " is not " + a(type), null);
  }

  /** {@code "many" is not an int}. */
  public static String isNot(String text, Class<?> type) {
    String shown = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
    return '"' + shown + "\" is not " + a(type);
  }

  private static String a(Class<?> type) {
    String name = type.getTypeName();
    return ("aeiou".indexOf(name.charAt(0)) < 0 ? "a " : "an ") + name;
  }

  private static String name(JsonToken token) {
    return switch (token) {
      case BEGIN_ARRAY -> "an array";
      case BEGIN_OBJECT -> "an object";
      case STRING -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      default -> "this";
    };
  }
}
