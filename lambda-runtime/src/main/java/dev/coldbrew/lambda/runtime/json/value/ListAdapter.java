// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.value;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.coldbrew.lambda.runtime.json.adapter.Adapter;
import dev.coldbrew.lambda.runtime.json.adapter.Codec;
import dev.coldbrew.lambda.runtime.json.adapter.JsonOutput;
import dev.coldbrew.lambda.runtime.json.adapter.Leniency;
import dev.coldbrew.lambda.runtime.json.adapter.NotReadable;
import dev.coldbrew.lambda.runtime.json.adapter.ScalarAdapter;
import dev.coldbrew.lambda.runtime.json.adapter.Types;
import dev.coldbrew.lambda.runtime.json.bean.Construction;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.stream.BaseStream;

/** Collections; also iterators and streams, but only as a response. */
public final class ListAdapter extends Adapter {

  private final Codec codec;
  private final Class<?> raw;
  private final Type element;

  public ListAdapter(Codec codec, Type list, Class<?> raw) {
    this.codec = codec;
    this.raw = raw;
    element = element(list, raw);
  }

  @Override
  public Object read(JsonReader in) throws IOException {
    if (in.peek() == JsonToken.NULL) { // also for what cannot be made
      in.nextNull();
      return null;
    }
    Collection<Object> read = readInto(create(in), codec.adapter(element), in);
    return raw != ArrayBlockingQueue.class || read == null
        ? read
        : new ArrayBlockingQueue<>(Math.max(1, read.size()), false, read);
  }

  /** Null for null and for a blank string; a value that is no array is an array of one. */
  static Collection<Object> readInto(Collection<Object> read, Adapter elements, JsonReader in)
      throws IOException {
    JsonToken token = in.peek();
    if (token == JsonToken.NULL) {
      in.nextNull();
      return null;
    }
    if (token == JsonToken.STRING) {
      String text = in.nextString();
      boolean blank = Leniency.isBlank(text);
      if (!blank) {
        add(read, ofText(elements, in, text));
      }
      return blank && !(read instanceof EnumSet) ? null : read;
    }
    if (token != JsonToken.BEGIN_ARRAY) {
      add(read, elements.read(in));
      return read;
    }
    in.beginArray();
    while (in.hasNext()) {
      add(read, elements.read(in));
    }
    in.endArray();
    return read;
  }

  private static void add(Collection<Object> read, Object element) {
    if (element != null || !(read instanceof EnumSet)) { // which has no place for unknown constants
      read.add(element);
    }
  }

  private static Object ofText(Adapter elements, JsonReader in, String text) throws IOException {
    if (elements instanceof ScalarAdapter scalar) {
      return scalar.convert(in, text, JsonToken.STRING);
    }
    String json = new JsonOutput().value(text).toString();
    return elements.read(new JsonReader(new StringReader(json)));
  }

  private static Type element(Type list, Class<?> raw) {
    boolean own = list instanceof ParameterizedType && raw.getTypeParameters().length == 1;
    Class<?> declaring = own && raw.getName().startsWith("java.util.")
        ? raw // as below, without a walk through the hierarchy
        : Iterable.class.isAssignableFrom(raw)
            ? Iterable.class
            : Iterator.class.isAssignableFrom(raw) ? Iterator.class : BaseStream.class;
    return Types.argument(list, declaring, 0);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private Collection<Object> create(JsonReader in) throws IOException {
    if (raw.isAssignableFrom(ArrayList.class) || raw == ArrayBlockingQueue.class) {
      return new ArrayList<>();
    }
    if (raw.isAssignableFrom(HashSet.class)) {
      return new HashSet<>();
    }
    if (raw.isAssignableFrom(LinkedList.class)) {
      return new LinkedList<>();
    }
    if (raw.isAssignableFrom(TreeSet.class)) {
      return new TreeSet<>();
    }
    if (raw == EnumSet.class) {
      return (Collection<Object>) (Collection) EnumSet.noneOf((Class) element);
    }
    if (!Collection.class.isAssignableFrom(raw)) {
      throw NotReadable.next(in, raw);
    }
    return (Collection<Object>) Construction.newInstance(raw);
  }

  @Override
  public void write(JsonOutput out, Object value) {
    if (value == null) {
      out.nullValue();
      return;
    }
    Iterator<?> iterator;
    if (value instanceof Iterable<?> iterable) {
      iterator = iterable.iterator();
    } else if (value instanceof BaseStream<?, ?> stream) {
      iterator = stream.iterator();
    } else {
      iterator = (Iterator<?>) value;
    }
    boolean declared = value instanceof Collection && !(value instanceof EnumSet); // as AWS does
    out.beginArray();
    while (iterator.hasNext()) {
      if (declared) {
        codec.write(out, iterator.next(), element);
      } else {
        codec.write(out, iterator.next());
      }
    }
    out.endArray();
  }
}
