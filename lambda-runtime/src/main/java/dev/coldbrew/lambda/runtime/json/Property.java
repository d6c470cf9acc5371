package dev.coldbrew.lambda.runtime.json;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Type;

/** One property of a bean: how it is got, and how it is set. */
final class Property {

  static final int NO_PARAMETER = -1;

  /** A method or a field; null if the property is not written. */
  Member getter;

  /** A method or a field; null if the property is not read, or is a parameter. */
  Member setter;

  /** Which one of the constructor it is. */
  int parameter = NO_PARAMETER;

  /** What it is read as. */
  Type type;

  boolean isRead() {
    return setter != null || parameter != NO_PARAMETER;
  }

  /**
   * @throws IllegalArgumentException with what the getter threw as its cause
   */
  Object get(Object bean) {
    try {
      return getter instanceof Method method ? method.invoke(bean) : ((Field) getter).get(bean);
    } catch (InvocationTargetException e) {
      throw failure(getter, e.getCause());
    } catch (IllegalAccessException e) {
      throw failure(getter, e);
    }
  }

  /**
   * @throws IllegalArgumentException with what the setter threw as its cause
   */
  void set(Object bean, Object value) {
    try {
      if (setter instanceof Method method) {
        method.invoke(bean, value);
      } else {
        ((Field) setter).set(bean, value);
      }
    } catch (InvocationTargetException e) {
      throw failure(setter, e.getCause());
    } catch (IllegalAccessException e) {
      throw failure(setter, e);
    }
  }

  /** Also a public member of a class that is not public needs this. */
  void makeAccessible() {
    if (getter instanceof AccessibleObject accessible) {
      accessible.trySetAccessible();
    }
    if (setter instanceof AccessibleObject accessible) {
      accessible.trySetAccessible();
    }
  }

  /** An OutOfMemoryError in the user's class is no fault of a value: the process has to end. */
  static void rethrowIfBroken(Throwable ofTheUser) {
    if (ofTheUser instanceof VirtualMachineError broken) {
      throw broken;
    }
  }

  private static IllegalArgumentException failure(Member member, Throwable cause) {
    rethrowIfBroken(cause);
    return new IllegalArgumentException(
        member.getDeclaringClass().getTypeName() + "." + member.getName() + " threw " + cause,
        cause);
  }
}
