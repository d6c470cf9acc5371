// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.bean;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Type;

/**
 * One property of a bean: how it is read from an object, and how it is set.
 *
 * @param getter a method or a field; null if the property is not written to JSON
 * @param setter a method or a field; null if the property is not read from JSON, or only as a
 *     constructor's parameter
 * @param type what the setter takes
 */
public record Property(Member getter, Member setter, Type type) {

  /** Also a public member of a class that is not public has to be made accessible. */
  public Property {
    makeAccessible(getter);
    makeAccessible(setter);
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

  private static void makeAccessible(Member member) {
    if (member instanceof AccessibleObject accessible) {
      accessible.trySetAccessible();
    }
  }

  /** An OutOfMemoryError in the user's class has nothing to do with the value: the process has to end. */
  public static void rethrowIfBroken(Throwable ofTheUser) {
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
