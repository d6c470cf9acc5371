// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.adapter;

import com.google.gson.reflect.TypeToken;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.Map;

/** Says what a type variable stands for: in {@code class Orders extends Page<Order>}, T is Order. */
public final class Types {

  private final Map<TypeVariable<?>, Type> arguments = new HashMap<>();

  private Types() {}

  /** The type arguments that the type gives to itself and to all that it inherits from. */
  public static Types in(Type type) {
    Types types = new Types();
    types.collect(type);
    return types;
  }

  /** The class without its type arguments. */
  public static Class<?> raw(Type type) {
    if (type instanceof Class<?> c) {
      return c;
    }
    if (type instanceof ParameterizedType p) {
      return (Class<?>) p.getRawType();
    }
    if (type instanceof GenericArrayType a) {
      return Array.newInstance(raw(a.getGenericComponentType()), 0).getClass();
    }
    return raw(bound(type));
  }

  /** The type argument that a type gives to what it inherits from, as the E in a List. */
  public static Type argument(Type type, Class<?> declaring, int index) {
    if (type instanceof ParameterizedType p && p.getRawType() == declaring) {
      return withoutWildcard(p.getActualTypeArguments()[index]);
    }
    return in(type).resolve(declaring.getTypeParameters()[index]);
  }

  /** The type with the variables in it replaced. */
  public Type resolve(Type type) {
    if (type instanceof TypeVariable<?> variable) {
      Type argument = arguments.get(variable);
      return argument == null ? raw(variable) : argument;
    }
    if (type instanceof WildcardType) {
      return resolve(bound(type));
    }
    if (type instanceof GenericArrayType array) {
      return TypeToken.getArray(resolve(array.getGenericComponentType())).getType();
    }
    if (type instanceof ParameterizedType generic && !arguments.isEmpty()) {
      Type[] resolved = generic.getActualTypeArguments();
      for (int i = 0; i < resolved.length; i++) {
        resolved[i] = resolve(resolved[i]);
      }
      boolean inner = generic.getOwnerType() instanceof ParameterizedType;
      return inner ? raw(type) : TypeToken.getParameterized(raw(type), resolved).getType();
    }
    return type;
  }

  private void collect(Type type) {
    if (type == null || type == Object.class) {
      return;
    }
    Class<?> raw = raw(type);
    if (type instanceof ParameterizedType generic) {
      Type[] actual = generic.getActualTypeArguments();
      for (int i = 0; i < actual.length; i++) {
        arguments.put(raw.getTypeParameters()[i], resolve(actual[i]));
      }
    }
    collect(raw.getGenericSuperclass());
    for (Type inherited : raw.getGenericInterfaces()) {
      collect(inherited);
    }
  }

  private static Type withoutWildcard(Type type) {
    return type instanceof Class || type instanceof ParameterizedType
        ? type
        : new Types().resolve(type);
  }

  private static Type bound(Type type) {
    return type instanceof WildcardType wildcard
        ? wildcard.getUpperBounds()[0]
        : ((TypeVariable<?>) type).getBounds()[0];
  }
}
