package dev.coldbrew.lambda.runtime.json;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.annotations.JsonAdapter;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Type;

/**
 * The classes that Gson reads and writes in its own way, by fields: its {@code JsonElement}, and
 * the user's classes that carry an annotation of Gson's, as who writes one means it. AWS's runtime
 * has no Gson, so there is nothing to be compatible with.
 */
final class GsonTypes {

  private GsonTypes() {}

  static boolean claims(Class<?> raw) {
    if (JsonElement.class.isAssignableFrom(raw) || raw.isAnnotationPresent(JsonAdapter.class)) {
      return true;
    }
    for (Class<?> c = raw; c != null && !c.getName().startsWith("java."); c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        for (Annotation annotation : field.getDeclaredAnnotations()) {
          if (annotation
              .annotationType()
              .getPackageName()
              .equals(JsonAdapter.class.getPackageName())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  static Adapter adapter(Type type) {
    return new OfGson(Holder.GSON.getAdapter(TypeToken.get(type)));
  }

  private static final class Holder {
    static final Gson GSON = new GsonBuilder()
        .setObjectToNumberStrategy(in -> NumberAdapter.narrowest(in.nextString()))
        .registerTypeAdapterFactory(new NotGsons())
        .create();
  }

  /** Gson's adapter as one of ours. */
  private static final class OfGson extends Adapter {
    private final TypeAdapter<Object> adapter;

    @SuppressWarnings("unchecked")
    OfGson(TypeAdapter<?> adapter) {
      this.adapter = (TypeAdapter<Object>) adapter;
    }

    @Override
    Object read(JsonReader in) throws IOException {
      return adapter.read(in);
    }

    @Override
    void write(JsonOutput out, Object value) {
      try {
        adapter.write(new GsonOutput(out), value);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** One of our adapters as Gson's. */
  private static final class ForGson extends TypeAdapter<Object> {
    private final Adapter adapter;

    ForGson(Adapter adapter) {
      this.adapter = adapter;
    }

    @Override
    public Object read(JsonReader in) throws IOException {
      return adapter.read(in);
    }

    @Override
    public void write(JsonWriter out, Object value) throws IOException {
      if (value == null) {
        out.nullValue();
      } else if (out instanceof GsonOutput ours) {
        adapter.write(ours.out, value);
      } else { // a tree that an adapter of the user's makes
        JsonOutput json = new JsonOutput();
        adapter.write(json, value);
        Holder.GSON.toJson(JsonParser.parseString(json.toString()), out);
      }
    }
  }

  /** Where Gson's adapters write to, which is where ours do. */
  private static final class GsonOutput extends JsonWriter {
    private final JsonOutput out;

    GsonOutput(JsonOutput out) {
      super(Writer.nullWriter());
      setSerializeNulls(false);
      this.out = out;
    }

    @Override
    public JsonWriter beginArray() {
      out.beginArray();
      return this;
    }

    @Override
    public JsonWriter endArray() {
      out.endArray();
      return this;
    }

    @Override
    public JsonWriter beginObject() {
      out.beginObject();
      return this;
    }

    @Override
    public JsonWriter endObject() {
      out.endObject();
      return this;
    }

    @Override
    public JsonWriter name(String name) {
      out.name(name);
      return this;
    }

    @Override
    public JsonWriter value(String value) {
      if (value == null) {
        return nullValue();
      }
      out.value(value);
      return this;
    }

    @Override
    public JsonWriter jsonValue(String value) {
      if (value == null) {
        return nullValue();
      }
      out.raw(value);
      return this;
    }

    @Override
    public JsonWriter nullValue() {
      if (getSerializeNulls()) {
        out.explicitNull();
      } else {
        out.nullValue();
      }
      return this;
    }

    @Override
    public JsonWriter value(boolean value) {
      out.value(value);
      return this;
    }

    @Override
    public JsonWriter value(Boolean value) {
      return value == null ? nullValue() : value(value.booleanValue());
    }

    @Override
    public JsonWriter value(long value) {
      out.value(value);
      return this;
    }

    @Override
    public JsonWriter value(float value) {
      return value(Float.valueOf(value));
    }

    @Override
    public JsonWriter value(double value) {
      return value(Double.valueOf(value));
    }

    /** NaN and the infinities are for an adapter to write as it likes; they are no numbers in JSON. */
    @Override
    public JsonWriter value(Number value) {
      if (value == null) {
        return nullValue();
      }
      if (!NumberAdapter.isFinite(value)) {
        throw new IllegalArgumentException(value + " is not a number in JSON");
      }
      out.value(value);
      return this;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** In a class that is Gson's, all others are read and written as everywhere. */
  private static final class NotGsons implements TypeAdapterFactory {
    @Override
    @SuppressWarnings("unchecked")
    public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> token) {
      return claims(token.getRawType())
          ? null
          : (TypeAdapter<T>) new ForGson(RootCodec.of(Object.class).adapter(token.getType()));
    }
  }
}
