// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.adapter;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;

/**
 * A type that one JSON string, number or boolean stands for. Each is taken for each other as far as
 * its text allows.
 */
public abstract class ScalarAdapter extends ValueAdapter {

  public ScalarAdapter(Class<?> type) {
    super(type);
  }

  @Override
  public final Object readValue(JsonReader in, JsonToken token) throws IOException {
    if (token == JsonToken.BOOLEAN) {
      boolean value = in.nextBoolean();
      return convert(in, value ? "true" : "false", token);
    }
    if (token != JsonToken.STRING && token != JsonToken.NUMBER) {
      return readStructure(in, token);
    }
    return convert(in, in.nextString(), token);
  }

  /** The same, of a text that is read already. */
  public Object convert(JsonReader in, String text, JsonToken token) {
    try {
      return token == JsonToken.STRING
          ? fromString(text)
          : token == JsonToken.NUMBER ? fromNumber(text) : fromBoolean(text);
    } catch (RuntimeException e) { // of a parser of the JDK, or of the user's
      throw NotReadable.previous(in, NotReadable.isNot(text, type), e);
    }
  }

  /** Throws any exception for a text that does not fit. */
  public abstract Object fromString(String text);

  /** The key of a map; null if there is none for that text. */
  public Object fromKey(String text) {
    return fromString(text);
  }

  public Object fromNumber(String digits) {
    return fromString(digits);
  }

  public Object fromBoolean(String text) {
    throw new IllegalArgumentException(text);
  }

  public Object readStructure(JsonReader in, JsonToken token) throws IOException {
    throw NotReadable.next(in, type);
  }
}
