package dev.coldbrew.lambda.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/**
 * Finds the method that a handler string such as {@code example.Hello::hello} names, once, in the
 * init phase. All look-ups by reflection are here.
 */
final class HandlerLoader {

  private HandlerLoader() {}

  /**
   * @throws HandlerException if the string names no usable method
   * @throws Throwable what the class's static initialiser or constructor throws
   */
  static Handler load(String handler, ClassLoader loader) throws Throwable {
    int separator = handler == null ? -1 : handler.lastIndexOf("::");
    if (separator < 1) {
      throw new HandlerException("handler '" + handler + "' is not of the form Class::method");
    }
    Class<?> type = loadClass(handler.substring(0, separator), loader);
    Method method = findMethod(type, handler.substring(separator + 2));
    Class<?>[] parameters = method.getParameterTypes();
    return new Handler(
        method,
        Modifier.isStatic(method.getModifiers()) ? null : newInstance(type),
        method.getGenericParameterTypes()[0],
        parameters[parameters.length - 1] == Context.class);
  }

  private static Class<?> loadClass(String name, ClassLoader loader) throws Throwable {
    Class<?> type;
    try {
      type = Class.forName(name, true, loader);
    } catch (ClassNotFoundException e) {
      throw new HandlerException("handler class '" + name + "' is not on the class path", e);
    } catch (ExceptionInInitializerError e) {
      throw e.getCause() == null ? e : e.getCause();
    }
    if (!Modifier.isPublic(type.getModifiers())) {
      throw new HandlerException("handler class '" + name + "' is not public");
    }
    return type;
  }

  /**
   * Of several methods of the name the one with most parameters is taken, as AWS's own runtime
   * does. Two that are alike in that would be a matter of luck.
   */
  private static Method findMethod(Class<?> type, String name) throws HandlerException {
    Method found = null;
    boolean ambiguous = false;
    for (Method method : type.getMethods()) {
      if (!method.getName().equals(name) || !takesEvent(method)) {
        continue;
      }
      int better = found == null ? 1 : compare(method, found);
      if (better > 0) {
        found = method;
      }
      ambiguous = better == 0 || ambiguous && better < 0;
    }
    if (found == null) {
      throw new HandlerException("handler class '"
          + type.getName()
          + "' has no public method '"
          + name
          + "' of one argument");
    }
    if (ambiguous) {
      throw new HandlerException(
          "handler class '" + type.getName() + "' has several methods '" + name + "'");
    }
    return found;
  }

  /** A bridge comes after what it bridges to, and alone for a superclass that is not public. */
  private static int compare(Method one, Method other) {
    if (one.isBridge() != other.isBridge()) {
      return one.isBridge() ? -1 : 1;
    }
    return one.getParameterCount() - other.getParameterCount();
  }

  /** {@code (event)} or {@code (event, Context)}. */
  private static boolean takesEvent(Method method) {
    Class<?>[] parameters = method.getParameterTypes();
    return switch (parameters.length) {
      case 1 -> parameters[0] != Context.class;
      case 2 -> parameters[0] != Context.class && parameters[1] == Context.class;
      default -> false;
    };
  }

  private static Object newInstance(Class<?> type) throws Throwable {
    try {
      return type.getConstructor().newInstance();
    } catch (NoSuchMethodException | InstantiationException e) {
      throw new HandlerException(
          "handler class '" + type.getName() + "' has no public constructor without arguments", e);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
