// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json;

import com.google.gson.JsonElement;
import dev.coldbrew.lambda.runtime.json.adapter.Adapter;
import dev.coldbrew.lambda.runtime.json.adapter.Codec;
import dev.coldbrew.lambda.runtime.json.bean.BeanAdapter;
import dev.coldbrew.lambda.runtime.json.bean.BeanProperties;
import dev.coldbrew.lambda.runtime.json.compat.JsonElementAdapter;
import dev.coldbrew.lambda.runtime.json.compat.ScalaTypes;
import dev.coldbrew.lambda.runtime.json.value.ArrayAdapter;
import dev.coldbrew.lambda.runtime.json.value.BooleanAdapter;
import dev.coldbrew.lambda.runtime.json.value.BytesAdapter;
import dev.coldbrew.lambda.runtime.json.value.CharAdapter;
import dev.coldbrew.lambda.runtime.json.value.EnumAdapter;
import dev.coldbrew.lambda.runtime.json.value.JdkTypes;
import dev.coldbrew.lambda.runtime.json.value.ListAdapter;
import dev.coldbrew.lambda.runtime.json.value.NumberAdapter;
import dev.coldbrew.lambda.runtime.json.value.StringAdapter;
import dev.coldbrew.lambda.runtime.json.value.VoidAdapter;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Iterator;
import java.util.stream.BaseStream;

/** The adapters of all types but maps, strings and {@code Object}. */
final class OtherTypes {

  private OtherTypes() {}

  /** From the frequent to the rare; what is nothing else is a bean. */
  static Adapter adapter(Codec codec, Type type, Class<?> raw) {
    if (Collection.class.isAssignableFrom(raw) || raw == Iterable.class) {
      return new ListAdapter(codec, type, raw);
    }
    if (raw.isPrimitive() || Number.class.isAssignableFrom(raw)) {
      return primitive(raw);
    }
    if (raw == Boolean.class) {
      return new BooleanAdapter(raw);
    }
    if (raw == Character.class) {
      return new CharAdapter(raw);
    }
    if (raw.isArray()) {
      return array(codec, type, raw);
    }
    if (raw.isEnum()) {
      return new EnumAdapter(raw);
    }
    if (Enum.class.isAssignableFrom(raw) && raw != Enum.class) {
      return new EnumAdapter(raw.getSuperclass()); // a constant with a body
    }
    if (raw == Void.class) {
      return new VoidAdapter();
    }
    Adapter adapter = JdkTypes.adapter(codec, type, raw);
    if (adapter == null && JsonElement.class.isAssignableFrom(raw)) {
      adapter = new JsonElementAdapter(raw);
    }
    if (adapter == null && isSequence(raw)) {
      adapter = new ListAdapter(codec, type, raw);
    }
    if (adapter == null && raw.getName().startsWith("scala.")) {
      adapter = ScalaTypes.adapter(codec, type, raw);
    }
    return adapter == null ? new BeanAdapter(codec.forMembers(), type, raw) : adapter;
  }

  private static Adapter primitive(Class<?> raw) {
    if (raw == boolean.class) {
      return new BooleanAdapter(raw);
    }
    return raw == char.class ? new CharAdapter(raw) : new NumberAdapter(raw);
  }

  private static Adapter array(Codec codec, Type type, Class<?> raw) {
    if (raw == byte[].class) {
      return new BytesAdapter(raw);
    }
    if (raw == char[].class) {
      return new StringAdapter(raw);
    }
    Type element = type instanceof GenericArrayType generic
        ? generic.getGenericComponentType()
        : raw.getComponentType();
    return new ArrayAdapter(codec, element);
  }

  /** A class that has properties is a bean, even if it can be iterated. */
  private static boolean isSequence(Class<?> raw) {
    return BaseStream.class.isAssignableFrom(raw)
        || (Iterable.class.isAssignableFrom(raw) || Iterator.class.isAssignableFrom(raw))
            && !new BeanProperties(raw, null).hasGetters();
  }
}
