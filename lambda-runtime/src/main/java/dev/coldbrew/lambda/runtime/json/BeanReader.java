package dev.coldbrew.lambda.runtime.json;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes an object and sets its properties. What the JSON has and the class has not is skipped; what
 * the class has and the JSON has not is left alone.
 */
final class BeanReader {

  private final Codec codec;
  private final Class<?> type;
  private final BeanProperties properties;
  private final Construction construction;
  private final boolean hasNoNulls;

  /**
   * @param rules null but for AWS's event classes
   * @throws IllegalArgumentException if there is no way to make an object
   */
  BeanReader(Codec codec, Type bean, EventRules rules) {
    this.codec = codec;
    type = Types.raw(bean);
    properties = new BeanProperties(bean, rules);
    hasNoNulls = rules != null && rules.hasNoNulls();
    construction = Construction.of(type, hasNoNulls);
    Type[] types = construction.parameterTypes();
    for (int i = 0; i < types.length; i++) {
      properties.addParameter(construction.names.get(i), i, types[i]);
    }
  }

  /**
   * @param outer what an object of an inner class is in; or null
   */
  Object read(JsonReader in, Object outer) throws IOException {
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
      Property property = properties.byName.get(in.nextName());
      if (property == null || !property.isRead()) {
        in.skipValue();
        continue;
      }
      Object value = read(property, in, bean);
      if (property.parameter != Property.NO_PARAMETER) {
        arguments[property.parameter] = value;
        given[property.parameter] = true;
      } else if (bean != null) {
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

  /** An object of an inner class of this one is told of the object that it is in. */
  private Object read(Property property, JsonReader in, Object bean) throws IOException {
    Adapter adapter = codec.adapter(property.type);
    boolean inner = bean != null
        && Types.raw(property.type).getEnclosingClass() == type
        && in.peek() == JsonToken.BEGIN_OBJECT
        && adapter instanceof BeanAdapter other
        && other.reader().construction.takesOuter;
    return inner ? ((BeanAdapter) adapter).reader().read(in, bean) : adapter.read(in);
  }

  /** A primitive is 0 and an Optional empty, be they null in the JSON or not there. */
  private void fillMissing(Object[] arguments) throws IOException {
    for (Property property : properties.byName.values()) {
      int index = property.parameter;
      if (index != Property.NO_PARAMETER && arguments[index] == null) {
        Adapter adapter = codec.adapter(property.type);
        if (hasNoNulls) {
          arguments[index] = EventRules.empty(Types.raw(property.type), adapter);
        } else if (adapter instanceof ValueAdapter value) {
          arguments[index] = value.none();
        }
      }
    }
  }
}
