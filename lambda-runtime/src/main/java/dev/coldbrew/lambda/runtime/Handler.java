package dev.coldbrew.lambda.runtime;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;

/**
 * The user's method, ready to be called: event in, answer out, both as JSON.
 *
 * @param instance null for a static method
 * @param eventType what the event is read as
 * @param takesContext whether the last parameter is the {@code Context}
 */
record Handler(Method method, Object instance, Type eventType, boolean takesContext) {

  /** Throws what the method throws. */
  byte[] handle(Invocation invocation) throws Throwable {
    Object event = Json.read(invocation.event(), eventType);
    Object answer;
    try {
      answer = takesContext
          ? method.invoke(instance, event, new InvocationContext(invocation))
          : method.invoke(instance, event);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    return Json.write(answer, method.getGenericReturnType());
  }
}
