// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.value;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.coldbrew.lambda.runtime.json.adapter.JsonOutput;
import dev.coldbrew.lambda.runtime.json.adapter.Leniency;
import dev.coldbrew.lambda.runtime.json.adapter.ScalarAdapter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The number classes. */
public final class NumberAdapter extends ScalarAdapter {

  private static final int MAX_DIGITS = 1000; // AWS's, for a number in the text

  private final boolean primitive;

  public NumberAdapter(Class<?> type) {
    super(type);
    primitive = type.isPrimitive();
  }

  @Override
  public Object none() {
    return primitive ? fromNumber("0") : null;
  }

  @Override
  public Object convert(JsonReader in, String text, JsonToken token) {
    boolean zero =
        token == JsonToken.NUMBER && text.equals("-0"); // a whole number has no such sign
    return super.convert(in, zero ? "0" : text, token);
  }

  @Override
  public Object fromString(String text) {
    String digits = text.trim();
    if (Leniency.isNothing(digits)) {
      return none();
    }
    Double special = special(digits);
    if (special != null) {
      return type == float.class || type == Float.class ? (Object) special.floatValue() : special;
    }
    if (hasNoFraction() && !isWhole(digits)) {
      throw new NumberFormatException(digits);
    }
    return fromNumber(digits);
  }

  /** A fraction is cut off for a type that has none: AWS reads 12.9 as the int 12. */
  @Override
  public Object fromNumber(String digits) {
    checkLength(digits);
    if (type == int.class || type == Integer.class) {
      return (int) inRange(digits, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    if (type == long.class || type == Long.class) {
      return inRange(digits, Long.MIN_VALUE, Long.MAX_VALUE);
    }
    if (type == double.class || type == Double.class) {
      return Double.valueOf(digits);
    }
    if (type == float.class || type == Float.class) {
      return Float.valueOf(digits);
    }
    if (type == short.class || type == Short.class) {
      return (short) inRange(digits, Short.MIN_VALUE, Short.MAX_VALUE);
    }
    if (type == byte.class || type == Byte.class) {
      return (byte) inRange(digits, Byte.MIN_VALUE, Leniency.MAX_BYTE);
    }
    if (type == BigDecimal.class) {
      return new BigDecimal(digits);
    }
    if (type == BigInteger.class) {
      return isWhole(digits) ? new BigInteger(digits) : Leniency.withoutFraction(digits);
    }
    if (type == AtomicInteger.class) {
      return new AtomicInteger((int) inRange(digits, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }
    if (type == AtomicLong.class) {
      return new AtomicLong(inRange(digits, Long.MIN_VALUE, Long.MAX_VALUE));
    }
    return narrowest(digits);
  }

  /** Reading a number takes time by the square of its digits. */
  private static void checkLength(String digits) {
    if (digits.length() > MAX_DIGITS) {
      throw new NumberFormatException("more than " + MAX_DIGITS + " digits");
    }
  }

  /** Of any type's text. */
  static BigDecimal decimal(String digits) {
    checkLength(digits);
    return new BigDecimal(digits);
  }

  private static long inRange(String digits, long min, long max) {
    if (isWhole(digits) && digits.length() < 19) {
      long value = Long.parseLong(digits);
      if (value >= min && value <= max) {
        return value;
      }
      throw new NumberFormatException(digits);
    }
    BigInteger value = Leniency.withoutFraction(digits);
    if (value.bitLength() >= Long.SIZE || value.longValue() < min || value.longValue() > max) {
      throw new NumberFormatException(digits);
    }
    return value.longValue();
  }

  /**
   * In a {@code Map}, 1 is an Integer, not 1.0: whole numbers are Integer, Long or BigInteger,
   * whichever is the first to hold them, all others Double.
   */
  public static Number narrowest(String digits) {
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

  private boolean hasNoFraction() {
    return type != BigDecimal.class && type != Number.class && !isFloating();
  }

  private boolean isFloating() {
    return type == double.class
        || type == Double.class
        || type == float.class
        || type == Float.class;
  }

  /** What JSON has no number for; null for all others. */
  private Double special(String text) {
    if (!isFloating() && type != Number.class) {
      return null;
    }
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "Infinity", "+Infinity", "INF", "+INF" -> Double.POSITIVE_INFINITY;
      case "-Infinity", "-INF" -> Double.NEGATIVE_INFINITY;
      default -> null;
    };
  }

  public static boolean isFinite(Number value) {
    return value instanceof Double d
        ? Double.isFinite(d)
        : !(value instanceof Float f) || Float.isFinite(f);
  }

  /** NaN and the infinities, which JSON has no numbers for, are strings. */
  @Override
  public void writeValue(JsonOutput out, Object value) {
    if (isFinite((Number) value)) {
      out.value((Number) value);
    } else {
      out.value(value.toString());
    }
  }
}
