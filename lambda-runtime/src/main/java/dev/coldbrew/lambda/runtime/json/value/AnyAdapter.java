// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.value;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.coldbrew.lambda.runtime.json.adapter.Adapter;
import dev.coldbrew.lambda.runtime.json.adapter.Codec;
import dev.coldbrew.lambda.runtime.json.adapter.JsonOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code Object}: read as the JSON suggests, in maps and lists that the user may change; written as
 * the value's own class says.
 */
public final class AnyAdapter extends Adapter {

  private final Codec codec;

  public AnyAdapter(Codec codec) {
    this.codec = codec;
  }

  @Override
  public Object read(JsonReader in) throws IOException {
    JsonToken token = in.peek();
    if (token == JsonToken.STRING) {
      return in.nextString();
    }
    if (token == JsonToken.NUMBER) {
      return NumberAdapter.narrowest(in.nextString());
    }
    if (token == JsonToken.BEGIN_OBJECT) {
      Map<String, Object> map = new LinkedHashMap<>();
      in.beginObject();
      while (in.hasNext()) {
        map.put(in.nextName(), read(in));
      }
      in.endObject();
      return map;
    }
    if (token == JsonToken.BEGIN_ARRAY) {
      List<Object> list = new ArrayList<>();
      in.beginArray();
      while (in.hasNext()) {
        list.add(read(in));
      }
      in.endArray();
      return list;
    }
    if (token == JsonToken.BOOLEAN) {
      return in.nextBoolean();
    }
    in.nextNull();
    return null;
  }

  @Override
  public void write(JsonOutput out, Object value) {
    codec.write(out, value);
  }
}
