// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.value;

import com.google.gson.stream.JsonReader;
import dev.coldbrew.lambda.runtime.json.adapter.Adapter;
import dev.coldbrew.lambda.runtime.json.adapter.Codec;
import dev.coldbrew.lambda.runtime.json.adapter.JsonOutput;
import dev.coldbrew.lambda.runtime.json.adapter.Types;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;

/** Arrays, but those of bytes and of chars. */
public final class ArrayAdapter extends Adapter {

  private final Codec codec;
  private final Type element;

  public ArrayAdapter(Codec codec, Type element) {
    this.codec = codec;
    this.element = element;
  }

  @Override
  public Object read(JsonReader in) throws IOException {
    Collection<Object> read = ListAdapter.readInto(new ArrayList<>(), codec.adapter(element), in);
    if (read == null) {
      return null;
    }
    Object array = Array.newInstance(Types.raw(element), read.size());
    int index = 0;
    for (Object value : read) {
      Array.set(array, index++, value);
    }
    return array;
  }

  @Override
  public void write(JsonOutput out, Object array) {
    if (array == null) {
      out.nullValue();
      return;
    }
    out.beginArray();
    for (int i = 0; i < Array.getLength(array); i++) {
      codec.write(out, Array.get(array, i), element);
    }
    out.endArray();
  }
}
