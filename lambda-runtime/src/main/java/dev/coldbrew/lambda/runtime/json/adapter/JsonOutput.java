// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.adapter;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * JSON in UTF-8, as it is written; escaped as AWS does. Gson's {@code JsonWriter} compiles a pattern
 * and formats a table when it is loaded, which took 4 % of a cold start of the hello function.
 */
public final class JsonOutput {

  private static final String HEX = "0123456789ABCDEF";
  private static final int LONGEST = 6; // of one char: an escape

  /** The brackets behind a text of megabytes must not cost as much again. */
  private static final int SPARE = 512;

  private byte[] bytes = new byte[512];
  private int length;
  private int depth;
  private String name; // of the value that comes next; null where it has none, or it is written

  /**
   * What was written, in the buffer where it is, since a copy of 6 MB is not free.
   *
   * @throws IllegalStateException if it is not whole
   */
  public ByteBuffer written() {
    if (depth > 0 || length == 0) {
      throw new IllegalStateException("no value, or an object or array without its end");
    }
    return ByteBuffer.wrap(bytes, 0, length);
  }

  /**
   * What was written, as text.
   *
   * @throws IllegalStateException if it is not whole
   */
  @Override
  public String toString() {
    return new String(written().array(), 0, length, StandardCharsets.UTF_8);
  }

  /** Begins an object. */
  public JsonOutput beginObject() {
    return begin('{');
  }

  /** Ends an object. */
  public JsonOutput endObject() {
    return end('}');
  }

  /** Begins an array. */
  public JsonOutput beginArray() {
    return begin('[');
  }

  /** Ends an array. */
  public JsonOutput endArray() {
    return end(']');
  }

  private JsonOutput begin(char bracket) {
    depth++;
    beforeValue();
    putAscii(bracket);
    return this;
  }

  private JsonOutput end(char bracket) {
    requireNoName();
    depth--;
    putAscii(bracket);
    return this;
  }

  /**
   * The name of the property whose value comes next.
   *
   * @throws IllegalStateException if the one before has got no value
   */
  public JsonOutput name(String property) {
    requireNoName();
    name = Objects.requireNonNull(property);
    return this;
  }

  private void requireNoName() {
    if (name != null) {
      throw new IllegalStateException("no value was written for '" + name + "'");
    }
  }

  /** A string; null is left out where it is a property's value, and elsewhere written. */
  public JsonOutput value(String text) {
    if (text == null) {
      return nullValue();
    }
    beforeValue();
    putString(text);
    return this;
  }

  /** A number. */
  public JsonOutput value(long number) {
    return raw(Long.toString(number));
  }

  /** A boolean. */
  public JsonOutput value(boolean bool) {
    return raw(bool ? "true" : "false");
  }

  /**
   * A number as its own class writes it. Whoever has one that may be NaN or infinite asks before.
   *
   * @throws IllegalArgumentException if that is not a number in JSON
   */
  public JsonOutput value(Number number) {
    String text = number.toString();
    if (!writesJson(number.getClass())
        && !text.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][-+]?\\d+)?")) {
      throw new IllegalArgumentException(
          "'" + text + "' of a " + number.getClass().getName() + " is not a number in JSON");
    }
    return raw(text);
  }

  private static boolean writesJson(Class<?> number) {
    return number == Integer.class
        || number == Long.class
        || number == Double.class
        || number == Float.class
        || number == Short.class
        || number == Byte.class
        || number == BigDecimal.class
        || number == BigInteger.class
        || number == AtomicInteger.class
        || number == AtomicLong.class;
  }

  /** Null, which is left out where it is a property's value. */
  public JsonOutput nullValue() {
    if (name == null) {
      return explicitNull();
    }
    name = null;
    return this;
  }

  /** Null, which is also written as a property's value. */
  public JsonOutput explicitNull() {
    return raw("null");
  }

  /** A value that is JSON already. */
  private JsonOutput raw(String json) {
    beforeValue();
    putAll(json);
    return this;
  }

  private void beforeValue() {
    if (length > 0) {
      byte last = bytes[length - 1]; // never in a string: its end is a quote
      if (last != '{' && last != '[') {
        putAscii(',');
      }
    }
    if (name != null) {
      putString(name);
      putAscii(':');
      name = null;
    }
  }

  /** There is always room for what is left if all of it is plain: one reservation for most strings. */
  private void putString(String text) {
    int count = text.length();
    reserve(count + 2);
    bytes[length++] = '"';
    for (int i = 0; i < count; i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x80 && c != '"' && c != '\\') {
        bytes[length++] = (byte) c;
      } else {
        reserve(count - i + LONGEST);
        if (c < 0x80) {
          putEscaped(c);
        } else {
          putLonger(c);
        }
      }
    }
    bytes[length++] = '"';
  }

  private void putEscaped(char c) {
    int shortForm = "\"\\\b\f\n\r\t".indexOf(c);
    if (shortForm < 0) {
      putHex(c);
    } else {
      bytes[length++] = '\\';
      bytes[length++] = (byte) "\"\\bfnrt".charAt(shortForm);
    }
  }

  private void putAll(String json) {
    int count = json.length();
    reserve(count);
    for (int i = 0; i < count; i++) {
      char c = json.charAt(i);
      if (c < 0x80) {
        bytes[length++] = (byte) c;
      } else {
        reserve(count - i + LONGEST);
        putLonger(c);
      }
    }
  }

  /** Surrogates, paired or not, are escaped: they stand in strings only, and a lone one has no UTF-8. */
  private void putLonger(char c) {
    if (Character.isSurrogate(c)) {
      putHex(c);
      return;
    }
    if (c < 0x800) {
      bytes[length++] = (byte) (0xc0 | c >> 6);
    } else {
      bytes[length++] = (byte) (0xe0 | c >> 12);
      bytes[length++] = (byte) (0x80 | c >> 6 & 0x3f);
    }
    bytes[length++] = (byte) (0x80 | c & 0x3f);
  }

  private void putHex(char c) {
    bytes[length++] = '\\';
    bytes[length++] = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) {
      bytes[length++] = (byte) HEX.charAt(c >> shift & 0xf);
    }
  }

  private void putAscii(char c) {
    reserve(1);
    bytes[length++] = (byte) c;
  }

  private void reserve(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count + SPARE));
    }
  }
}
