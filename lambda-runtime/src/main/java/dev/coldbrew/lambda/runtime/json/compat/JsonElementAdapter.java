// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.compat;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import dev.coldbrew.lambda.runtime.json.adapter.Adapter;
import dev.coldbrew.lambda.runtime.json.adapter.JsonOutput;
import dev.coldbrew.lambda.runtime.json.adapter.NotReadable;
import dev.coldbrew.lambda.runtime.json.value.NumberAdapter;
import java.io.IOException;
import java.util.Map;

/**
 * Gson's trees, for functions that want the event as it is. Gson's annotations have no meaning here:
 * AWS's runtime ignores them, and a class should be read the same under both.
 */
public final class JsonElementAdapter extends Adapter {

  /** Unlike JsonParser, it lets an OutOfMemoryError through. */
  private static final TypeAdapter<JsonElement> GSON = new Gson().getAdapter(JsonElement.class);

  private final Class<?> type;

  public JsonElementAdapter(Class<?> type) {
    this.type = type;
  }

  @Override
  public Object read(JsonReader in) throws IOException {
    JsonElement element = GSON.read(in);
    if (type.isInstance(element)) {
      return element;
    }
    if (element.isJsonNull()) {
      return null;
    }
    throw NotReadable.previous(
        in, "a " + element.getClass().getSimpleName() + " is not a " + type.getTypeName(), null);
  }

  @Override
  public void write(JsonOutput out, Object value) {
    if (value instanceof JsonObject object) {
      out.beginObject();
      for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
        out.name(entry.getKey());
        write(out, entry.getValue());
      }
      out.endObject();
    } else if (value instanceof JsonArray array) {
      out.beginArray();
      for (JsonElement element : array) {
        write(out, element);
      }
      out.endArray();
    } else if (value instanceof JsonPrimitive primitive) {
      writePrimitive(out, primitive);
    } else {
      out.nullValue();
    }
  }

  private static void writePrimitive(JsonOutput out, JsonPrimitive primitive) {
    if (primitive.isBoolean()) {
      out.value(primitive.getAsBoolean());
    } else if (primitive.isString()) {
      out.value(primitive.getAsString());
    } else if (NumberAdapter.isFinite(primitive.getAsNumber())) {
      out.value(primitive.getAsNumber());
    } else {
      throw new IllegalArgumentException(primitive + " is not a number in JSON");
    }
  }
}
