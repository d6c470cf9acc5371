// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.compat;

import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.coldbrew.lambda.runtime.json.adapter.Adapter;
import dev.coldbrew.lambda.runtime.json.adapter.Codec;
import dev.coldbrew.lambda.runtime.json.adapter.JsonOutput;
import dev.coldbrew.lambda.runtime.json.adapter.Types;
import dev.coldbrew.lambda.runtime.json.adapter.ValueAdapter;
import dev.coldbrew.lambda.runtime.json.bean.Property;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;

/**
 * Scala's options, sequences, sets and maps, by way of Java's; AWS's runtime writes
 * only whether they are empty. The library is the user's: it is called by reflection.
 */
public final class ScalaTypes {

  private static final String ITERABLE = "scala.collection.Iterable";
  private static final String MAP = "scala.collection.Map";

  private ScalaTypes() {}

  /** Null for a class that is none of these. */
  public static Adapter adapter(Codec codec, Type type, Class<?> raw) {
    Class<?> option = library(raw, "scala.Option");
    if (option.isAssignableFrom(raw)) {
      return new OptionAdapter(codec, Types.argument(type, option, 0), option);
    }
    Class<?> map = library(raw, MAP);
    if (map.isAssignableFrom(raw)) {
      Type key = Types.argument(type, map, 0);
      Type value = Types.argument(type, map, 1);
      Type java = TypeToken.getParameterized(Map.class, key, value).getType();
      return new CollectionAdapter(codec, raw, java, map, "asJava", Map.class);
    }
    Class<?> iterable = library(raw, ITERABLE);
    if (iterable.isAssignableFrom(raw)) {
      Type element = Types.argument(type, iterable, 0);
      Type java = TypeToken.getParameterized(List.class, element).getType();
      return new CollectionAdapter(codec, raw, java, iterable, "asJavaCollection", List.class);
    }
    return null;
  }

  private static Class<?> library(Class<?> raw, String name) {
    try {
      return Class.forName(name, false, raw.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Object call(
      Class<?> type, Object instance, String method, Class<?> parameter, Object argument) {
    try {
      return parameter == null
          ? type.getMethod(method).invoke(instance)
          : type.getMethod(method, parameter).invoke(instance, argument);
    } catch (InvocationTargetException e) {
      Property.rethrowIfBroken(e.getCause());
      throw new IllegalArgumentException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Nothing, or what is in it. */
  private static final class OptionAdapter extends ValueAdapter {
    private final Codec codec;
    private final Type content;

    OptionAdapter(Codec codec, Type content, Class<?> option) {
      super(option);
      this.codec = codec;
      this.content = content;
    }

    @Override
    public boolean readsArrays() {
      return true; // they are for what is in it
    }

    @Override
    public Object none() {
      return call(type, null, "apply", Object.class, null);
    }

    @Override
    public Object readValue(JsonReader in, JsonToken token) throws IOException {
      return call(type, null, "apply", Object.class, codec.adapter(content).read(in));
    }

    @Override
    public void writeValue(JsonOutput out, Object value) {
      boolean empty = (boolean) call(type, value, "isEmpty", null, null);
      codec.write(out, empty ? null : call(type, value, "get", null, null), content);
    }
  }

  /** As the collection of Java that Scala makes of it, and it of that. */
  private static final class CollectionAdapter extends ValueAdapter {
    private final Codec codec;
    private final Type java;
    private final Class<?> scala;
    private final String toJava;
    private final Class<?> read;
    private final Class<?> converters;

    CollectionAdapter(
        Codec codec, Class<?> raw, Type java, Class<?> scala, String toJava, Class<?> read) {
      super(raw);
      this.codec = codec;
      this.java = java;
      this.scala = scala;
      this.toJava = toJava;
      this.read = read;
      converters = library(raw, "scala.jdk.javaapi.CollectionConverters");
    }

    @Override
    public boolean readsArrays() {
      return true;
    }

    /** Every kind of collection has a factory beside it. */
    @Override
    public Object readValue(JsonReader in, JsonToken token) throws IOException {
      Object collection = codec.adapter(java).read(in);
      if (collection == null) {
        return null;
      }
      Object elements = call(converters, null, "asScala", read, collection);
      try {
        Class<?> companion = library(type, type.getName() + "$");
        Object factory = companion.getField("MODULE$").get(null);
        Class<?> source = library(type, "scala.collection.IterableOnce");
        return call(companion, factory, "from", source, elements);
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException(e);
      }
    }

    @Override
    public void writeValue(JsonOutput out, Object value) {
      codec.adapter(java).write(out, call(converters, null, toJava, scala, value));
    }
  }
}
