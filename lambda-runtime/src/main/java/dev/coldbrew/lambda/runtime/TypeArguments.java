package dev.coldbrew.lambda.runtime;

import com.google.gson.reflect.TypeToken;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.Map;

/**
 * What the type variables of superclasses and interfaces stand for in a class: with {@code class
 * Orders extends Base<Order>}, the {@code T} of {@code Base<T>} is {@code Order}.
 */
final class TypeArguments {

  private final Map<TypeVariable<?>, Type> arguments = new HashMap<>();

  private TypeArguments() {}

  static TypeArguments of(Class<?> type) {
    TypeArguments all = new TypeArguments();
    all.collect(type);
    return all;
  }

  private void collect(Class<?> type) {
    collectParent(type.getGenericSuperclass());
    for (Type parent : type.getGenericInterfaces()) {
      collectParent(parent);
    }
  }

  private void collectParent(Type parent) {
    if (parent instanceof ParameterizedType parameterized) {
      Class<?> raw = (Class<?>) parameterized.getRawType();
      TypeVariable<?>[] variables = raw.getTypeParameters();
      for (int i = 0; i < variables.length; i++) {
        arguments.put(variables[i], parameterized.getActualTypeArguments()[i]);
      }
      collect(raw);
    } else if (parent instanceof Class<?> raw) {
      collect(raw);
    }
  }

  /** The type with every variable replaced; one that nothing is said of stands for its bound. */
  Type resolve(Type type) {
    if (type instanceof TypeVariable<?> variable) {
      Type argument = arguments.get(variable);
      return resolve(argument == null ? variable.getBounds()[0] : argument);
    }
    if (type instanceof WildcardType wildcard) {
      return resolve(wildcard.getUpperBounds()[0]);
    }
    if (type instanceof GenericArrayType array) {
      return TypeToken.getArray(resolve(array.getGenericComponentType())).getType();
    }
    if (type instanceof ParameterizedType parameterized) {
      Type[] resolved = parameterized.getActualTypeArguments();
      boolean changed = false;
      for (int i = 0; i < resolved.length; i++) {
        Type argument = resolved[i];
        resolved[i] = resolve(argument);
        changed |= resolved[i] != argument;
      }
      return changed
          ? TypeToken.getParameterized(parameterized.getRawType(), resolved).getType()
          : type;
    }
    return type;
  }

  /** What the first, second ... type parameter of a superclass or interface stands for. */
  Type argument(Class<?> parent, int index) {
    return resolve(parent.getTypeParameters()[index]);
  }
}
