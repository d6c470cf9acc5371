package dev.coldbrew.lambda.runtime.json;

import java.io.Writer;
import java.util.Arrays;

/**
 * A growing buffer of UTF-8. Surrogates, paired or not, are written as JSON escapes, as AWS does:
 * they stand in strings only, and a lone one has no UTF-8.
 */
final class Utf8Writer extends Writer {

  private static final String HEX = "0123456789ABCDEF";
  private static final int LONGEST = 6; // of one char: an escape

  /** The brackets behind a text of megabytes must not cost as much again. */
  private static final int SPARE = 512;

  private byte[] bytes = new byte[512];
  private int length;

  Answer written() {
    return new Answer(bytes, length);
  }

  @Override
  public void write(int c) {
    reserve(1);
    put((char) c, 0);
  }

  @Override
  public void write(char[] chars, int offset, int count) {
    reserve(count);
    int end = offset + count;
    for (int i = offset; i < end; i++) {
      put(chars[i], end - i);
    }
  }

  @Override
  public void write(String text, int offset, int count) {
    reserve(count);
    int end = offset + count;
    for (int i = offset; i < end; i++) {
      put(text.charAt(i), end - i);
    }
  }

  private void reserve(int count) {
    if (bytes.length - length < count) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count + SPARE));
    }
  }

  /**
   * @param remaining chars that a byte each is reserved for, this one included
   */
  private void put(char c, int remaining) {
    if (c < 0x80) {
      bytes[length++] = (byte) c;
    } else {
      reserve(remaining + LONGEST);
      putLonger(c);
    }
  }

  private void putLonger(char c) {
    if (Character.isSurrogate(c)) {
      bytes[length++] = '\\';
      bytes[length++] = 'u';
      for (int shift = 12; shift >= 0; shift -= 4) {
        bytes[length++] = (byte) HEX.charAt(c >> shift & 0xf);
      }
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

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
