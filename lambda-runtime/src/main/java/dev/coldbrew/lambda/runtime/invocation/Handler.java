// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.invocation;

import com.amazonaws.services.lambda.runtime.Context;
import dev.coldbrew.lambda.runtime.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;

/**
 * The user's code, ready to be called.
 *
 * <p>A method with a stream parameter exchanges JSON through streams: what it returns is not sent.
 * Without an {@link OutputStream} its response is {@code null}.
 *
 * @param instance null for a static method
 * @param parameters the types of the method's parameters: {@link InputStream}, {@link OutputStream}
 *     and {@link Context} stand for themselves, any other is the event as an object
 * @param eventType what the event is read as; null if the method does not take it as an object
 * @param responseType what the method says it returns
 */
public record Handler(
    Method method, Object instance, Class<?>[] parameters, Type eventType, Type responseType) {

  /** Throws what the user's code throws. */
  public void handle(byte[] event, Context context, Response response) throws Throwable {
    Object[] arguments = new Object[parameters.length];
    boolean readsStream = false;
    boolean writesStream = false;
    for (int i = 0; i < arguments.length; i++) {
      if (parameters[i] == InputStream.class) {
        readsStream = true;
        arguments[i] = new ByteArrayInputStream(event);
      } else if (parameters[i] == OutputStream.class) {
        writesStream = true;
        arguments[i] = response;
      } else if (parameters[i] == Context.class) {
        arguments[i] = context;
      } else {
        arguments[i] = Json.read(event, eventType);
      }
    }
    Object returned = call(arguments);
    if (!writesStream) {
      write(readsStream ? null : returned, response);
    }
  }

  /** Whether the response is written from what the method returns. */
  boolean returnsObject() {
    for (Class<?> parameter : parameters) {
      if (parameter == InputStream.class || parameter == OutputStream.class) {
        return false;
      }
    }
    return responseType != void.class;
  }

  /** Reads an event, or a response and writes it again, as {@link #handle} would. */
  void prime(byte[] json, boolean isEvent) {
    Object read = Json.read(json, isEvent ? eventType : responseType);
    if (!isEvent) {
      Json.write(read, responseType);
    }
  }

  private Object call(Object[] arguments) throws Throwable {
    try {
      return method.invoke(instance, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private void write(Object returned, Response response) throws IOException {
    ByteBuffer json = Json.write(returned, responseType);
    response.take(json.array(), json.limit());
  }
}
