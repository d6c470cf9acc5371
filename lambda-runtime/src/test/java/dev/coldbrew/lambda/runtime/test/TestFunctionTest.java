// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.Context;
import dev.coldbrew.lambda.runtime.RuntimeInTest;
import dev.coldbrew.lambda.runtime.ScriptedRuntimeApi;
import dev.coldbrew.lambda.runtime.invocation.Handler;
import dev.coldbrew.lambda.runtime.invocation.HandlerLoader;
import example.Waiter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class TestFunctionTest {

  private static final String RUNTIME = "dev.coldbrew.lambda.runtime.";

  /** What users write. */
  public static class Writers {

    public void unicode(OutputStream out) throws IOException {
      out.write("\"\u00fcber \ud83d\ude00\"".getBytes(StandardCharsets.UTF_8));
    }

    public void binary(OutputStream out) throws IOException {
      out.write(new byte[] {(byte) 0xff, 0, 1});
    }

    public String text(int length) {
      return "x".repeat(length);
    }
  }

  /** Its initializer fails once in a JVM, so no other test may load it. */
  public static class Uninitialized {
    static final int TABLE = Integer.parseInt("none");

    public void handle(String event) {}
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      Handlers::hello                    | {"name":"Ada"}
      Handlers::hello                    | {"name":"Zo\u00eb \ud83d\ude00"}
      Handlers::hello                    | {}
      Handlers::hello                    | null
      Handlers::hello                    | [1]
      Handlers::increment                | 1
      Handlers::increment                | "x"
      Handlers::not                      | true
      Handlers::reversed                 | [1,2,3]
      Handlers::classes                  | {"a":1,"b":1.5,"c":1e40}
      Handlers::mirror                   | {"x":1,"y":2}
      Handlers::pay                      | {"id":"a","points":[{"x":1,"y":2}]}
      Handlers::echo                     | {"a":null,"b":"<"}
      Handlers::nothing                  | "a"
      Handlers::noMessage                | "a"
      Handlers::failingMessage           | "a"
      Handlers$Inherited::handle         | "a"
      InterfaceHandlers$OfRequestHandler | {"x":1,"y":2}
      InterfaceHandlers$OfStreamHandler  | {"a":1}
      InterfaceHandlers$OfFunction       | {"x":1,"y":2}
      InterfaceHandlers$OfConsumer       | "a"
      InterfaceHandlers$OfSupplier       | "a"
      InterfaceHandlers$OfSingleton      | "a"
      StreamHandlers::streams            | {"a":1}
      StreamHandlers::inputOnly          | {}
      StreamHandlers::outputOnly         | {}
      StreamHandlers::noArguments        | {}
      ResponseStreamTest$Streams::http   | {}
      ResponseStreamTest$Streams::large  | {}
      ResponseStreamTest$Streams::empty  | {}
      ResponseStreamTest$Streams::nothing      | {}
      ResponseStreamTest$Streams::failingEarly | {}
      test.TestFunctionTest$Writers::unicode   | {}
      test.TestFunctionTest$Writers::binary    | {}
      """)
  void givesWhatTheRuntimePostsToLambda(String handler, String event) throws Throwable {
    Handler loaded = HandlerLoader.load(RUNTIME + handler, getClass().getClassLoader());
    RecordedRequest posted;
    try (ScriptedRuntimeApi api = new ScriptedRuntimeApi()) {
      api.event(event).accepted().end();
      assertThrows(
          IOException.class,
          () -> new RuntimeInTest().loop(api.client(), loaded).run());
      api.request();
      posted = api.request();
    }

    TestResponse response = TestFunction.of(RUNTIME + handler).invoke(event);

    assertEquals(posted.getTarget().endsWith("/error"), response.failed());
    assertEquals(ScriptedRuntimeApi.body(posted), response.text());
    assertEquals(
        posted.getBody() == null ? "" : posted.getBody().hex(),
        HexFormat.of().formatHex(response.bytes()));
  }

  @Test
  void failureHasTheJsonOfItsError() {
    TestResponse response = TestFunction.of("example.Orders::place").invoke("\"\"");

    assertTrue(response.failed());
    assertEquals("java.lang.IllegalArgumentException", response.errorType());
    assertEquals("no such order", response.errorMessage());
    assertEquals(
        "{\"errorMessage\":\"no such order\",\"errorType\":\"java.lang.IllegalArgumentException\","
            + "\"stackTrace\":[\"example.Orders.place(Orders.java:17)\"],"
            + "\"cause\":{\"errorMessage\":\"no money\",\"errorType\":\"java.lang.IllegalStateException\","
            + "\"stackTrace\":[\"example.Orders.charge(Orders.java:22)\",\"example.Orders.place(Orders.java:15)\"]}}",
        response.text());
  }

  @Test
  void successHasNoError() {
    TestResponse response =
        TestFunction.of(RUNTIME + "Handlers::hello").invoke("{\"name\":\"Ada\"}");

    assertFalse(response.failed());
    assertNull(response.errorType());
    assertNull(response.errorMessage());
    assertEquals("\"Hello, Ada!\"", response.toString());
  }

  @Test
  void streamThatFailsHalfWayHasWhatWasSentAndTheError() {
    TestResponse response =
        TestFunction.of(RUNTIME + "ResponseStreamTest$Streams::failingLate").invoke("{}");

    assertTrue(response.failed());
    assertEquals("half", response.text());
    assertEquals("java.lang.IllegalStateException", response.errorType());
    assertEquals("\u00fcber", response.errorMessage());
  }

  @Test
  void responseThatLambdaTakesIsReturned() {
    assertEquals(6_291_556, text(6_291_554).text().length());
  }

  @Test
  void responseThatIsTooLargeIsAnError() {
    TestResponse response = text(6_291_555);

    assertTrue(response.failed());
    assertEquals(
        "{\"errorMessage\":\"Response payload size exceeded maximum allowed payload size (6291556 bytes).\","
            + "\"errorType\":\"Function.ResponseSizeTooLarge\"}",
        response.text());
  }

  @Test
  void responseThatIsTooLargeIsInTheLog() {
    assertEquals(
        "Lambda did not accept the response: 413 {\"errorMessage\":\"Exceeded maximum allowed payload size"
            + " (6291556 bytes).\",\"errorType\":\"RequestEntityTooLarge\"}\n",
        printed(() -> text(6_291_555)));
  }

  private static TestResponse text(int length) {
    return TestFunction.of(Writers.class.getName() + "::text").invoke(Integer.toString(length));
  }

  @Test
  void handlerStaysFromOneInvocationToTheNext() {
    TestFunction waiter = TestFunction.of("example.Waiter::serve");

    assertEquals("1", waiter.invoke("\"\"").text());
    assertEquals("2", waiter.invoke("\"\"").text());
    assertEquals("1", TestFunction.of("example.Waiter::serve").invoke("\"\"").text());
  }

  @Test
  void timeoutIsAnErrorAndEndsTheEnvironment() throws InterruptedException {
    TestFunction waiter = TestFunction.of("example.Waiter::serve").timeout(Duration.ofMillis(200));
    assertEquals("1", waiter.invoke("\"\"").text());

    TestResponse response = waiter.invoke("\"wait\"");

    assertTrue(response.failed());
    assertEquals("Sandbox.Timedout", response.errorType());
    assertEquals(
        "{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":\"RequestId: "
            + response.requestId()
            + " Error: Task timed out after 0.20 seconds\"}",
        response.text());
    Thread left = Waiter.INTERRUPTED.poll(10, TimeUnit.SECONDS);
    assertNotNull(left);
    left.join(); // its stack trace must not come into the log of another test
    assertEquals("1", waiter.timeout(Duration.ofMinutes(1)).invoke("\"\"").text());
    assertEquals("2", waiter.invoke("\"\"").text());
  }

  @Test
  void fullHeapIsAnErrorAndEndsTheEnvironment() {
    TestFunction waiter = TestFunction.of("example.Waiter::serve");
    waiter.invoke("\"\"");

    TestResponse response = waiter.invoke("\"outOfMemory\"");

    assertEquals("java.lang.OutOfMemoryError", response.errorType());
    assertEquals("Java heap space", response.errorMessage());
    assertEquals("1", waiter.invoke("\"\"").text());
  }

  @Test
  void handlerRunsOnTheTestsThreadUnlessThereIsATimeout() {
    TestFunction thread = TestFunction.of("example.Inspector::thread");

    assertEquals(
        "\"" + Thread.currentThread().getName() + "\"", thread.invoke("{}").text());
    assertEquals(
        "\"test-function\"", thread.timeout(Duration.ofMinutes(1)).invoke("{}").text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT15M0.001S"})
  void timeoutThatLambdaDoesNotHaveIsRejected(String timeout) {
    TestFunction thread = TestFunction.of("example.Inspector::thread");

    Exception e =
        assertThrows(IllegalArgumentException.class, () -> thread.timeout(Duration.parse(timeout)));

    assertEquals(
        "timeout is " + timeout + "; it must be longer than zero and at most 15 minutes",
        e.getMessage());
  }

  @Test
  void contextIsThatOfAFunctionNamedTest() {
    assertEquals(
        "{\"name\":\"test\",\"version\":\"$LATEST\","
            + "\"arn\":\"arn:aws:lambda:us-east-1:123456789012:function:test\",\"memory\":512,"
            + "\"logGroup\":\"/aws/lambda/test\",\"logStream\":\"test\"}",
        withoutNulls(TestFunction.of("example.Inspector::context").invoke("{}")));
  }

  @Test
  void contextHasWhatTheTestSets() {
    TestFunction function = TestFunction.of("example.Inspector::context")
        .functionName("orders")
        .memoryMb(1024)
        .tenantId("acme")
        .clientContext("{\n  \"custom\": {\"name\": \"Zo\u00eb\"}\n}")
        .cognitoIdentity("{\"cognitoIdentityId\":\"me\",\"cognitoIdentityPoolId\":\"pool\"}");

    assertEquals(
        "{\"name\":\"orders\",\"version\":\"$LATEST\","
            + "\"arn\":\"arn:aws:lambda:us-east-1:123456789012:function:orders\",\"memory\":1024,"
            + "\"logGroup\":\"/aws/lambda/orders\",\"logStream\":\"test\",\"tenant\":\"acme\","
            + "\"client\":{\"name\":\"Zo\u00eb\"},\"identity\":\"me\"}",
        withoutNulls(function.invoke("{}")));
  }

  private static String withoutNulls(TestResponse response) {
    return response.text().replaceAll(",\"\\w+\":null", "");
  }

  @Test
  void whatIsSetToNullIsGivenNoMore() {
    TestFunction function =
        TestFunction.of("example.Inspector::context").tenantId("acme").tenantId(null);

    assertFalse(function.invoke("{}").text().contains("acme"));
  }

  @Test
  void everyInvocationHasARequestIdAndATrace() {
    TestFunction ids = TestFunction.of("example.Inspector::ids");

    TestResponse response = ids.invoke("{}");

    String id = response.requestId();
    String hex = id.replace("-", "");
    assertEquals(
        "[\"" + id + "\",\"Root=1-" + hex.substring(0, 8) + "-" + hex.substring(8) + ";Parent="
            + hex.substring(16) + ";Sampled=0\"]",
        response.text());
    assertNotEquals(id, ids.invoke("{}").requestId());
  }

  @Test
  void contextCountsFromLambdasMaximumOrFromTheTimeout() {
    TestFunction remaining = TestFunction.of("example.Inspector::remainingMillis");

    assertBetween(870_000, 900_000, remaining.invoke("{}"));
    assertBetween(1, 60_000, remaining.timeout(Duration.ofMinutes(1)).invoke("{}"));
  }

  private static void assertBetween(int low, int high, TestResponse response) {
    int value = Integer.parseInt(response.text());
    assertTrue(low <= value && value <= high, response.text());
  }

  @Test
  void logIsOnStandardOutputWithItsLineBreaks() {
    TestFunction logger = TestFunction.of("example.Inspector::log");

    assertEquals("one\ntw\u00f6\n", printed(() -> logger.invoke("\"one\\ntw\u00f6\"")));
  }

  @Test
  void stackTraceOfAFailureIsInTheLog() {
    TestFunction orders = TestFunction.of("example.Orders::place");

    assertEquals("""
            java.lang.IllegalArgumentException: no such order
            \tat example.Orders.place(Orders.java:17)
            Caused by: java.lang.IllegalStateException: no money
            \tat example.Orders.charge(Orders.java:22)
            \tat example.Orders.place(Orders.java:15)
            """, printed(() -> orders.invoke("\"\"")));
  }

  @Test
  void streamsAndLoggingOfTheTestStayAsTheyAre() {
    PrintStream out = System.out;
    PrintStream err = System.err;
    String jul = System.getProperty("java.util.logging.config.class");

    TestFunction.of("example.Orders::place").invoke("\"\"");

    assertSame(out, System.out);
    assertSame(err, System.err);
    assertEquals(jul, System.getProperty("java.util.logging.config.class"));
  }

  private static String printed(Runnable invocation) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      invocation.run();
    } finally {
      System.setOut(out);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{name:'Ada'}", "{}{}", "{\"a\":1", "NaN"})
  void eventThatLambdaRejectsNeverReachesTheFunction(String event) {
    TestFunction waiter = TestFunction.of("example.Waiter::serve");

    Exception e = assertThrows(IllegalArgumentException.class, () -> waiter.invoke(event));

    assertEquals("event is not JSON: " + event, e.getMessage());
    assertNotNull(e.getCause(), "which says where");
    assertEquals("1", waiter.invoke("\"\"").text());
  }

  @Test
  void eventThatIsTooLargeIsRejected() {
    TestFunction hello = TestFunction.of(RUNTIME + "Handlers::nothing");

    assertEquals(
        "null", hello.invoke("\"" + "x".repeat(6 * 1024 * 1024 - 2) + "\"").text());
    Exception e = assertThrows(
        IllegalArgumentException.class,
        () -> hello.invoke("\"" + "x".repeat(6 * 1024 * 1024 - 1) + "\""));
    assertEquals("event has 6291457 bytes, Lambda accepts at most 6291456", e.getMessage());
  }

  @Test
  void stringThatNamesNoHandlerIsReportedAsByTheRuntime() {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> TestFunction.of("example.Orders"));

    assertEquals(
        "handler class 'example.Orders' implements no handler interface; name one of its methods, as Class::method",
        e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      Handlers$FailingConstructor         | java.lang.IllegalStateException: TABLE_NAME is not set
      test.TestFunctionTest$Uninitialized | java.lang.NumberFormatException: For input string: "none"
      """)
  void functionThatCannotBeStartedIsReportedWithItsCause(String type, String cause) {
    Exception e = assertThrows(
        IllegalStateException.class, () -> TestFunction.of(RUNTIME + type + "::handle"));

    assertEquals("the function cannot be started: " + cause, e.getMessage());
    assertEquals(cause, e.getCause().toString());
  }

  @Test
  void gsonThatIsTooOldIsReported(@TempDir Path folder) throws Exception {
    Path source = Files.writeString(
        folder.resolve("JsonReader.java"),
        "package com.google.gson.stream; public class JsonReader {}");
    ToolProvider.findFirst("javac")
        .orElseThrow()
        .run(System.out, System.err, "-d", folder.toString(), source.toString());
    URL old = folder.toUri().toURL();
    URL runtime = TestFunction.class.getProtectionDomain().getCodeSource().getLocation();
    URL aws = Context.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {old, runtime, aws}, ClassLoader.getPlatformClassLoader())) {
      Method of = loader.loadClass(TestFunction.class.getName()).getMethod("of", String.class);

      Throwable e = assertThrows(
              InvocationTargetException.class, () -> of.invoke(null, "example.Orders::place"))
          .getCause();

      assertEquals(
          "the runtime needs Gson 2.12 or newer, and the tests have " + old
              + "; set the version of com.google.code.gson:gson in pom.xml",
          e.getMessage());
    }
  }

  @Test
  void severalThreadsTakeTurns() throws InterruptedException {
    TestFunction waiter = TestFunction.of("example.Waiter::serve");
    Thread[] threads = new Thread[4];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new Thread(() -> {
        for (int j = 0; j < 100; j++) {
          waiter.invoke("\"\"");
        }
      });
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertEquals("401", waiter.invoke("\"\"").text());
  }
}
