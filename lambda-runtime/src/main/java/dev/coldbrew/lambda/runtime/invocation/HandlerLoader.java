// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.invocation;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.coldbrew.lambda.runtime.error.HandlerException;
import dev.coldbrew.lambda.runtime.json.adapter.Types;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Finds what a handler string names, once, in the init phase: {@code example.Hello::hello} a method,
 * {@code example.Hello} a class that implements a handler interface. All look-ups by reflection are
 * here. Forms and rules are those of AWS's own runtime, plus {@code java.util.function}.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-handler.html">Java handlers</a>
 */
public final class HandlerLoader {

  private HandlerLoader() {}

  /**
   * @throws HandlerException if the string names no usable method
   * @throws Throwable what the class's static initialiser or constructor throws
   */
  public static Handler load(String handler, ClassLoader loader) throws Throwable {
    if (handler == null) {
      throw HandlerException.of("no handler is set");
    }
    int separator = handler.lastIndexOf("::");
    Class<?> type = loadClass(separator < 0 ? handler : handler.substring(0, separator), loader);
    return separator < 0
        ? ofInterface(type)
        : handler(type, findMethod(type, handler.substring(separator + 2)));
  }

  /** Whether there is a class of that name; it is not initialised. */
  public static boolean isClass(String name, ClassLoader loader) {
    try {
      Class.forName(name, false, loader);
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  private static Class<?> loadClass(String name, ClassLoader loader) throws Throwable {
    try {
      return Class.forName(name, true, loader);
    } catch (ClassNotFoundException e) {
      throw HandlerException.of("handler class '" + name + "' is not on the class path", e);
    } catch (LinkageError e) { // if a static initializer has failed, what it threw
      boolean ofInitializer = e instanceof ExceptionInInitializerError && e.getCause() != null;
      throw ofInitializer ? e.getCause() : e;
    }
  }

  private static Handler ofInterface(Class<?> type) throws Throwable {
    if (RequestStreamHandler.class.isAssignableFrom(type)) {
      return ofInterface(type, RequestStreamHandler.class, "handleRequest");
    }
    if (RequestHandler.class.isAssignableFrom(type)) {
      return ofInterface(type, RequestHandler.class, "handleRequest");
    }
    if (Function.class.isAssignableFrom(type)) {
      return ofInterface(type, Function.class, "apply");
    }
    if (Consumer.class.isAssignableFrom(type)) {
      return ofInterface(type, Consumer.class, "accept");
    }
    if (Supplier.class.isAssignableFrom(type)) {
      return ofInterface(type, Supplier.class, "get");
    }
    if (Callable.class.isAssignableFrom(type)) {
      return ofInterface(type, Callable.class, "call");
    }
    throw HandlerException.of("handler class '"
        + type.getName()
        + "' implements no handler interface; name one of its methods, as Class::method");
  }

  private static Handler ofInterface(Class<?> type, Class<?> parent, String name) throws Throwable {
    Method method = null;
    for (Method declared : parent.getMethods()) {
      if (declared.getName().equals(name)) {
        method = declared;
      }
    }
    return handler(type, method);
  }

  private static Handler handler(Class<?> type, Method method) throws Throwable {
    boolean isStatic = Modifier.isStatic(method.getModifiers());
    Types types = Types.in(type);
    Class<?>[] parameters = method.getParameterTypes();
    boolean takesObject = parameters.length > 0 && isEvent(parameters[0]);
    return new Handler(
        method,
        isStatic ? null : instance(type),
        parameters,
        takesObject ? types.resolve(method.getGenericParameterTypes()[0]) : null,
        types.resolve(method.getGenericReturnType()));
  }

  /**
   * Of several methods of the name the one with most parameters is taken, where a context at the end
   * counts one more. Two that are alike in that would be a matter of luck.
   */
  private static Method findMethod(Class<?> type, String name) throws Exception {
    if (!Modifier.isPublic(type.getModifiers())) {
      throw HandlerException.of("handler class '" + type.getName() + "' is not public");
    }
    Method found = null;
    boolean ambiguous = false;
    for (Method method : type.getMethods()) {
      if (!method.getName().equals(name) || !isHandler(method.getParameterTypes())) {
        continue;
      }
      int better = found == null ? 1 : compare(method, found);
      if (better > 0) {
        found = method;
      }
      ambiguous = better == 0 || ambiguous && better < 0;
    }
    if (found == null) {
      throw HandlerException.of("handler class '"
          + type.getName()
          + "' has no public method '"
          + name
          + "' that takes an event, a context, streams, or nothing");
    }
    if (ambiguous) {
      throw HandlerException.of(
          "handler class '" + type.getName() + "' has several methods '" + name + "'");
    }
    return found;
  }

  /** A bridge comes after what it bridges to, and alone for a superclass that is not public. */
  private static int compare(Method one, Method other) {
    if (one.isBridge() != other.isBridge()) {
      return one.isBridge() ? -1 : 1;
    }
    return weight(one) - weight(other);
  }

  private static int weight(Method method) {
    Class<?>[] parameters = method.getParameterTypes();
    return parameters.length + (endsWithContext(parameters) ? 1 : 0);
  }

  /**
   * The event as an object, or an input stream, an output stream, or both in this order; a context
   * may follow. All of these may be missing.
   */
  private static boolean isHandler(Class<?>[] parameters) {
    int beforeContext = parameters.length - (endsWithContext(parameters) ? 1 : 0);
    return switch (beforeContext) {
      case 0 -> true;
      case 1 -> parameters[0] != Context.class;
      case 2 -> parameters[0] == InputStream.class && parameters[1] == OutputStream.class;
      default -> false;
    };
  }

  private static boolean endsWithContext(Class<?>[] parameters) {
    return parameters.length > 0 && parameters[parameters.length - 1] == Context.class;
  }

  private static boolean isEvent(Class<?> parameter) {
    return parameter != InputStream.class
        && parameter != OutputStream.class
        && parameter != Context.class;
  }

  /** A new one; for an object of Kotlin or Scala, which cannot be instantiated, the only one. */
  private static Object instance(Class<?> type) throws Throwable {
    try {
      return type.getConstructor().newInstance();
    } catch (NoSuchMethodException | InstantiationException e) {
      Object singleton = singleton(type);
      if (singleton != null) {
        return singleton;
      }
      throw HandlerException.of(
          "handler class '" + type.getName() + "' has no public constructor without arguments", e);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static Object singleton(Class<?> type) throws IllegalAccessException {
    for (Field field : type.getFields()) {
      boolean named = field.getName().equals("INSTANCE") || field.getName().equals("MODULE$");
      if (named && field.getType() == type && Modifier.isStatic(field.getModifiers())) {
        return field.get(null);
      }
    }
    return null;
  }
}
