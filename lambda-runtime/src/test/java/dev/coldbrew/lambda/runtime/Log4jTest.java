// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What functions log by Log4j 2, with AWS's appender for it and with another. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class Log4jTest {

  /** As AWS's manual has it. */
  private static final String AWS = """
      <Lambda name="it" format="${env:AWS_LAMBDA_LOG_FORMAT:-TEXT}">
        <LambdaTextFormat>
          <PatternLayout pattern="%X{AWSRequestId} %-5p %c{1} - %m%n"/>
        </LambdaTextFormat>
        <LambdaJSONFormat>
          <JsonTemplateLayout eventTemplateUri="classpath:LambdaLayout.json"/>
        </LambdaJSONFormat>
      </Lambda>
      """;

  private static final String CONSOLE = """
      <Console name="it"><PatternLayout pattern="%X{AWSRequestId} %X{tenantId} %m%n"/></Console>
      """;

  private static final String TRACE = "java.lang.IllegalStateException: outer|line"
      + "|\tat example.Orders.pay(Orders.java:7)"
      + "|Caused by: java.lang.Exception: in|\tat example.Orders.charge(Orders.java:9)";

  @TempDir
  Path folder;

  @Test
  void awssAppenderWritesTextWithTheRequestId() throws Exception {
    assertEquals(
        List.of(
            " INFO  Orders - init",
            "id-1 INFO  Orders - hello Ada",
            "id-1 ERROR Orders - failed|" + TRACE),
        logged("logging", AWS, Map.of(), 1));
  }

  @Test
  void awssAppenderWritesJsonWithTheRequestId() throws Exception {
    String head = "{\"timestamp\":\"NOW\",\"level\":\"%s\",\"message\":\"%s\","
        + "\"logger\":\"example.Orders\"";
    assertEquals(
        List.of(
            head.formatted("INFO", "init") + "}",
            head.formatted("INFO", "hello Ada") + ",\"AWSRequestId\":\"id-1\"}",
            head.formatted("ERROR", "failed")
                + ",\"errorType\":\"java.lang.IllegalStateException\","
                + "\"errorMessage\":\"outer\\nline\",\"stackTrace\":["
                + "{\"class\":\"example.Orders\",\"method\":\"pay\",\"file\":\"Orders.java\","
                + "\"line\":7}],\"AWSRequestId\":\"id-1\"}"),
        logged("logging", AWS, Map.of("AWS_LAMBDA_LOG_FORMAT", "JSON"), 1));
  }

  @Test
  void awssAppenderHonoursTheLevelOfTheFunction() throws Exception {
    assertEquals(
        List.of("id-1 ERROR Orders - failed|" + TRACE),
        logged("logging", AWS, Map.of("AWS_LAMBDA_LOG_LEVEL", "WARN"), 1));
  }

  @Test
  void anyAppenderHasTheRequestIdOfTheInvocationThatRuns() throws Exception {
    assertEquals(
        List.of("  init", "id-1  from the pool", "id-2  from the pool"),
        logged("byAThreadOfTheFirst", CONSOLE, Map.of(), 2));
  }

  @Test
  void codeReadsTheRequestIdWhereAwssAppenderIsUsed() throws Exception {
    assertEquals(
        List.of("id-1", "id-2"),
        LogLines.of(Log4jReaders.class, "requestId", jvm(AWS), Map.of(), "{}", 2));
    assertEquals(
        List.of("null", "null"),
        LogLines.of(Log4jReaders.class, "requestId", jvm(CONSOLE), Map.of(), "{}", 2));
  }

  @Test
  void tenantIsThereToo() throws Exception {
    try (ScriptedRuntimeApi api = new ScriptedRuntimeApi()) {
      api.answer(new MockResponse.Builder()
          .code(200)
          .addHeader("Lambda-Runtime-Aws-Request-Id", "id")
          .addHeader("Lambda-Runtime-Aws-Tenant-Id", "tenant")
          .body("{}")
          .build());
      api.accepted().end();
      Map<String, String> environment =
          LogLines.environment(Log4jHandlers.class, "byAThreadOfTheFirst", api, Map.of());

      assertEquals(
          List.of("  init", "id tenant from the pool"),
          LogLines.of(RuntimeProcess.run(jvm(CONSOLE), environment)));
    }
  }

  @Test
  void invocationsAtOnceAreKeptApart() throws Exception {
    try (ScriptedRuntimeApi api = new ScriptedRuntimeApi()) {
      api.concurrentEvents("\"id-1\"", "\"id-2\"");
      Map<String, String> environment =
          new HashMap<>(LogLines.environment(Log4jHandlers.class, "twoAtOnce", api, Map.of()));
      environment.put("AWS_LAMBDA_MAX_CONCURRENCY", "2");

      List<String> lines = LogLines.of(RuntimeProcess.run(jvm(CONSOLE), environment));

      assertEquals(
          List.of("id-1  logged for id-1", "id-2  logged for id-2"),
          lines.stream().filter(line -> line.contains("logged for")).sorted().toList());
    }
  }

  private List<String> logged(
      String method, String appender, Map<String, String> settings, int events) throws Exception {
    return LogLines.of(Log4jHandlers.class, method, jvm(appender), settings, "{}", events);
  }

  private List<String> jvm(String appender) throws Exception {
    Path configuration = folder.resolve("log4j2.xml");
    Files.writeString(configuration, """
        <Configuration>
          <Appenders>%s</Appenders>
          <Loggers>
            <Root level="${env:AWS_LAMBDA_LOG_LEVEL:-INFO}"><AppenderRef ref="it"/></Root>
          </Loggers>
        </Configuration>
        """.formatted(appender));
    return List.of("-Dlog4j2.configurationFile=" + configuration);
  }
}
