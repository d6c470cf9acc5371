package dev.coldbrew.lambda.runtime;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.ToNumberStrategy;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Events from JSON and answers to JSON, by Gson, with numbers as AWS's own runtime gives them. */
final class Json {

  private static final Gson GSON = new GsonBuilder()
      .disableHtmlEscaping()
      .serializeSpecialFloatingPointValues()
      .setObjectToNumberStrategy(new NarrowestNumber())
      .create();

  private Json() {}

  /**
   * @return null only if the event is null and the type is not primitive
   * @throws IllegalArgumentException if the event is not JSON of that type; the message tells why
   */
  static Object read(byte[] event, Type type) {
    return read(new String(event, StandardCharsets.UTF_8), type);
  }

  static Object read(String event, Type type) {
    Object value;
    try {
      value = GSON.fromJson(event, type);
    } catch (JsonParseException | NumberFormatException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw new IllegalArgumentException(
          "event cannot be read as " + type.getTypeName() + ": " + reason.getMessage(), e);
    }
    return value == null && type instanceof Class<?> c && c.isPrimitive() ? zero(c) : value;
  }

  /**
   * @param declaredType what the method says it returns
   */
  static byte[] write(Object answer, Type declaredType) {
    if (answer == null) {
      return new byte[] {'n', 'u', 'l', 'l'};
    }
    StringWriter json = new StringWriter();
    GSON.toJson(answer, writtenType(answer.getClass(), declaredType), json);
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The value's own class says most, but Gson writes anonymous and local classes as null. */
  private static Type writtenType(Class<?> own, Type declared) {
    return own.isAnonymousClass() || own.isLocalClass() ? declared : own;
  }

  /** What a null event is to a parameter that cannot be null, as in AWS's own runtime. */
  private static Object zero(Class<?> primitive) {
    return Array.get(Array.newInstance(primitive, 1), 0);
  }

  /**
   * In a {@code Map}, 1 is an Integer, not 1.0: whole numbers are Integer, Long or BigInteger,
   * whichever is the first to hold them, all others Double.
   */
  private static final class NarrowestNumber implements ToNumberStrategy {
    @Override
    public Number readNumber(JsonReader in) throws IOException {
      String digits = in.nextString();
      if (!isWhole(digits)) {
        return Double.valueOf(digits);
      }
      if (digits.length() < 19) {
        long value = Long.parseLong(digits);
        if (value == (int) value) {
          return (int) value;
        }
        return value;
      }
      BigInteger value = new BigInteger(digits);
      if (value.bitLength() < Long.SIZE) {
        return value.longValue();
      }
      return value;
    }

    private static boolean isWhole(String digits) {
      return digits.indexOf('.') < 0 && digits.indexOf('e') < 0 && digits.indexOf('E') < 0;
    }
  }
}
