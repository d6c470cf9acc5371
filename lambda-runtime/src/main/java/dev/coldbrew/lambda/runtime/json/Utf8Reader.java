// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json;

import java.io.IOException;
import java.io.Reader;

/**
 * Decodes an event as it is read, without a copy of the whole. The JDK's InputStreamReader would do
 * as well, and load a handful of classes more.
 */
final class Utf8Reader extends Reader {

  private final byte[] bytes;
  private int position;
  private char pending; // the second half of a surrogate pair that did not fit

  Utf8Reader(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    int end = offset + length;
    int to = offset;
    if (pending != 0 && to < end) {
      buffer[to++] = pending;
      pending = 0;
    }
    while (to < end && position < bytes.length) {
      int b = bytes[position];
      if (b >= 0) {
        position++;
        buffer[to++] = (char) b;
        continue;
      }
      int code = decode(b);
      if (code < 0x10000) {
        buffer[to++] = (char) code;
      } else {
        buffer[to++] = Character.highSurrogate(code);
        pending = Character.lowSurrogate(code);
        if (to < end) {
          buffer[to++] = pending;
          pending = 0;
        }
      }
    }
    return to == offset && length > 0 ? -1 : to - offset;
  }

  /** One character of two to four bytes; overlong forms and surrogates are none (RFC 3629). */
  private int decode(int lead) throws IOException {
    int more = lead >> 5 == -2 ? 1 : lead >> 4 == -2 ? 2 : lead >> 3 == -2 ? 3 : 0;
    int code = lead & (0x3f >> more);
    boolean valid = more > 0 && position + more < bytes.length;
    for (int i = 1; valid && i <= more; i++) {
      int next = bytes[position + i];
      valid = next >> 6 == -2;
      code = code << 6 | next & 0x3f;
    }
    int least = more == 1 ? 0x80 : more == 2 ? 0x800 : 0x10000;
    if (!valid || code < least || code > 0x10ffff || code >> 11 == 0x1b) {
      throw new IOException("not UTF-8 at byte " + position);
    }
    position += 1 + more;
    return code;
  }

  @Override
  public void close() {}
}
