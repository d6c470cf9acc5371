// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime;

import dev.coldbrew.lambda.runtime.api.HttpConnection;
import dev.coldbrew.lambda.runtime.api.RuntimeApi;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** Lambda's side: gives the scripted events, and keeps the requests that it got. */
public final class ScriptedRuntimeApi implements AutoCloseable {

  private final MockWebServer server = new MockWebServer();
  private int events;

  public ScriptedRuntimeApi() throws IOException {
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  String address() {
    return "127.0.0.1:" + server.getPort();
  }

  public RuntimeApi client() {
    return new RuntimeApi(new HttpConnection(address()));
  }

  /** The next event; its request id is {@code id-1}, {@code id-2} and so on. */
  public ScriptedRuntimeApi event(String json) {
    return event(json, 1542409706888L);
  }

  public ScriptedRuntimeApi event(String json, long deadlineMillis) {
    return answer(new MockResponse.Builder()
        .code(200)
        .addHeader("Lambda-Runtime-Aws-Request-Id", "id-" + ++events)
        .addHeader("Lambda-Runtime-Deadline-Ms", Long.toString(deadlineMillis))
        .addHeader(
            "lambda-runtime-invoked-function-arn",
            "arn:aws:lambda:us-east-1:123456789012:function:f")
        .body(json)
        .build());
  }

  /** An empty string as the next event, with a trace id. */
  public ScriptedRuntimeApi tracedEvent(String traceId) {
    return answer(new MockResponse.Builder()
        .code(200)
        .addHeader("Lambda-Runtime-Aws-Request-Id", "id-" + ++events)
        .addHeader("Lambda-Runtime-Trace-Id", traceId)
        .body("\"\"")
        .build());
  }

  /** These events to whichever loop asks first, {@code id-1} and so on, then the end. */
  ScriptedRuntimeApi concurrentEvents(String... json) {
    Queue<MockResponse> left = new ConcurrentLinkedQueue<>();
    for (String event : json) {
      left.add(new MockResponse.Builder()
          .code(200)
          .addHeader("Lambda-Runtime-Aws-Request-Id", "id-" + ++events)
          .body(event)
          .build());
    }
    server.setDispatcher(new Dispatcher() {
      @Override
      public MockResponse dispatch(RecordedRequest request) {
        boolean isResponse = request.getMethod().equals("POST");
        MockResponse event = isResponse ? null : left.poll();
        return event != null
            ? event
            : new MockResponse.Builder().code(isResponse ? 202 : 410).build();
      }
    });
    return this;
  }

  /** Takes the registration of an extension. */
  ScriptedRuntimeApi extension(String identifier) {
    return answer(new MockResponse.Builder()
        .code(200)
        .addHeader("Lambda-Extension-Identifier", identifier)
        .body("{}")
        .build());
  }

  /** Keeps the client waiting. */
  ScriptedRuntimeApi unanswered() {
    return answer(new MockResponse.Builder().headersDelay(60, TimeUnit.SECONDS).build());
  }

  public ScriptedRuntimeApi accepted() {
    return status(202);
  }

  /** Lambda never responds 410; a loop that gets it ends, and the test with it. */
  public ScriptedRuntimeApi end() {
    return status(410);
  }

  public ScriptedRuntimeApi status(int status) {
    return answer(new MockResponse.Builder().code(status).body("{}").build());
  }

  ScriptedRuntimeApi answer(MockResponse response) {
    server.enqueue(response);
    return this;
  }

  /** The next request that came, which must have come by now or come soon. */
  public RecordedRequest request() throws InterruptedException {
    RecordedRequest request = server.takeRequest(10, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("no request came within 10 s");
    }
    return request;
  }

  public int requestCount() {
    return server.getRequestCount();
  }

  public static String body(RecordedRequest request) {
    return request.getBody() == null ? "" : request.getBody().utf8();
  }

  @Override
  public void close() {
    server.close();
  }
}
