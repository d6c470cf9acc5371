// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the runtime's process begins and ends. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LifeAndDeathTest {

  private static final String REGISTER = "POST /2020-01-01/extension/register";
  private static final String EXTENSION_NEXT = "GET /2020-01-01/extension/event/next";
  private static final String NEXT = "GET /2018-06-01/runtime/invocation/next";

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
  void aFullHeapIsReportedAndEndsTheProcessThoughAThreadIsLeftBehind() throws Exception {
    api.event("\"\"").accepted();
    try (RuntimeProcess process = start("::fill", Map.of(), "-Xmx24m")) {
      List<String> lines = process.lines();

      assertEquals(1, process.status());
      assertEquals(
          "the JVM can no longer be used after java.lang.OutOfMemoryError: Java heap space",
          lines.get(lines.size() - 1));
      api.request();
      RecordedRequest error = api.request();
      assertEquals("/2018-06-01/runtime/invocation/id-1/error", error.getTarget());
      assertEquals(
          "Function.OutOfMemoryError",
          error.getHeaders().get("Lambda-Runtime-Function-Error-Type"));
      assertEquals(2, api.requestCount());
    }
  }

  @Test
  void anyOtherErrorOfTheJvmIsReportedAndEndsTheProcess() throws Exception {
    api.event("\"\"").accepted();
    try (RuntimeProcess process = start("::breakDown", Map.of())) {
      List<String> lines = process.lines();

      assertEquals(1, process.status());
      assertEquals(
          "the JVM can no longer be used after java.lang.InternalError: the JVM is broken",
          lines.get(lines.size() - 1));
      api.request();
      assertEquals(
          "Function.InternalError",
          api.request().getHeaders().get("Lambda-Runtime-Function-Error-Type"));
      assertEquals(2, api.requestCount());
    }
  }

  /** Whether what is freed for the report can be used depends on where the collector leaves it. */
  @ParameterizedTest
  @CsvSource({"TEXT, -Xmx24m", "JSON, -Xmx24m", "TEXT, -Xmx96m -Xms16m -XX:NewSize=8m"})
  void aHeapThatStaysFullIsReportedAndEndsTheProcess(String logFormat, String heap)
      throws Exception {
    api.event("\"\"").accepted();
    Map<String, String> format = Map.of("AWS_LAMBDA_LOG_FORMAT", logFormat);
    try (RuntimeProcess process = start("::fillForGood", format, heap.split(" "))) {
      List<String> lines = process.lines();

      assertEquals(1, process.status());
      String last = lines.get(lines.size() - 1);
      assertTrue(
          last.contains(
              "the JVM can no longer be used after java.lang.OutOfMemoryError: Java heap space"),
          last);
      api.request();
      assertReported(
          "Function.OutOfMemoryError",
          "{\"errorMessage\":\"Java heap space\",\"errorType\":\"java.lang.OutOfMemoryError\"",
          api.request());
      assertEquals(2, api.requestCount());
    }
  }

  @Test
  void aHeapThatStaysFullIsReportedThoughTheFunctionThrowsSomethingElse() throws Exception {
    api.event("\"\"").accepted();
    try (RuntimeProcess process = start("::fillForGoodAndWrap", Map.of(), "-Xmx24m")) {
      List<String> lines = process.lines();

      assertEquals(1, process.status());
      assertEquals(
          "the JVM can no longer be used after java.lang.OutOfMemoryError: Java heap space",
          lines.get(lines.size() - 1));
      api.request();
      RecordedRequest report = api.request();
      if (Runtime.version().feature() < 27) { // later, what throws it runs out of memory again
        assertReported(
            "Function.IllegalStateException",
            "{\"errorMessage\":\"too much\",\"errorType\":\"java.lang.IllegalStateException\"",
            report);
      } else {
        assertReported("Function.OutOfMemoryError", "{\"errorMessage\":", report);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "::printAtTheEndOfTheStack, TEXT",
    "::printAtTheEndOfTheStack, JSON",
    "::traceAtTheEndOfTheStack, TEXT",
    "::traceAtTheEndOfTheStack, JSON"
  })
  void aFunctionThatPrintsFirstWhereItsStackEndsIsReportedAndGoesOn(
      String handler, String logFormat) throws Exception {
    api.event("\"deep\"").accepted().event("\"\"").accepted().end();
    Map<String, String> format = Map.of("AWS_LAMBDA_LOG_FORMAT", logFormat);
    try (RuntimeProcess process = start(handler, format)) {
      List<String> lines = process.lines();

      assertTrue(lines.stream().anyMatch(line -> line.contains("leaving")), lines::toString);
      assertTrue(
          lines.stream().anyMatch(line -> line.contains("java.lang.StackOverflowError")),
          lines::toString);
      api.request();
      assertReported(
          "Function.StackOverflowError",
          "{\"errorMessage\":\"java.lang.StackOverflowError\","
              + "\"errorType\":\"java.lang.StackOverflowError\"",
          api.request());
      assertEquals(5, api.requestCount());
    }
  }

  @Test
  void anInitPhaseThatPrintsFirstWhereItsStackEndsIsReported() throws Exception {
    api.accepted();
    try (RuntimeProcess process = start("$PrintsAtTheEndOfTheStack::handle", Map.of())) {
      List<String> lines = process.lines();

      assertEquals(1, process.status());
      String start = "the function cannot be started: java.lang.StackOverflowError";
      assertTrue(lines.stream().anyMatch(line -> line.startsWith(start)), lines::toString);
      assertReported(
          "Function.StackOverflowError",
          "{\"errorMessage\":\"java.lang.StackOverflowError\","
              + "\"errorType\":\"java.lang.StackOverflowError\"",
          api.request());
    }
  }

  private static void assertReported(String type, String start, RecordedRequest request) {
    assertEquals(type, request.getHeaders().get("Lambda-Runtime-Function-Error-Type"));
    String body = ScriptedRuntimeApi.body(request);
    assertTrue(body.startsWith(start), body);
  }

  @Test
  void aReportThatIsNeverAcceptedDoesNotKeepABrokenProcess() throws Exception {
    api.event("\"\"").unanswered();
    try (RuntimeProcess process = start("::fill", Map.of(), "-Xmx24m")) {
      assertEquals(1, process.status());
    }
  }

  @Test
  void aThreadThatIsLeftBehindHindersNeitherTheNextEventNorTheEnd() throws Exception {
    api.event("\"a\"").accepted().event("\"b\"").accepted().end();
    try (RuntimeProcess process = start("::leaveThread", Map.of())) {
      assertEquals(1, process.status());
      assertEquals(5, api.requestCount());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "AWS_LAMBDA_MAX_CONCURRENCY, many",
    "COLDBREW_DUMP_BEFORE_TIMEOUT_MILLIS, 1s",
    "AWS_LAMBDA_MAX_CONCURRENCY, ''"
  })
  void aVariableThatIsNoNumberIsAnInitError(String variable, String value) throws Exception {
    api.accepted();
    try (RuntimeProcess process = start("::count", Map.of(variable, value))) {
      assertEquals(1, process.status());
      RecordedRequest request = api.request();
      assertEquals("/2018-06-01/runtime/init/error", request.getTarget());
      JsonObject error =
          JsonParser.parseString(ScriptedRuntimeApi.body(request)).getAsJsonObject();
      assertEquals(
          "environment variable " + variable + " is '" + value + "', not a whole number",
          error.get("errorMessage").getAsString());
    }
  }

  @Test
  void concurrencyOfZeroIsOneInvocationAfterAnother() throws Exception {
    api.end();
    try (RuntimeProcess process = start("::count", Map.of("AWS_LAMBDA_MAX_CONCURRENCY", "0"))) {
      assertEquals(1, process.status());
      assertEquals(1, api.requestCount());
    }
  }

  @Test
  void concurrentLoopsAreStartedAsTheVariableSays() throws Exception {
    for (int i = 0; i < 10; i++) {
      api.end();
    }
    try (RuntimeProcess process = start("::count", Map.of("AWS_LAMBDA_MAX_CONCURRENCY", "2"))) {
      process.lines();
      assertEquals(1, process.status());
      assertEquals(10, api.requestCount());
    }
  }

  @Test
  void aTimeoutIsExplainedByADumpThatBeginsWithItsThread() throws Exception {
    Map<String, String> dump = Map.of("COLDBREW_DUMP_BEFORE_TIMEOUT_MILLIS", "1000");
    try (RuntimeProcess process = start("::sleep", dump)) {
      api.request();
      api.event("\"\"", System.currentTimeMillis() + 2_000);
      List<String> lines = process.firstLines(4);
      assertEquals(
          "invocation id-1 times out in 1000 ms; its thread, then all others:", lines.get(0));
      assertEquals("\"sleeper\" TIMED_WAITING", lines.get(1));
      assertTrue(lines.get(2).matches("\tat java\\.base.*/java\\.lang\\.Thread\\.sleep.*"));
    }
  }

  @Test
  void aHandlerThatCanBeClosedIsRegisteredBeforeTheFirstNextAndClosedOnceAtTheEnd()
      throws Exception {
    api.extension("ext-1").unanswered().unanswered();
    try (RuntimeProcess process = start("$Closing::handle", Map.of())) {
      RecordedRequest register = api.request();
      assertEquals(REGISTER, register.getMethod() + " " + register.getTarget());
      assertEquals("{\"events\":[]}", ScriptedRuntimeApi.body(register));
      assertEquals("coldbrew", register.getHeaders().get("Lambda-Extension-Name"));
      RecordedRequest one = api.request();
      RecordedRequest other = api.request();
      boolean nextFirst = one.getTarget().endsWith("invocation/next");
      RecordedRequest poll = nextFirst ? other : one;
      assertEquals(EXTENSION_NEXT, poll.getMethod() + " " + poll.getTarget());
      assertEquals("ext-1", poll.getHeaders().get("Lambda-Extension-Identifier"));
      RecordedRequest next = nextFirst ? one : other;
      assertEquals(NEXT, next.getMethod() + " " + next.getTarget());

      process.terminate();

      assertEquals(List.of("closed"), process.lines());
      assertEquals(143, process.status());
    }
  }

  @Test
  void aHandlerThatFailsToCloseIsReportedInTheLog() throws Exception {
    api.extension("ext-1").unanswered().unanswered();
    try (RuntimeProcess process = terminated("$FailsToClose::handle", Map.of())) {
      assertEquals(
          "the handler cannot be closed: java.lang.IllegalStateException: not flushed",
          process.lines().get(0));
    }
  }

  @Test
  void aHandlerThatNeverClosesIsNotWaitedForLongerThanLambdaWould() throws Exception {
    api.extension("ext-1").unanswered().unanswered();
    try (RuntimeProcess process = terminated("$NeverCloses::handle", Map.of())) {
      assertEquals(
          List.of("the handler is still not closed after 250 ms;"
              + " Lambda ends the process after 300 to 500"),
          process.lines());
      assertEquals(143, process.status());
    }
  }

  @Test
  void aFunctionWithShutdownHooksAsksByAVariable() throws Exception {
    api.extension("ext-1").unanswered().unanswered();
    Map<String, String> asked = Map.of("COLDBREW_GRACEFUL_SHUTDOWN", "true");
    try (RuntimeProcess process = terminated("$Hooked::handle", asked)) {
      assertEquals(List.of("hook ran"), process.lines());
    }
  }

  @Test
  void aFunctionThatDoesNotAskIsNoExtension() throws Exception {
    api.end();
    try (RuntimeProcess process = start("$Hooked::handle", Map.of())) {
      assertEquals(1, process.status());
      RecordedRequest next = api.request();
      assertEquals(NEXT, next.getMethod() + " " + next.getTarget());
      assertEquals(1, api.requestCount());
    }
  }

  @Test
  void aRegistrationThatIsRefusedIsReportedAndLeavesTheFunctionAtWork() throws Exception {
    api.status(403).event("\"hi\"").accepted().end();
    try (RuntimeProcess process = start("$Closing::handle", Map.of())) {
      List<String> lines = process.lines();
      assertEquals(
          "the function will not be notified of its shutdown: java.io.IOException:"
              + " POST extension/register returned 403 {}",
          lines.get(0));
      assertEquals("closed", lines.get(lines.size() - 1));
      assertEquals(4, api.requestCount());
    }
  }

  @Test
  void aJsonLineWithoutAnEndIsInTheLogWhenTheNextEventIsAwaited() throws Exception {
    api.event("\"one\"").accepted().event("\"two\"").accepted().unanswered();
    try (RuntimeProcess process = start("::print", Map.of("AWS_LAMBDA_LOG_FORMAT", "JSON"))) {
      List<String> logged = new ArrayList<>();
      for (String line : process.firstLines(2)) {
        JsonObject json = JsonParser.parseString(line).getAsJsonObject();
        logged.add(
            json.get("AWSRequestId").getAsString() + " " + json.get("message").getAsString());
      }

      assertEquals(List.of("id-1 one", "id-2 two"), logged);
    }
  }

  @Test
  void whatIsNotAskedForIsNotLoaded() throws Exception {
    api.event("\"hi\"").accepted().end();
    try (RuntimeProcess process = start("::count", Map.of(), "-Xlog:class+load")) {
      String loaded = String.join("\n", process.lines());
      assertTrue(loaded.contains("lambda.runtime.invocation.InvocationLoop "));
      for (String name : List.of(
          "GracefulShutdown",
          "TimeoutDump",
          "SnapStart",
          "crac.Core",
          "ThreadTraceId",
          "ConcurrentLoops",
          "ErrorReport",
          "XRayCause")) {
        assertFalse(loaded.contains("." + name + " "), name);
      }
    }
  }

  private RuntimeProcess terminated(String handler, Map<String, String> environment)
      throws Exception {
    RuntimeProcess process = start(handler, environment);
    for (int i = 0; i < 3; i++) { // register, and both next
      api.request();
    }
    process.terminate();
    return process;
  }

  /**
   * @param handler of {@link LifeHandlers}
   */
  private RuntimeProcess start(
      String handler, Map<String, String> environment, String... jvmOptions) throws IOException {
    Map<String, String> all = new HashMap<>(environment);
    all.put("AWS_LAMBDA_RUNTIME_API", api.address());
    all.put("_HANDLER", LifeHandlers.class.getName() + handler);
    List<String> options = new ArrayList<>(List.of(jvmOptions));
    options.add("-XX:+UseSerialGC");
    return RuntimeProcess.start(List.of(), options, all);
  }
}
