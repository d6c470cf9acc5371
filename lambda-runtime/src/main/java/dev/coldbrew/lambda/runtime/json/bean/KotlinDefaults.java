// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.bean;

import java.lang.reflect.Constructor;
import java.util.Arrays;

/**
 * The default values that a Kotlin constructor has for its parameters. Only a second, synthetic one
 * knows them: behind the parameters of the first it takes an int for each 32 of them, with a bit
 * for each that is to have its default, and a marker, which is null.
 */
final class KotlinDefaults {

  private static final String MARKER = "kotlin.jvm.internal.DefaultConstructorMarker";

  private final Constructor<?> constructor;

  /** What a user has written. */
  final Constructor<?> first;

  private KotlinDefaults(Constructor<?> constructor, Constructor<?> first) {
    this.constructor = constructor;
    this.first = first;
  }

  /** Null for a synthetic constructor that has another purpose. */
  static KotlinDefaults of(Constructor<?> synthetic) {
    Class<?>[] types = synthetic.getParameterTypes();
    if (types.length == 0 || !types[types.length - 1].getName().equals(MARKER)) {
      return null;
    }
    for (Constructor<?> first : synthetic.getDeclaringClass().getDeclaredConstructors()) {
      int own = first.getParameterCount();
      int masks = (own + Integer.SIZE - 1) / Integer.SIZE;
      if (own > 0
          && own + masks + 1 == types.length
          && Arrays.equals(first.getParameterTypes(), Arrays.copyOf(types, own))) {
        synthetic.trySetAccessible();
        return new KotlinDefaults(synthetic, first);
      }
    }
    return null;
  }

  /**
   * @param arguments as the first constructor takes them
   * @param given which of them stay as they are
   */
  Object newInstance(Object[] arguments, boolean[] given) throws ReflectiveOperationException {
    Object[] all = Arrays.copyOf(arguments, constructor.getParameterCount());
    int[] masks = new int[all.length - arguments.length - 1];
    for (int i = 0; i < arguments.length; i++) {
      masks[i / Integer.SIZE] |= given[i] ? 0 : 1 << i % Integer.SIZE;
    }
    for (int i = 0; i < masks.length; i++) {
      all[arguments.length + i] = masks[i];
    }
    return constructor.newInstance(all);
  }
}
