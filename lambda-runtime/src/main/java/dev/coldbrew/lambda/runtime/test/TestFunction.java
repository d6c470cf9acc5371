// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.test;

import dev.coldbrew.lambda.runtime.api.Headers;
import dev.coldbrew.lambda.runtime.api.HttpResponse;
import dev.coldbrew.lambda.runtime.api.Invocation;
import dev.coldbrew.lambda.runtime.error.HandlerException;
import dev.coldbrew.lambda.runtime.invocation.Handler;
import dev.coldbrew.lambda.runtime.invocation.HandlerLoader;
import dev.coldbrew.lambda.runtime.invocation.InvocationLoop;
import dev.coldbrew.lambda.runtime.json.Json;
import dev.coldbrew.lambda.runtime.log.Log;
import dev.coldbrew.lambda.runtime.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A function in a unit test: calls a handler by its string as Lambda would, with JSON in, and with
 * what Lambda's caller would get out, byte for byte. It is the runtime itself that reads the event,
 * calls the handler and writes the response or the error.
 *
 * <pre>{@code
 * TestFunction hello = TestFunction.of("example.Hello::hello");
 * assertEquals("\"Hello, Ada!\"", hello.invoke("{\"name\":\"Ada\"}").text());
 * assertEquals("No name supplied!", hello.invoke("{}").errorMessage());
 * }</pre>
 *
 * <p>The handler is created once and then stays warm, like one execution environment of Lambda; it
 * serves one invocation at a time. What the function prints and logs goes to the test's {@code
 * System.out}. The settings below are for the invocations that follow. Environment variables and
 * system properties are those of the test's JVM, which no test can end: a handler that calls {@code
 * System.exit} ends the tests.
 */
public final class TestFunction {

  /** Lambda's longest timeout. */
  private static final Duration LONGEST = Duration.ofMinutes(15);

  private static final String NAME = "AWS_LAMBDA_FUNCTION_NAME";
  private static final String MEMORY = "AWS_LAMBDA_FUNCTION_MEMORY_SIZE";

  private final String handlerString;
  private final Map<String, String> environment = new ConcurrentHashMap<>();
  private final Map<String, String> headers = new ConcurrentHashMap<>();
  private final TestOutput output = new TestOutput();
  private final Log log = new Log(new Settings(environment), output);
  private final NoEnd noEnd = new NoEnd(output);
  private Duration timeout; // null for none
  private Handler handler; // null after an invocation that ended its environment

  private TestFunction(String handlerString) {
    this.handlerString = handlerString;
    this.handler = load(handlerString);
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
    environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "test");
    functionName("test");
    memoryMb(512);
  }

  /**
   * Does what the init phase does: finds the handler, and creates an instance of its class.
   *
   * @param handler as the function's configuration has it: {@code package.Class::method}, or {@code
   *     package.Class} for a class that implements a handler interface
   * @return the function, ready for its first invocation
   * @throws IllegalArgumentException if the string names no usable handler; the message says why
   * @throws IllegalStateException if the class's static initializer or constructor fails, and the
   *     cause is what it threw; or if the tests have a Gson older than 2.12
   */
  public static TestFunction of(String handler) {
    return new TestFunction(handler);
  }

  /**
   * Sets the name that the context gives, alone, in the function's ARN, and in the name of the log
   * group.
   *
   * @param name {@code test} by default
   * @return this function
   */
  public synchronized TestFunction functionName(String name) {
    environment.put(NAME, name);
    environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + name);
    headers.put(Headers.FUNCTION_ARN, "arn:aws:lambda:us-east-1:123456789012:function:" + name);
    return this;
  }

  /**
   * Sets the memory that the context gives. It limits nothing.
   *
   * @param megabytes 512 by default
   * @return this function
   */
  public synchronized TestFunction memoryMb(int megabytes) {
    environment.put(MEMORY, Integer.toString(megabytes));
    return this;
  }

  /**
   * Ends invocations that take longer, as Lambda does: with an error of the type {@code
   * Sandbox.Timedout}, and with a new handler for the next invocation. No JVM can end a thread, so
   * what still runs is interrupted and left alone.
   *
   * <p>By default nothing ends an invocation, for the sake of debuggers, and the context counts from
   * 15 minutes. The handler then runs on the test's own thread; with a timeout, it has another one,
   * where mocks and transactions that are bound to the test's thread do not reach it.
   *
   * @param limit how long an invocation may take
   * @return this function
   * @throws IllegalArgumentException unless it is positive and at most 15 minutes
   */
  public synchronized TestFunction timeout(Duration limit) {
    if (limit.isNegative() || limit.isZero() || limit.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "timeout is " + limit + "; it must be longer than zero and at most 15 minutes");
    }
    timeout = limit;
    return this;
  }

  /**
   * Sets what the mobile SDKs send along.
   *
   * @param json null, the default, for nothing
   * @return this function
   */
  public synchronized TestFunction clientContext(String json) {
    return header(Headers.CLIENT_CONTEXT, json);
  }

  /**
   * Sets the caller's Cognito identity.
   *
   * @param json with {@code cognitoIdentityId} and {@code cognitoIdentityPoolId}; null, the default,
   *     for none
   * @return this function
   */
  public synchronized TestFunction cognitoIdentity(String json) {
    return header(Headers.COGNITO_IDENTITY, json);
  }

  /**
   * Sets the tenant, for functions with tenant isolation.
   *
   * @param id null, the default, for none
   * @return this function
   */
  public synchronized TestFunction tenantId(String id) {
    return header(Headers.TENANT_ID, id);
  }

  /** A header has a character for each byte. */
  private TestFunction header(String name, String value) {
    if (value == null) {
      headers.remove(name);
    } else {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      headers.put(name, new String(bytes, StandardCharsets.ISO_8859_1));
    }
    return this;
  }

  /**
   * Sends one event.
   *
   * @param event JSON
   * @return what Lambda's caller would get, also if the function fails
   * @throws IllegalArgumentException if it is not JSON or larger than 6 MiB: Lambda rejects such an
   *     event, and the function never sees it
   */
  public synchronized TestResponse invoke(String event) {
    byte[] json = Event.checked(event);
    if (handler == null) {
      handler = load(handlerString);
    }
    RuntimeApiInMemory api = new RuntimeApiInMemory(UUID.randomUUID().toString());
    try {
      run(new InvocationLoop(api, handler, log, noEnd, null), invocation(api.requestId(), json));
    } catch (TimeoutException e) {
      handler = null;
      return api.endAtTimeout(timeout);
    } catch (VirtualMachineError e) { // this was reported, unless there was no memory for it
      handler = null;
      if (!api.hasEnded()) {
        throw e;
      }
    }
    return api.received();
  }

  private void run(InvocationLoop loop, Invocation invocation) throws TimeoutException {
    if (timeout == null) {
      invoke(loop, invocation);
      return;
    }
    FutureTask<Void> task = new FutureTask<>(() -> invoke(loop, invocation), null);
    Thread thread = new Thread(task, "test-function");
    thread.setDaemon(true);
    thread.start();
    try {
      task.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof VirtualMachineError broken) {
        throw broken;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the function was running", e);
    } finally {
      task.cancel(true);
    }
  }

  private static void invoke(InvocationLoop loop, Invocation invocation) {
    try {
      loop.invoke(invocation);
    } catch (IOException e) { // there is no connection that could fail
      throw new UncheckedIOException(e);
    }
  }

  private Invocation invocation(String requestId, byte[] event) {
    Duration left = timeout == null ? LONGEST : timeout;
    String hex = requestId.replace("-", "");
    List<String> lines = new ArrayList<>();
    lines.add(Headers.REQUEST_ID + ": " + requestId);
    lines.add(Headers.DEADLINE + ": " + (System.currentTimeMillis() + left.toMillis()));
    lines.add(Headers.TRACE_ID + ": Root=1-" + hex.substring(0, 8) + "-" + hex.substring(8)
        + ";Parent=" + hex.substring(16) + ";Sampled=0");
    headers.forEach((name, value) -> lines.add(name + ": " + value));
    return new Invocation(new HttpResponse(200, lines, event));
  }

  private static Handler load(String handlerString) {
    Event.requireGson();
    try {
      Handler loaded = HandlerLoader.load(handlerString, loader());
      Json.prepare(loaded.eventType(), loaded.responseType());
      return loaded;
    } catch (HandlerException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    } catch (Throwable e) { // anything that a static initializer or a constructor throws
      throw new IllegalStateException("the function cannot be started: " + e, e);
    }
  }

  /** The one that frameworks set which load tests with class loaders of their own. */
  private static ClassLoader loader() {
    ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
    return ofThread == null ? TestFunction.class.getClassLoader() : ofThread;
  }
}
