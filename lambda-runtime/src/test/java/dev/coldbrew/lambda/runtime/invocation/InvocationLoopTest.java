// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.invocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.coldbrew.lambda.runtime.Handlers;
import dev.coldbrew.lambda.runtime.LifeHandlers;
import dev.coldbrew.lambda.runtime.RuntimeInTest;
import dev.coldbrew.lambda.runtime.ScriptedRuntimeApi;
import example.Orders;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class InvocationLoopTest {

  private ScriptedRuntimeApi api;

  @BeforeEach
  void startRuntimeApi() throws IOException {
    api = new ScriptedRuntimeApi();
  }

  @AfterEach
  void stopRuntimeApi() {
    api.close();
  }

  @Test
  void responseIsPostedForItsRequest() throws Throwable {
    run("hello", api.event("{\"name\":\"Ada\"}").accepted().end());

    RecordedRequest next = api.request();
    assertEquals(
        "GET /2018-06-01/runtime/invocation/next", next.getMethod() + " " + next.getTarget());
    RecordedRequest response = api.request();
    assertEquals(
        "POST /2018-06-01/runtime/invocation/id-1/response",
        response.getMethod() + " " + response.getTarget());
    assertEquals("application/json", response.getHeaders().get("Content-Type"));
    assertEquals("\"Hello, Ada!\"", ScriptedRuntimeApi.body(response));
  }

  @Test
  void allInvocationsGoOverOneConnection() throws Throwable {
    run(
        "hello",
        api.event("{\"name\":\"A\"}")
            .accepted()
            .event("{\"name\":\"B\"}")
            .accepted()
            .end());

    for (int exchange = 0; exchange < 5; exchange++) {
      RecordedRequest request = api.request();
      assertEquals(0, request.getConnectionIndex());
      assertEquals(exchange, request.getExchangeIndex());
    }
  }

  @Test
  void exceptionIsPostedWithTypeMessageAndTheUsersFrames() throws Throwable {
    run(orders("place"), api.event("\"\"").accepted().end());

    api.request();
    RecordedRequest error = api.request();
    assertEquals("/2018-06-01/runtime/invocation/id-1/error", error.getTarget());
    assertEquals(
        "Function.IllegalArgumentException",
        error.getHeaders().get("Lambda-Runtime-Function-Error-Type"));
    assertEquals("application/json", error.getHeaders().get("Content-Type"));
    JsonObject body = JsonParser.parseString(ScriptedRuntimeApi.body(error)).getAsJsonObject();
    assertEquals("no such order", body.get("errorMessage").getAsString());
    assertEquals("java.lang.IllegalArgumentException", body.get("errorType").getAsString());
    JsonArray trace = body.getAsJsonArray("stackTrace");
    assertEquals(1, trace.size(), body::toString);
    assertTrue(
        trace.get(0).getAsString().matches("example\\.Orders\\.place\\(Orders\\.java:\\d+\\)"),
        body::toString);
  }

  @Test
  void nextEventIsTakenAfterAnError() throws Throwable {
    run(
        "hello",
        api.event("{}").accepted().event("{\"name\":\"Ada\"}").accepted().end());

    assertEquals(5, api.requestCount());
    for (int i = 0; i < 3; i++) {
      api.request();
    }
    assertEquals("/2018-06-01/runtime/invocation/id-2/response", api.request().getTarget());
  }

  @Test
  void exceptionWithoutAMessageIsReportedByItsClass() throws Throwable {
    run("noMessage", api.event("\"\"").accepted().end());

    assertEquals(
        "java.lang.IllegalStateException", postedError().get("errorMessage").getAsString());
  }

  @Test
  void exceptionWhoseMessageFailsIsReportedForItsInvocation() throws Throwable {
    run("failingMessage", api.event("\"\"").accepted().end());

    assertEquals(
        "dev.coldbrew.lambda.runtime.Handlers$2",
        postedError().get("errorMessage").getAsString());
  }

  @Test
  void interruptFlagThatUserCodeLeavesIsClearedBetweenEvents() throws Throwable {
    run("interrupted", api.event("\"\"").accepted().event("\"\"").accepted().end());

    api.request();
    assertEquals("false", ScriptedRuntimeApi.body(api.request()));
    api.request();
    assertEquals("false", ScriptedRuntimeApi.body(api.request()));
  }

  @Test
  void stackOverflowIsReportedForItsInvocation() throws Throwable {
    run("overflow", api.event("\"\"").accepted().end());

    api.request();
    assertEquals(
        "Function.StackOverflowError",
        api.request().getHeaders().get("Lambda-Runtime-Function-Error-Type"));
    assertEquals("GET", api.request().getMethod());
  }

  @Test
  void outOfMemoryIsReportedAndEndsTheLoop() throws Throwable {
    Handler handler = handler("outOfMemory");
    api.event("\"\"").accepted();

    RuntimeInTest runtime = new RuntimeInTest();

    OutOfMemoryError e = assertThrows(
        OutOfMemoryError.class, () -> runtime.loop(api.client(), handler).run());

    assertEquals("Java heap space", e.getMessage());
    api.request();
    assertEquals(
        "Function.OutOfMemoryError",
        api.request().getHeaders().get("Lambda-Runtime-Function-Error-Type"));
    assertEquals(2, api.requestCount());
    assertTrue(runtime.isArmed(), "the process ends even if the report blocks");
    assertFalse(runtime.isHalted(), "there was memory for the report");
  }

  @Test
  void assertionErrorIsReportedForItsInvocation() throws Throwable {
    run(lifeHandler("assertion"), api.event("\"\"").accepted().end());

    assertEquals("no such state", postedError().get("errorMessage").getAsString());
  }

  @Test
  void causesAreReportedWithoutTheRuntimesFrames() throws Throwable {
    run(orders("place"), api.event("\"\"").accepted().end());

    JsonObject error = postedError();
    assertEquals(List.of("Orders.place"), frames(error.getAsJsonArray("stackTrace")));
    JsonObject cause = error.getAsJsonObject("cause");
    assertEquals("no money", cause.get("errorMessage").getAsString());
    assertEquals("java.lang.IllegalStateException", cause.get("errorType").getAsString());
    assertEquals(
        List.of("Orders.charge", "Orders.place"), frames(cause.getAsJsonArray("stackTrace")));
  }

  @Test
  void whatTheRuntimeThrowsAtTheUserIsReportedFromTheirMethodOn() throws Throwable {
    run(orders("streamTooLate"), api.event("\"\"").accepted().end());

    assertEquals(
        List.of("Orders.streamTooLate"), frames(postedError().getAsJsonArray("stackTrace")));
  }

  @Test
  void errorOfTenMegabytesIsPostedInLessThanLambdaTakes() throws Throwable {
    run(lifeHandler("large"), api.event("\"\"").accepted().end());

    api.request();
    assertTrue(api.request().getBodySize() <= 6 * 1024 * 1024);
  }

  @Test
  void xRayCauseIsAHeaderOfTheError() throws Throwable {
    run(orders("place"), api.event("\"\"").accepted().end());

    api.request();
    String cause = api.request().getHeaders().get("Lambda-Runtime-Function-XRay-Error-Cause");
    JsonObject first = JsonParser.parseString(cause)
        .getAsJsonObject()
        .getAsJsonArray("exceptions")
        .get(0)
        .getAsJsonObject();
    assertEquals("no such order", first.get("message").getAsString());
    assertEquals("java.lang.IllegalArgumentException", first.get("type").getAsString());
    assertEquals(1, first.getAsJsonArray("stack").size());
  }

  @Test
  void traceIdIsASystemPropertyOfEachEventThatHasOne() throws Throwable {
    run(
        lifeHandler("traceId"),
        api.tracedEvent("Root=1-a").accepted().event("\"\"").accepted().end());

    api.request();
    assertEquals("\"Root=1-a\"", ScriptedRuntimeApi.body(api.request()));
    api.request();
    assertEquals("\"null\"", ScriptedRuntimeApi.body(api.request()));
  }

  @Test
  void eventThatIsNotOfTheMethodsTypeIsAnError() throws Throwable {
    run("mirror", api.event("{\"x\":\"far\",\"y\":1}").accepted().end());

    api.request();
    JsonObject body =
        JsonParser.parseString(ScriptedRuntimeApi.body(api.request())).getAsJsonObject();
    assertEquals(
        "event cannot be read as dev.coldbrew.lambda.runtime.Handlers$Point: "
            + "$.x: \"far\" is not an int",
        body.get("errorMessage").getAsString());
  }

  @Test
  void responseThatIsTooLargeIsLambdasToReport() throws Throwable {
    run("hello", api.event("{\"name\":\"Ada\"}").status(413).end());

    assertEquals(3, api.requestCount());
  }

  @Test
  void responseThatLambdaRefusesEndsTheLoop() throws Throwable {
    Handler handler = handler("hello");
    api.event("{\"name\":\"Ada\"}").status(500);

    IOException e = assertThrows(
        IOException.class, () -> new RuntimeInTest().loop(api.client(), handler).run());

    assertEquals("POST invocation/ID/response returned 500 {}", e.getMessage());
  }

  private JsonObject postedError() throws InterruptedException {
    api.request();
    return JsonParser.parseString(ScriptedRuntimeApi.body(api.request())).getAsJsonObject();
  }

  /** Class and method of each frame. */
  private static List<String> frames(JsonArray stackTrace) {
    List<String> frames = new ArrayList<>();
    for (JsonElement frame : stackTrace) {
      String text = frame.getAsString();
      String method = text.substring(0, text.indexOf('('));
      int dot = method.lastIndexOf('.', method.lastIndexOf('.') - 1);
      frames.add(method.substring(dot + 1));
    }
    return frames;
  }

  private void run(String method, ScriptedRuntimeApi script) throws Throwable {
    run(handler(method), script);
  }

  private void run(Handler handler, ScriptedRuntimeApi script) {
    IOException end = assertThrows(
        IOException.class,
        () -> new RuntimeInTest().loop(script.client(), handler).run());
    assertEquals("GET invocation/next returned 410 {}", end.getMessage());
  }

  private static Handler handler(String method) throws Throwable {
    return HandlerLoader.load(
        Handlers.class.getName() + "::" + method, Handlers.class.getClassLoader());
  }

  private static Handler orders(String method) throws Throwable {
    return HandlerLoader.load(
        Orders.class.getName() + "::" + method, Orders.class.getClassLoader());
  }

  private static Handler lifeHandler(String method) throws Throwable {
    return HandlerLoader.load(
        LifeHandlers.class.getName() + "::" + method, LifeHandlers.class.getClassLoader());
  }
}
