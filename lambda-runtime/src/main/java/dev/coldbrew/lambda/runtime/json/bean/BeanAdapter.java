// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.bean;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.coldbrew.lambda.runtime.json.adapter.Codec;
import dev.coldbrew.lambda.runtime.json.adapter.JsonOutput;
import dev.coldbrew.lambda.runtime.json.adapter.NotReadable;
import dev.coldbrew.lambda.runtime.json.adapter.ValueAdapter;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Type;
import java.util.Map;

/** Objects by their properties. What is null is not written. */
public final class BeanAdapter extends ValueAdapter {

  private final Codec codec;
  private final Type bean;
  private final EventRules rules; // null except for AWS's event classes

  /** Null until one is written or read; two threads may both make one. */
  private BeanProperties properties;

  /** Null until one is read: what cannot be made can still be written. */
  private BeanReader reader;

  public BeanAdapter(Codec codec, Type bean, Class<?> raw) {
    super(raw);
    this.codec = codec;
    this.bean = bean;
    rules = codec.isForEvents() ? EventRules.of(raw) : null;
  }

  @Override
  public void writeValue(JsonOutput out, Object value) {
    out.beginObject();
    for (Map.Entry<String, Property> entry : properties().byName().entrySet()) {
      if (entry.getValue().getter() != null) {
        out.name(entry.getKey());
        codec.write(out, entry.getValue().get(value));
      }
    }
    out.endObject();
  }

  /** AWS reads a {@code Serializable} as it reads an {@code Object}. */
  @Override
  public boolean readsArrays() {
    return type == Serializable.class;
  }

  @Override
  public Object readValue(JsonReader in, JsonToken token) throws IOException {
    if (type == Serializable.class) {
      return codec.adapter(Object.class).read(in);
    }
    if (token == JsonToken.STRING) {
      return readBlank(in);
    }
    if (token != JsonToken.BEGIN_OBJECT) {
      throw NotReadable.next(in, type);
    }
    try {
      return reader().read(in, null);
    } catch (NotReadable e) {
      throw e;
    } catch (IllegalArgumentException e) { // of the class itself: its constructor, its setters
      throw NotReadable.previous(in, e.getMessage(), e.getCause() == null ? e : e.getCause());
    }
  }

  private BeanProperties properties() {
    BeanProperties known = properties;
    if (known == null) {
      known = new BeanProperties(bean, rules);
      properties = known;
    }
    return known;
  }

  BeanReader reader() {
    BeanReader known = reader;
    if (known == null) {
      known = new BeanReader(codec, bean, properties(), rules != null && rules.hasNoNulls());
      reader = known;
    }
    return known;
  }
}
