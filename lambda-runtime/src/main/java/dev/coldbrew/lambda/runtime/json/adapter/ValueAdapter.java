// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.adapter;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;

/**
 * What holds for every type that is not written as an array: null is nothing, and so is an empty
 * array; an array of one value stands for the value.
 */
public abstract class ValueAdapter extends Adapter {

  /** What the adapter makes; for messages. */
  public final Class<?> type;

  public ValueAdapter(Class<?> type) {
    this.type = type;
  }

  @Override
  public final Object read(JsonReader in) throws IOException {
    JsonToken token = in.peek();
    if (token != JsonToken.BEGIN_ARRAY || readsArrays()) {
      return readOne(in, token);
    }
    in.beginArray();
    token = in.peek();
    if (token == JsonToken.END_ARRAY) {
      in.endArray();
      return none();
    }
    if (token == JsonToken.BEGIN_ARRAY) {
      throw NotReadable.next(in, type);
    }
    Object value = readOne(in, token);
    if (in.hasNext()) {
      throw NotReadable.previous(in, "more than one value where one is expected", null);
    }
    in.endArray();
    return value;
  }

  private Object readOne(JsonReader in, JsonToken token) throws IOException {
    if (token == JsonToken.NULL) {
      in.nextNull();
      return none();
    }
    return readValue(in, token);
  }

  @Override
  public final void write(JsonOutput out, Object value) {
    if (value == null) {
      out.nullValue();
    } else {
      writeValue(out, value);
    }
  }

  /** For a type that no text stands for: a blank one is nothing. */
  public final Object readBlank(JsonReader in) throws IOException {
    String text = in.nextString();
    if (Leniency.isBlank(text)) {
      return none();
    }
    throw NotReadable.previous(in, NotReadable.isNot(text, type), null);
  }

  /** What null is read as: null, but a primitive's zero. */
  public Object none() {
    return null;
  }

  /** Whether an array is a form of the value itself, such as a date's. */
  public boolean readsArrays() {
    return false;
  }

  /** Reads what is neither null nor wrapped in an array. */
  public abstract Object readValue(JsonReader in, JsonToken token) throws IOException;

  public abstract void writeValue(JsonOutput out, Object value);
}
