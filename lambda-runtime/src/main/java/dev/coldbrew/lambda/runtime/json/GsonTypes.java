package dev.coldbrew.lambda.runtime.json;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.annotations.JsonAdapter;
import com.google.gson.reflect.TypeToken;
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

  @SuppressWarnings("unchecked")
  static TypeAdapter<Object> adapter(Type type) {
    return (TypeAdapter<Object>) Holder.GSON.getAdapter(TypeToken.get(type));
  }

  private static final class Holder {
    static final Gson GSON = new GsonBuilder()
        .setObjectToNumberStrategy(in -> NumberAdapter.narrowest(in.nextString()))
        .registerTypeAdapterFactory(new NotGsons())
        .create();
  }

  /** In a class that is Gson's, all others are read and written as everywhere. */
  private static final class NotGsons implements TypeAdapterFactory {
    @Override
    @SuppressWarnings("unchecked")
    public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> token) {
      return claims(token.getRawType())
          ? null
          : (TypeAdapter<T>) Codec.of(Object.class).adapter(token.getType());
    }
  }
}
