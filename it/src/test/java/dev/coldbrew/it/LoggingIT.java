// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A function that logs by SLF4J, with nothing behind it and with Log4j 2; in what is expected, a
 * line break within an event is written as "|".
 */
class LoggingIT {

  private static final Map<String, String> TEXT = Map.of();
  private static final Map<String, String> JSON = Map.of("AWS_LAMBDA_LOG_FORMAT", "JSON");

  private static final String TRACE =
      "java.lang.IllegalStateException: two|lines|\tat example.Orders.pay(Orders.java:7)";

  @TempDir
  static Path temporary;

  private static Path plain;
  private static Path log4j;

  @BeforeAll
  static void packageBoth() {
    plain = packaged("plain");
    log4j = packaged("log4j", "-Plog4j");
  }

  @Test
  void slf4jAloneWritesText() throws IOException {
    assertEquals(List.of("[INFO] an event came", "[ERROR] failed|" + TRACE), logged(plain, TEXT));
  }

  @Test
  void slf4jAloneWritesJson() throws IOException {
    String tail = "\"AWSRequestId\":\"ID\"%s,\"logger\":\"example.Logging\"}";
    assertEquals(
        List.of(
            "{\"timestamp\":\"NOW\",\"message\":\"an event came\",\"level\":\"INFO\","
                + tail.formatted(""),
            "{\"timestamp\":\"NOW\",\"message\":\"failed\",\"level\":\"ERROR\","
                + tail.formatted(",\"errorType\":\"java.lang.IllegalStateException\","
                    + "\"errorMessage\":\"two\\nlines\","
                    + "\"stackTrace\":[\"lines\",\"example.Orders.pay(Orders.java:7)\"]")),
        logged(plain, JSON));
  }

  @Test
  void log4jWritesTextWithTheRequestId() throws IOException {
    assertEquals(
        List.of("ID INFO  Logging - an event came", "ID ERROR Logging - failed|" + TRACE),
        logged(log4j, TEXT));
  }

  @Test
  void log4jWritesJsonWithTheRequestId() throws IOException {
    String head = "{\"timestamp\":\"NOW\",\"level\":\"%s\",\"message\":\"%s\","
        + "\"logger\":\"example.Logging\"%s,\"AWSRequestId\":\"ID\"}";
    assertEquals(
        List.of(
            head.formatted("INFO", "an event came", ""),
            head.formatted(
                "ERROR",
                "failed",
                ",\"errorType\":\"java.lang.IllegalStateException\","
                    + "\"errorMessage\":\"two\\nlines\",\"stackTrace\":["
                    + "{\"class\":\"example.Orders\",\"method\":\"pay\","
                    + "\"file\":\"Orders.java\",\"line\":7}]")),
        logged(log4j, JSON));
  }

  @Test
  void providerOfTheRuntimeIsNamedOnlyWhereThereIsNoOther() {
    assertTrue(Files.exists(plain.resolve("lib/slf4j-provider.jar")));
    assertFalse(Files.exists(log4j.resolve("lib/slf4j-provider.jar")));
  }

  @Test
  void log4jGetsJavaBeansWithoutTheRestOfTheirModule() throws IOException {
    String release = Files.readString(log4j.resolve("image/release"));

    assertTrue(release.contains("java.desktop"), release);
    assertTrue(
        release.contains("\nCOLDBREW_LEFT_OUT=\"java.desktop but for java.beans: "), release);
  }

  private static Path packaged(String folder, String... options) {
    MavenBuild build = MavenBuild.of("logging", temporary.resolve(folder)).with(options);
    build.run("package");
    return build.file("target/lambda/task");
  }

  /** What the function itself logs, without what the emulator says. */
  private static List<String> logged(Path task, Map<String, String> settings) throws IOException {
    List<String> lines = new ArrayList<>();
    Function.invoke(task, "example.Logging::log", "\"an event\"", settings, lines::add);
    lines.removeIf(
        line -> line.startsWith("START ") || line.startsWith("END ") || line.startsWith("REPORT "));
    lines.replaceAll(line -> line.replace('\n', '|')
        .replaceFirst("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z", "NOW")
        .replaceFirst("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}", "ID"));
    return lines;
  }
}
