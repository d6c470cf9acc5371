// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.coldbrew.lambda.runtime.log.bridge.Slf4jProvider;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What functions log by SLF4J, where {@link Slf4jProvider} is its provider. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class Slf4jTest {

  private static final String HEAD = "{\"timestamp\":\"NOW\",\"message\":\"";
  private static final String LOGGER = ",\"logger\":\"example.Orders\"}";
  private static final String ID = ",\"AWSRequestId\":\"id-1\"";

  @TempDir
  static Path folder;

  @BeforeAll
  static void nameTheProvider() throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("org.slf4j.spi.SLF4JServiceProvider"), Slf4jProvider.class.getName());
  }

  @Test
  void messagesAreWrittenFromInfoOn() throws Exception {
    List<String> lines = logged("logging", Map.of());

    assertEquals(List.of("[INFO] hello Ada", "[WARN] two|lines"), lines.subList(0, 2));
    assertEquals(
        "[ERROR] failed 1|java.lang.IllegalStateException: outer|line"
            + "|\tat example.Orders.pay(Orders.java:7)"
            + "|Caused by: java.lang.Exception: in|\tat example.Orders.charge(Orders.java:9)",
        lines.get(2));
    assertEquals(3, lines.size());
  }

  @Test
  void levelIsTheFunctions() throws Exception {
    assertEquals(
        List.of("[TRACE] trace", "[DEBUG] debug 1", "[INFO] hello Ada", "[WARN] two|lines"),
        logged("logging", Map.of("AWS_LAMBDA_LOG_LEVEL", "trace")).subList(0, 4));
    assertEquals(1, logged("logging", Map.of("AWS_LAMBDA_LOG_LEVEL", "ERROR")).size());
  }

  @Test
  void jsonHasTheLoggerTooAndTheThrowable() throws Exception {
    assertEquals(
        List.of(
            HEAD + "two\\nlines\",\"level\":\"WARN\"" + ID + LOGGER,
            HEAD + "failed 1\",\"level\":\"ERROR\"" + ID
                + ",\"errorType\":\"java.lang.IllegalStateException\","
                + "\"errorMessage\":\"outer\\nline\",\"stackTrace\":[\"line\","
                + "\"example.Orders.pay(Orders.java:7)\",\"Caused by: java.lang.Exception: in\","
                + "\"example.Orders.charge(Orders.java:9)\"]" + LOGGER),
        logged("logging", Map.of("AWS_LAMBDA_LOG_FORMAT", "JSON", "AWS_LAMBDA_LOG_LEVEL", "WARN")));
  }

  @Test
  void jsonHasWhatIsInTheMdcUnlessTheKeyIsTaken() throws Exception {
    assertEquals(
        List.of(
            HEAD + "in context\",\"level\":\"INFO\"" + ID + ",\"customer\":\"Ada\"" + LOGGER,
            HEAD + "count=2 out of context\",\"level\":\"INFO\"" + ID + LOGGER),
        logged("loggingInContext", Map.of("AWS_LAMBDA_LOG_FORMAT", "JSON")));
  }

  @Test
  void loggerOfANameIsOne() {
    Slf4jProvider provider = new Slf4jProvider();

    assertSame(provider.getLogger("example"), provider.getLoggerFactory().getLogger("example"));
  }

  private static List<String> logged(String method, Map<String, String> settings) throws Exception {
    String classPath = System.getProperty("java.class.path") + File.pathSeparator + folder;
    return LogLines.of(Slf4jHandlers.class, method, List.of("-cp", classPath), settings, "{}", 1);
  }
}
