// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.value;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.coldbrew.lambda.runtime.json.adapter.Adapter;
import dev.coldbrew.lambda.runtime.json.adapter.Codec;
import dev.coldbrew.lambda.runtime.json.adapter.JsonOutput;
import dev.coldbrew.lambda.runtime.json.adapter.NotReadable;
import dev.coldbrew.lambda.runtime.json.adapter.ScalarAdapter;
import dev.coldbrew.lambda.runtime.json.adapter.Types;
import dev.coldbrew.lambda.runtime.json.adapter.ValueAdapter;
import dev.coldbrew.lambda.runtime.json.bean.Construction;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Maps. Of a key that occurs twice the last value stays. */
public final class MapAdapter extends ValueAdapter {

  private final Codec codec;
  private final Type keys;
  private final Type values;

  public MapAdapter(Codec codec, Type map, Class<?> raw) {
    super(raw);
    this.codec = codec;
    keys = Types.argument(map, Map.class, 0);
    values = type == Properties.class ? String.class : Types.argument(map, Map.class, 1);
  }

  @Override
  public Object readValue(JsonReader in, JsonToken token) throws IOException {
    if (token == JsonToken.STRING) {
      return readBlank(in);
    }
    if (token != JsonToken.BEGIN_OBJECT) {
      throw NotReadable.next(in, type);
    }
    Adapter adapter = codec.adapter(values);
    Map<Object, Object> read = create();
    in.beginObject();
    while (in.hasNext()) {
      String name = in.nextName();
      // A function may look it up with a constant of its own.
      Object key = key(in, read instanceof IdentityHashMap ? name.intern() : name);
      if (key == null && read instanceof EnumMap) { // which has no place for unknown constants
        in.skipValue();
      } else {
        read.put(key, adapter.read(in));
      }
    }
    in.endObject();
    return read;
  }

  private Object key(JsonReader in, String name) {
    if (Types.raw(keys).isAssignableFrom(String.class)) {
      return name;
    }
    try {
      Adapter adapter = codec.adapter(keys);
      if (adapter instanceof EnumAdapter constants) {
        return constants.byName(name);
      }
      if (adapter instanceof ScalarAdapter scalar) {
        Object key = scalar.fromKey(name);
        boolean isNull = name.isEmpty() && Types.raw(keys).getName().startsWith("java.time.");
        if (key == null && !isNull) {
          throw new IllegalArgumentException(name);
        }
        return key;
      }
      Object key = Construction.ofText(Types.raw(keys), name);
      if (key != null) {
        return key;
      }
    } catch (RuntimeException e) {
      throw NotReadable.previous(in, "key " + NotReadable.isNot(name, Types.raw(keys)), e);
    }
    throw NotReadable.previous(in, "a " + keys.getTypeName() + " cannot be a key", null);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private Map<Object, Object> create() {
    if (type != HashMap.class && type.isAssignableFrom(LinkedHashMap.class)) {
      return new LinkedHashMap<>();
    }
    if (type == EnumMap.class) {
      return (Map<Object, Object>) (Map) new EnumMap(Types.raw(keys));
    }
    if (type.isAssignableFrom(TreeMap.class)) {
      return new TreeMap<>();
    }
    if (type == ConcurrentMap.class) {
      return new ConcurrentHashMap<>();
    }
    if (type == ConcurrentNavigableMap.class) {
      return new ConcurrentSkipListMap<>();
    }
    return (Map<Object, Object>) Construction.newInstance(type);
  }

  @Override
  public void writeValue(JsonOutput out, Object value) {
    out.beginObject();
    for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
      out.name(keyText(entry.getKey()));
      codec.write(out, entry.getValue(), values);
    }
    out.endObject();
  }

  /** As the declared type says, and the key's own class where that says nothing. */
  private String keyText(Object key) {
    if (key == null) {
      throw new IllegalArgumentException("a map has a null key");
    }
    if (key instanceof String text) {
      return text;
    }
    Class<?> declared = Types.raw(keys);
    boolean own = declared == Object.class || declared == Enum.class || !declared.isInstance(key);
    declared = own ? key.getClass() : declared;
    return Enum.class.isAssignableFrom(declared)
        ? ((Enum<?>) key).name()
        : JdkTypes.keyText(key, declared);
  }
}
