// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.bean;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * How an object is made for an event. AWS's runtime needs a constructor without arguments. Ours
 * also takes one whose parameters it can name: a record's; one compiled with {@code -parameters};
 * or one whose parameters are the class's fields in their order, as Lombok, Kotlin and Scala write
 * it.
 */
public final class Construction {

  final Constructor<?> constructor;

  /** Whether the constructor's one argument is the object that this one is an inner one of. */
  final boolean takesOuter;

  /** Of the parameters, in their order. */
  final List<String> names;

  /** What stands in for arguments that are not given; null if nothing does. */
  private final KotlinDefaults defaults;

  private Construction(
      Constructor<?> constructor, List<String> names, boolean takesOuter, KotlinDefaults defaults) {
    this.constructor = constructor;
    this.names = names;
    this.takesOuter = takesOuter;
    this.defaults = defaults;
  }

  /**
   * @param preferArguments even if there is a constructor without
   * @throws IllegalArgumentException if there is no way to make one
   */
  static Construction of(Class<?> type, boolean preferArguments) {
    if (Modifier.isAbstract(type.getModifiers())) {
      throw new IllegalArgumentException(type.getTypeName() + " is abstract");
    }
    boolean inner = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
    Construction best = null;
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (constructor.isSynthetic()) {
        Construction kotlin = inner ? null : withDefaults(type, constructor);
        if (kotlin != null) {
          best = kotlin;
          break; // one without arguments leaves alone what has no setter
        }
        continue;
      }
      List<String> names = inner ? noNames(constructor) : parameterNames(type, constructor);
      if (names != null && (best == null || isBetter(names, best.names, preferArguments))) {
        best = new Construction(constructor, names, inner, null);
      }
    }
    if (best == null) {
      throw new IllegalArgumentException(
          type.getTypeName() + " has no constructor without arguments");
    }
    best.constructor.trySetAccessible();
    return best;
  }

  private static Construction withDefaults(Class<?> type, Constructor<?> synthetic) {
    KotlinDefaults defaults = KotlinDefaults.of(synthetic);
    List<String> names = defaults == null ? null : parameterNames(type, defaults.first);
    return names == null ? null : new Construction(defaults.first, names, false, defaults);
  }

  /** One without arguments goes before all others, of which the longest says most. */
  private static boolean isBetter(List<String> names, List<String> best, boolean preferArguments) {
    return preferArguments
        ? names.size() > best.size()
        : names.isEmpty() || !best.isEmpty() && names.size() > best.size();
  }

  /** With type arguments, where the class file has them for every parameter. */
  Type[] parameterTypes() {
    if (names.isEmpty()) {
      return new Type[0];
    }
    Type[] generic = constructor.getGenericParameterTypes();
    return generic.length == names.size() ? generic : constructor.getParameterTypes();
  }

  /** Of a kind of {@code Date}. */
  public static Object ofMillis(Class<?> type, long millis) {
    try {
      return type.getConstructor(long.class).newInstance(millis);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * By a constructor of one String, or the method {@code valueOf} or {@code fromString}: the key of
   * a map.
   *
   * @return null if there is none of these
   */
  public static Object ofText(Class<?> type, String text) {
    try {
      for (Constructor<?> constructor : type.getDeclaredConstructors()) {
        if (isOfText(constructor)) {
          constructor.trySetAccessible();
          return constructor.newInstance(text);
        }
      }
      for (Method method : type.getMethods()) {
        boolean named = method.getName().equals("valueOf") || method.getName().equals("fromString");
        if (named && isOfText(method) && type.isAssignableFrom(method.getReturnType())) {
          method.trySetAccessible();
          return method.invoke(null, text);
        }
      }
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static boolean isOfText(Executable made) {
    return made.getParameterCount() == 1
        && made.getParameterTypes()[0] == String.class
        && (made instanceof Constructor || Modifier.isStatic(made.getModifiers()));
  }

  /** Of a class that needs no arguments. */
  public static Object newInstance(Class<?> type) {
    return of(type, false).newInstance();
  }

  /**
   * @throws IllegalArgumentException with what the constructor threw as its cause
   */
  public Object newInstance(Object... arguments) {
    return newInstance(arguments, null);
  }

  /**
   * @param given which of the arguments come from the event
   * @throws IllegalArgumentException with what the constructor threw as its cause
   */
  public Object newInstance(Object[] arguments, boolean[] given) {
    try {
      return defaults == null || given == null
          ? constructor.newInstance(arguments)
          : defaults.newInstance(arguments, given);
    } catch (InvocationTargetException e) {
      throw failure(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw failure(e);
    }
  }

  private IllegalArgumentException failure(Throwable cause) {
    Property.rethrowIfBroken(cause);
    return new IllegalArgumentException(
        "the constructor of " + constructor.getDeclaringClass().getTypeName() + " threw " + cause,
        cause);
  }

  /** Null if they cannot be known. */
  private static List<String> parameterNames(Class<?> type, Constructor<?> constructor) {
    Parameter[] parameters = constructor.getParameters();
    List<String> names = new ArrayList<>();
    if (type.isRecord()) {
      return isCanonical(type, parameters, names) ? names : null;
    }
    for (Parameter parameter : parameters) {
      if (parameter.isNamePresent()) {
        names.add(parameter.getName());
      }
    }
    if (names.size() == parameters.length) {
      return names;
    }
    names.clear();
    List<Field> fields = new ArrayList<>();
    addFields(type, fields);
    boolean same = fields.size() == parameters.length;
    for (int i = 0; same && i < parameters.length; i++) {
      same = fits(parameters[i].getType(), fields.get(i).getType());
      names.add(fields.get(i).getName());
    }
    return same ? names : null;
  }

  /** Of an inner class whose constructor looks as if it took no arguments. */
  private static List<String> noNames(Constructor<?> constructor) {
    return constructor.getParameterCount() == 1 ? List.of() : null;
  }

  private static boolean isCanonical(Class<?> type, Parameter[] parameters, List<String> names) {
    RecordComponent[] components = type.getRecordComponents();
    boolean same = components.length == parameters.length;
    for (int i = 0; same && i < components.length; i++) {
      same = components[i].getType() == parameters[i].getType();
      names.add(components[i].getName());
    }
    return same;
  }

  private static void addFields(Class<?> type, List<Field> fields) {
    if (type.getSuperclass() != null) {
      addFields(type.getSuperclass(), fields);
    }
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
        fields.add(field);
      }
    }
  }

  /** AWS's S3 classes take a time as a String. */
  private static boolean fits(Class<?> parameter, Class<?> field) {
    return parameter == field || parameter == String.class && field.getName().endsWith(".DateTime");
  }
}
