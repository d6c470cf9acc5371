// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.bean;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.coldbrew.lambda.runtime.json.adapter.Adapter;
import dev.coldbrew.lambda.runtime.json.adapter.Codec;
import dev.coldbrew.lambda.runtime.json.adapter.Types;
import dev.coldbrew.lambda.runtime.json.adapter.ValueAdapter;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes an object and sets its properties. What only the JSON has is skipped; what only
 * the class has is left alone.
 */
final class BeanReader {

  private final Codec codec;
  private final Class<?> type;
  private final BeanProperties properties;
  private final Construction construction;
  private final boolean hasNoNulls;

  /** The constructor's, by their names in JSON. */
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();

  private record Parameter(int index, Type type) {}

  /**
   * @param hasNoNulls whether something stands for every parameter that is not in the JSON
   * @throws IllegalArgumentException if there is no way to make an object
   */
  BeanReader(Codec codec, Type bean, BeanProperties properties, boolean hasNoNulls) {
    this.codec = codec;
    this.type = Types.raw(bean);
    this.properties = properties;
    this.hasNoNulls = hasNoNulls;
    construction = Construction.of(type, hasNoNulls);
    Type[] types = construction.parameterTypes();
    for (int i = 0; i < types.length; i++) {
      parameters.put(
          properties.jsonName(construction.names.get(i)),
          new Parameter(i, properties.resolve(types[i])));
    }
  }

  /**
   * @param outer what an object of an inner class is in; or null
   */
  public Object read(JsonReader in, Object outer) throws IOException {
    if (construction.takesOuter && outer == null) {
      throw new IllegalArgumentException(type.getTypeName() + " is an inner class; make it static");
    }
    Object[] arguments = new Object[construction.names.size()];
    boolean[] given = new boolean[arguments.length];
    Object bean = null;
    if (construction.takesOuter) {
      bean = construction.newInstance(outer);
    } else if (arguments.length == 0) {
      bean = construction.newInstance();
    }
    List<Object> after = new ArrayList<>(0); // properties and values in turn
    in.beginObject();
    while (in.hasNext()) {
      String name = in.nextName();
      Parameter parameter = parameters.get(name);
      if (parameter != null) {
        arguments[parameter.index] = read(parameter.type, in, bean);
        given[parameter.index] = true;
        continue;
      }
      Property property = properties.byName().get(name);
      if (property == null || property.setter() == null) {
        in.skipValue();
        continue;
      }
      Object value = read(property.type(), in, bean);
      if (bean != null) {
        property.set(bean, value);
      } else {
        after.add(property);
        after.add(value);
      }
    }
    if (bean == null) {
      fillMissing(arguments);
      bean = construction.newInstance(arguments, given);
      for (int i = 0; i < after.size(); i += 2) {
        ((Property) after.get(i)).set(bean, after.get(i + 1));
      }
    }
    in.endObject();
    return bean;
  }

  /** An object of an inner class of this one is given the object that it is in. */
  private Object read(Type expected, JsonReader in, Object bean) throws IOException {
    Adapter adapter = codec.adapter(expected);
    boolean inner = bean != null
        && Types.raw(expected).getEnclosingClass() == type
        && in.peek() == JsonToken.BEGIN_OBJECT
        && adapter instanceof BeanAdapter other
        && other.reader().construction.takesOuter;
    return inner ? ((BeanAdapter) adapter).reader().read(in, bean) : adapter.read(in);
  }

  /** A primitive is 0 and an Optional empty, whether they are null in the JSON or not in it. */
  private void fillMissing(Object[] arguments) throws IOException {
    for (Parameter parameter : parameters.values()) {
      if (arguments[parameter.index] == null) {
        Adapter adapter = codec.adapter(parameter.type);
        if (hasNoNulls) {
          arguments[parameter.index] = EventRules.empty(Types.raw(parameter.type), adapter);
        } else if (adapter instanceof ValueAdapter value) {
          arguments[parameter.index] = value.none();
        }
      }
    }
  }
}
