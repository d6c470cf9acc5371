// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json;

import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import dev.coldbrew.lambda.runtime.json.adapter.JsonOutput;
import dev.coldbrew.lambda.runtime.json.compat.CustomSerializer;
import dev.coldbrew.lambda.runtime.settings.Settings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.Map;

/** The entry point of this package: reads an event from JSON, and writes a response to JSON. */
public final class Json {

  /** AWS's limit to nested objects and arrays in an event; a response is limited by the stack only. */
  static final int MAX_DEPTH = 1000;

  /** The path of what is nested deeply is long. */
  private static final int MAX_REASON = 500;

  /** Null where this package reads and writes. */
  private static CustomPojoSerializer custom;

  private Json() {}

  /**
   * In the init phase, where CPU time is free: finds out what serializes, and what these two types
   * are made of.
   *
   * @param event null for a handler that takes none
   * @throws IllegalArgumentException if the setting or the service of a custom serializer is wrong
   */
  public static void prepare(Type event, Type response) {
    ClassLoader loader = Json.class.getClassLoader();
    String serializer = Settings.serializer();
    // A start that needs none of it loads neither that class nor AWS's interface.
    custom = "own".equals(serializer) ? null : CustomSerializer.find(serializer, loader);
    if (custom == null) {
      if (event != null) {
        RootCodec.of(event).adapter(event);
      }
      if (response != void.class) {
        RootCodec.of(response).adapter(response);
      }
    }
  }

  /** Whether {@link #prepare} has made all that reads and writes it: so it is for most events. */
  public static boolean isPrepared(Type type) {
    return custom == null && isPlain(type);
  }

  private static boolean isPlain(Type type) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
      Type[] arguments = generic.getActualTypeArguments();
      return isPlain(arguments[0]) && isPlain(arguments[1]);
    }
    return type == String.class || type == Object.class || type == Map.class;
  }

  /**
   * @return null only if the event is null, or AWS reads it as null, and the type is not primitive
   * @throws IllegalArgumentException if the event is not JSON of that type; the message says where
   *     and why
   */
  public static Object read(byte[] event, Type type) {
    if (custom != null) {
      return custom.fromJson(new ByteArrayInputStream(event), type);
    }
    return read(new Utf8Reader(event), type, null);
  }

  /**
   * For small JSON of the runtime's own, which a custom serializer never gets.
   *
   * @param what what it is, for messages
   */
  public static Object read(String json, Type type, String what) {
    return read(new StringReader(json), type, what);
  }

  private static Object read(Reader json, Type type, String what) {
    JsonReader in = new JsonReader(json);
    in.setStrictness(Strictness.LENIENT); // single quotes, bare names, leading zeros, NaN
    in.setNestingLimit(MAX_DEPTH);
    try {
      return RootCodec.of(type).adapter(type).read(in);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      String read =
          what == null ? "event cannot be read as " + type.getTypeName() : what + " cannot be read";
      throw new IllegalArgumentException(read + ": " + reason(e), e);
    }
  }

  /**
   * @param declared what the method says it returns: as in AWS's runtime, it and not the value's
   *     own class decides which properties are written
   * @throws IllegalArgumentException if the response cannot be written; the message says why
   */
  public static ByteBuffer write(Object response, Type declared) {
    if (custom != null) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      custom.toJson(response, bytes, declared);
      return ByteBuffer.wrap(bytes.toByteArray());
    }
    JsonOutput out = new JsonOutput();
    try {
      RootCodec.of(declared).writeRoot(out, response, declared);
      return out.written();
    } catch (StackOverflowError e) {
      throw new IllegalArgumentException(
          "response cannot be written as JSON: it is nested too deeply; does it refer to itself?",
          e);
    } catch (Exception e) { // the user's getters may throw anything
      throw new IllegalArgumentException("response cannot be written as JSON: " + reason(e), e);
    }
  }

  /** Gson's messages continue with advice for those who wrote the reader. */
  private static String reason(Throwable e) {
    if (e instanceof StackOverflowError) {
      return "it is nested too deeply";
    }
    if (e instanceof UncheckedIOException) {
      return reason(e.getCause());
    }
    String message = e.getMessage();
    if (message == null) {
      return e.getClass().getName();
    }
    int advice = message.indexOf('\n');
    int end = Math.min(advice < 0 ? message.length() : advice, MAX_REASON);
    return end < message.length() && end != advice
        ? message.substring(0, end) + "..."
        : message.substring(0, end);
  }
}
