// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole runtime as a process of its own. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LambdaMainTest {

  private static final String HANDLERS = "dev.coldbrew.lambda.runtime.Handlers";

  @Test
  void eventIsAnswered() throws Exception {
    try (ScriptedRuntimeApi api = new ScriptedRuntimeApi()) {
      api.event("{\"name\":\"Ada\"}").accepted().end();

      RuntimeProcess.Ended ended = RuntimeProcess.run(
          Map.of("AWS_LAMBDA_RUNTIME_API", api.address(), "_HANDLER", HANDLERS + "::hello"));

      api.request();
      assertEquals("\"Hello, Ada!\"", ScriptedRuntimeApi.body(api.request()));
      assertEquals(1, ended.status());
      assertTrue(
          ended
              .output()
              .startsWith(
                  "the Runtime API at " + api.address()
                      + " can no longer be used: java.io.IOException: GET invocation/next returned 410 {}"),
          ended.output());
    }
  }

  @Test
  void startupCacheThatTheJvmHasNotUsedIsLogged() throws Exception {
    String message =
        "the startup cache was not used; the JVM's reason, if it gave one, is in the lines before";

    assertEquals(message, firstLine("TEXT", "-Xshare:off", "true"));
    assertEquals(
        message,
        JsonParser.parseString(firstLine("JSON", "-Xshare:off", "true"))
            .getAsJsonObject()
            .get("message")
            .getAsString());
  }

  @ParameterizedTest
  @CsvSource({"-Xshare:auto, true", "-Xshare:off, false"})
  void startWithOrWithoutAStartupCacheLogsNothing(String share, String cache) throws Exception {
    assertTrue(firstLine("TEXT", share, cache).startsWith("the Runtime API at "));
  }

  private static String firstLine(String format, String share, String cache) throws Exception {
    try (ScriptedRuntimeApi api = new ScriptedRuntimeApi()) {
      api.end();
      Map<String, String> environment = Map.of(
          "AWS_LAMBDA_RUNTIME_API",
          api.address(),
          "_HANDLER",
          HANDLERS + "::hello",
          "AWS_LAMBDA_LOG_FORMAT",
          format);
      List<String> options = List.of(share, "-Ddev.coldbrew.lambda.cache=" + cache);
      return RuntimeProcess.run(options, environment)
          .output()
          .lines()
          .findFirst()
          .orElseThrow();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bootstrap", "hello.handler"})
  void handlerOfTheBuildServesWhenTheConfiguredOneNamesNoClass(String configured) throws Exception {
    try (ScriptedRuntimeApi api = new ScriptedRuntimeApi()) {
      api.event("{\"name\":\"Ada\"}").accepted().end();

      RuntimeProcess.run(
          Map.of("AWS_LAMBDA_RUNTIME_API", api.address(), "_HANDLER", configured),
          HANDLERS + "::hello");

      api.request();
      assertEquals("\"Hello, Ada!\"", ScriptedRuntimeApi.body(api.request()));
    }
  }

  @Test
  void handlerThatCannotBeLoadedIsAnInitErrorAndExitsNonZero() throws Exception {
    try (ScriptedRuntimeApi api = new ScriptedRuntimeApi()) {
      api.accepted();

      RuntimeProcess.Ended ended = RuntimeProcess.run(
          Map.of("AWS_LAMBDA_RUNTIME_API", api.address(), "_HANDLER", "no.Such::hello"));

      RecordedRequest error = api.request();
      assertEquals(
          "POST /2018-06-01/runtime/init/error", error.getMethod() + " " + error.getTarget());
      assertEquals(
          "Runtime.HandlerNotFound", error.getHeaders().get("Lambda-Runtime-Function-Error-Type"));
      JsonObject body = JsonParser.parseString(ScriptedRuntimeApi.body(error)).getAsJsonObject();
      assertEquals(
          "handler class 'no.Such' is not on the class path",
          body.get("errorMessage").getAsString());
      assertEquals("Runtime.HandlerNotFound", body.get("errorType").getAsString());
      assertEquals(1, ended.status());
      assertEquals(1, api.requestCount());
    }
  }

  @Test
  void exceptionOfAStaticInitializerIsAnInitErrorWithItsOwnTypeAndMessage() throws Exception {
    try (ScriptedRuntimeApi api = new ScriptedRuntimeApi()) {
      api.accepted();

      RuntimeProcess.run(Map.of(
          "AWS_LAMBDA_RUNTIME_API",
          api.address(),
          "_HANDLER",
          HANDLERS + "$FailingInitializer::handle"));

      RecordedRequest error = api.request();
      assertEquals(
          "Function.NumberFormatException",
          error.getHeaders().get("Lambda-Runtime-Function-Error-Type"));
      JsonObject body = JsonParser.parseString(ScriptedRuntimeApi.body(error)).getAsJsonObject();
      assertEquals("java.lang.NumberFormatException", body.get("errorType").getAsString());
      assertEquals("For input string: \"none\"", body.get("errorMessage").getAsString());
    }
  }

  @Test
  void startByHandIsExplained() throws Exception {
    RuntimeProcess.Ended ended = RuntimeProcess.run(Map.of());

    assertEquals(
        "AWS_LAMBDA_RUNTIME_API is not set: Lambda or mvn lambda:invoke starts this program\n",
        ended.output());
    assertEquals(1, ended.status());
  }
}
