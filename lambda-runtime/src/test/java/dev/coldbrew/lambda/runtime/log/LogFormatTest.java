// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.coldbrew.lambda.runtime.api.HttpResponse;
import dev.coldbrew.lambda.runtime.api.Invocation;
import dev.coldbrew.lambda.runtime.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogFormatTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void messageIsAFrameWhereLambdaOffersADescriptor(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("telemetry");
    long before = System.currentTimeMillis();
    try (FileOutputStream descriptor = new FileOutputStream(file.toFile())) {
      assertTrue(descriptor.getFD().valid());
      new Log(new Settings(Map.of("_LAMBDA_TELEMETRY_LOG_FD", number(file))), out)
          .write(LogLevel.WARN, "two\nlines ü", null);
    }

    ByteBuffer frame = ByteBuffer.wrap(Files.readAllBytes(file));
    assertEquals(0xa55a0013, frame.getInt()); // level 4, with a timestamp, text
    byte[] message = new byte[frame.getInt()];
    long microseconds = frame.getLong();
    assertTrue(microseconds >= before * 1000, () -> "microseconds " + microseconds);
    assertTrue(
        microseconds <= System.currentTimeMillis() * 1000, () -> "microseconds " + microseconds);
    frame.get(message);
    assertEquals("[WARN] two\nlines ü", new String(message, StandardCharsets.UTF_8));
    assertEquals(0, frame.remaining());
    assertEquals("", out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void frameSaysThatItIsJson(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("telemetry");
    try (FileOutputStream descriptor = new FileOutputStream(file.toFile())) {
      assertTrue(descriptor.getFD().valid());
      new Log(
              new Settings(Map.of(
                  "_LAMBDA_TELEMETRY_LOG_FD", number(file), "AWS_LAMBDA_LOG_FORMAT", "json")),
              out)
          .write(null, "a", null);
    }

    assertEquals(0xa55a0002, ByteBuffer.wrap(Files.readAllBytes(file)).getInt());
  }

  @Test
  void messageIsALineWhenTheDescriptorCannotBeOpened() {
    Log log = new Log(new Settings(Map.of("_LAMBDA_TELEMETRY_LOG_FD", "987654")), out);

    log.write(LogLevel.WARN, "two\r\nlines\nü", null);

    assertEquals("[WARN] two\rlines\rü\n", out.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1/../../../../FILE", "../../..FILE", "", "-1", "+2", "1 ", "\u0662"})
  void whatIsNoNumberIsNoDescriptor(String value, @TempDir Path folder) {
    Path file = folder.resolve("created");
    String descriptor = value.replace("FILE", file.toString());

    new Log(new Settings(Map.of("_LAMBDA_TELEMETRY_LOG_FD", descriptor)), out)
        .write(null, "a line", null);

    assertFalse(Files.exists(file));
    assertEquals("a line\n", out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void levelThatNobodyKnowsIsNone() {
    Log log = new Log(new Settings(Map.of("AWS_LAMBDA_LOG_LEVEL", "LOUD")), out);

    assertTrue(log.isEnabled(LogLevel.TRACE));
  }

  @Test
  void messageWithoutALevelIsAlwaysWanted() {
    Log log = new Log(new Settings(Map.of("AWS_LAMBDA_LOG_LEVEL", "fatal")), out);

    assertEquals(
        List.of(LogLevel.UNDEFINED, LogLevel.FATAL),
        Stream.of(LogLevel.values()).filter(log::isEnabled).toList());
  }

  @Test
  void jsonHasTheTenant() {
    Invocation invocation = new Invocation(new HttpResponse(
        200,
        List.of("Lambda-Runtime-Aws-Request-Id: id", "Lambda-Runtime-Aws-Tenant-Id: tenant"),
        new byte[0]));

    new Log(new Settings(Map.of("AWS_LAMBDA_LOG_FORMAT", "JSON")), out)
        .write(invocation, LogLevel.INFO, "\"\u0001ü", null, null);

    String line = out.toString(StandardCharsets.UTF_8);
    assertEquals(
        "\",\"message\":\"\\\"\\u0001ü\",\"level\":\"INFO\",\"AWSRequestId\":\"id\",\"tenantId\":\"tenant\"}\n",
        line.substring("{\"timestamp\":\"2026-11-22T18:20:26.123Z".length()));
  }

  @Test
  void jsonOfAThrowableIsOneEventOfTheLog() {
    Exception e = new Exception("x".repeat(1_000_000));
    e.setStackTrace(new StackTraceElement[0]);

    new Log(new Settings(Map.of("AWS_LAMBDA_LOG_FORMAT", "JSON")), out)
        .write(LogLevel.ERROR, "failed", e);

    String line = out.toString(StandardCharsets.UTF_8);
    assertEquals(
        "\",\"message\":\"failed\",\"level\":\"ERROR\",\"errorType\":\"java.lang.Exception\","
            + "\"errorMessage\":\"" + "x".repeat(102_368)
            + "[cut: 1000000 characters in all]\",\"stackTrace\":[]}\n",
        line.substring("{\"timestamp\":\"2026-11-22T18:20:26.123Z".length()));
  }

  @Test
  void timestampHasMillisecondsAlways() {
    assertEquals("1970-01-01T00:00:00.000Z", JsonMessage.timestamp(0));
    assertEquals("2026-11-22T18:20:00.120Z", JsonMessage.timestamp(1795371600120L));
  }

  /** The number of this process's descriptor of that file. */
  private static String number(Path file) throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        if (Files.exists(descriptor) && Files.isSameFile(descriptor, file)) {
          return descriptor.getFileName().toString();
        }
      }
    }
    throw new AssertionError("no descriptor of " + file);
  }
}
