package dev.coldbrew.lambda.runtime.invocation;

import com.amazonaws.services.lambda.runtime.Context;
import dev.coldbrew.lambda.runtime.json.Answer;
import dev.coldbrew.lambda.runtime.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;

/**
 * The user's code, ready to be called.
 *
 * @param instance null for a static method
 * @param shape what the method's parameters are, a letter each: E the event as an object, I as a
 *     stream; O the stream that the answer is written to; C the context
 * @param eventType what the event is read as; null if the shape has no E
 * @param answerType what the method says it returns
 */
public record Handler(
    Method method, Object instance, String shape, Type eventType, Type answerType) {

  /** Throws what the user's code throws. */
  void handle(byte[] event, Context context, Response response) throws Throwable {
    Object[] arguments = new Object[shape.length()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = switch (shape.charAt(i)) {
        case 'E' -> Json.read(event, eventType);
        case 'I' -> new ByteArrayInputStream(event);
        case 'O' -> response;
        default -> context;
      };
    }
    Object answer = call(arguments);
    if (shape.indexOf('O') < 0) {
      write(shape.indexOf('I') < 0 ? answer : null, response);
    }
  }

  private Object call(Object[] arguments) throws Throwable {
    try {
      return method.invoke(instance, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private void write(Object answer, Response response) throws IOException {
    Answer json = Json.write(answer, answerType);
    response.take(json.bytes(), json.length());
  }
}
