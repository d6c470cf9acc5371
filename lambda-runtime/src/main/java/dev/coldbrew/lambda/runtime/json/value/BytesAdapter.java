// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.value;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.coldbrew.lambda.runtime.json.adapter.JsonOutput;
import dev.coldbrew.lambda.runtime.json.adapter.NotReadable;
import dev.coldbrew.lambda.runtime.json.adapter.ScalarAdapter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** {@code byte[]} and {@code ByteBuffer} as Base64; an array of numbers is also read. */
public final class BytesAdapter extends ScalarAdapter {

  private static final NumberAdapter BYTE = new NumberAdapter(byte.class);

  public BytesAdapter(Class<?> type) {
    super(type);
  }

  @Override
  public boolean readsArrays() {
    return type == byte[].class;
  }

  @Override
  public Object fromString(String text) {
    byte[] digits = text.getBytes(StandardCharsets.ISO_8859_1);
    int length = 0;
    for (byte digit :
        digits) { // without line breaks, which the JDK's decoder refuses or, for MIME, takes errors
      // for
      if (digit < 0 || digit > ' ') {
        digits[length++] = digit;
      }
    }
    return of(Base64.getDecoder().decode(Arrays.copyOf(digits, length)));
  }

  @Override
  public Object fromNumber(String digits) {
    return of(new byte[] {(byte) BYTE.fromNumber(digits)});
  }

  @Override
  public Object readStructure(JsonReader in, JsonToken token) throws IOException {
    if (token != JsonToken.BEGIN_ARRAY) {
      throw NotReadable.next(in, type);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    in.beginArray();
    while (in.hasNext()) {
      bytes.write((byte) BYTE.read(in));
    }
    in.endArray();
    return of(bytes.toByteArray());
  }

  private Object of(byte[] bytes) {
    return type == byte[].class ? bytes : ByteBuffer.wrap(bytes);
  }

  @Override
  public void writeValue(JsonOutput out, Object value) {
    byte[] bytes;
    if (value instanceof ByteBuffer buffer) {
      ByteBuffer unread = buffer.duplicate();
      bytes = new byte[unread.remaining()];
      unread.get(bytes);
    } else {
      bytes = (byte[]) value;
    }
    out.value(Base64.getEncoder().encodeToString(bytes));
  }
}
