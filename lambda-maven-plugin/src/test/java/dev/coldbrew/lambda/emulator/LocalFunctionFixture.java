// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A function in a temporary folder, and its log. */
@Timeout(60)
abstract class LocalFunctionFixture {

  static final Duration AMPLE = Duration.ofSeconds(30);
  static final Duration SHORT = Duration.ofMillis(500);

  @TempDir
  Path task;

  final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch pidsPrinted = new CountDownLatch(1);

  LocalFunction scripted(String handler) throws IOException {
    Bootstrap.java(task, ScriptedRuntime.class);
    return start(handler, AMPLE, AMPLE);
  }

  /** Prints without pause from its first event on; only the lines of the service are kept. */
  LocalFunction flooding(Duration timeout) throws IOException {
    Bootstrap.java(task, ScriptedRuntime.class);
    Consumer<String> service = line -> {
      if (line.matches("(START|END|REPORT) .*")) {
        lines.add(line);
      }
    };
    return LocalFunction.start(task, configuration("flood", timeout), service, developer(), AMPLE);
  }

  LocalFunction start(String handler, Duration timeout, Duration initLimit) throws IOException {
    return LocalFunction.start(
        task, configuration(handler, timeout), this::log, developer(), initLimit);
  }

  private void log(String line) {
    lines.add(line);
    if (line.startsWith("pids ")) {
      pidsPrinted.countDown();
    }
  }

  /** Waits until the scripted overrun has begun. */
  boolean atWork() {
    try {
      return pidsPrinted.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  static FunctionConfiguration configuration(String handler, Duration timeout) {
    return new FunctionConfiguration(
        "hello", handler, 256, timeout, Map.of("TABLE_NAME", "orders"));
  }

  static Map<String, String> developer() {
    return Map.of("AWS_PROFILE", "ada", "JAVA_TOOL_OPTIONS", "-Xmx1m", "MAVEN_OPTS", "-Xmx2m");
  }

  static InvocationResult invoke(LocalFunction function, String event) throws IOException {
    return function.invoke(event.getBytes(StandardCharsets.UTF_8));
  }

  static void assertFailure(InvocationResult result, String type, String message) {
    assertTrue(result.failed());
    assertEquals(
        "{\"errorType\":\""
            + type
            + "\",\"errorMessage\":\"RequestId: ID Error: "
            + message
            + "\"}",
        normal(result.text()));
  }

  List<Long> pids() {
    String line = lines.stream().filter(l -> l.startsWith("pids ")).findFirst().orElseThrow();
    return Arrays.stream(line.substring(5).split(" ")).map(Long::valueOf).toList();
  }

  /** A killed child of the killed process may wait for init to collect it. */
  static void assertGone(long pid) throws Exception {
    ProcessHandle handle = ProcessHandle.of(pid).orElse(null);
    if (handle != null) {
      handle.onExit().get(10, TimeUnit.SECONDS);
    }
    assertTrue(ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }

  List<String> log() {
    synchronized (lines) {
      return lines.stream().map(LocalFunctionFixture::normal).collect(Collectors.toList());
    }
  }

  String last() {
    return normal(lines.get(lines.size() - 1));
  }

  /** Without what differs from run to run. */
  static String normal(String line) {
    return line.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "ID")
        .replaceAll("[0-9]+\\.[0-9]{2} ms", "N ms")
        .replaceAll("(Billed [A-Za-z ]*Duration): [0-9]+", "$1: N")
        .replaceAll("Max Memory Used: [0-9]+", "Max Memory Used: N");
  }
}
