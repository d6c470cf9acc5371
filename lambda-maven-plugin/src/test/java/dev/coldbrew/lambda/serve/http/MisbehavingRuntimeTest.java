// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runtimes that break the rules: their callers get Lambda's error, and the next call is served. */
class MisbehavingRuntimeTest extends ServeFixture {

  private static final Duration SHORT = Duration.ofMillis(1500);

  @Test
  void aRuntimeThatNeverAsksForAnEventTimesOut() throws Exception {
    serve(misbehaving(), settings("neverNext", SHORT, 1, SHORT));
    assertFailure("Sandbox.Timedout", "Task timed out after 1.50 seconds", invoke("1"));
  }

  @Test
  void aRuntimeThatDiesInItsInitPhaseIsAnExitErrorAtOnce() throws Exception {
    serve(misbehaving(), settings("diesInInit"));
    assertFailure("Runtime.ExitError", "Runtime exited with error: exit status 3", invoke("1"));
    assertFailure("Runtime.ExitError", "Runtime exited with error: exit status 3", invoke("1"));
  }

  @Test
  void aRuntimeThatDiesAsItAsksIsAnExitErrorAtOnce() throws Exception {
    serve(misbehaving(), settings("diesAsItAsks"));
    assertFailure("Runtime.ExitError", "Runtime exited with error: exit status 3", invoke("1"));
  }

  @Test
  void aRuntimeThatDiedWhileItWaitedIsReplacedWithinTheNextInvocation() throws Exception {
    serve(misbehaving(), settings("diesWhileItWaits"));
    assertSuccess("1", invoke("1"));
    long pid = onlyFunction();
    Files.createFile(task().resolve("die"));
    assertGone(pid);
    Files.delete(task().resolve("die"));
    assertSuccess("2", invoke("2"));
  }

  @Test
  void aRuntimeThatHangsUpTimesOut() throws Exception {
    serve(misbehaving(), settings("hungUp", SHORT, 1));
    assertFailure("Sandbox.Timedout", "Task timed out after 1.50 seconds", invoke("1"));
  }

  @Test
  void aRuntimeThatAsksTwiceGetsTheSameEventAgain() throws Exception {
    serve(misbehaving(), settings("asksTwice"));
    assertSuccess("1", invoke("1"));
    assertSuccess("2", invoke("2"));
    assertEquals(
        List.of("again 1 true", "again 2 true"),
        log.lines().stream().filter(line -> line.startsWith("again")).toList());
  }

  @Test
  void aResponseToAnotherInvocationIsRefused() throws Exception {
    serve(misbehaving(), settings("wrongId"));
    assertSuccess("1", invoke("1"));
    assertSuccess("2", invoke("2"));
    assertPosted(
        "posted, 400 {\"errorMessage\":\"Invalid request ID\",\"errorType\":\"InvalidRequestID\"}",
        "posted, 202 {\"status\":\"OK\"}");
  }

  @Test
  void aSecondResponseIsRefused() throws Exception {
    serve(misbehaving(), settings("respondsTwice"));
    assertSuccess("1", invoke("1"));
    assertSuccess("2", invoke("2"));
    assertPosted(
        "posted, 202 {\"status\":\"OK\"}",
        "posted, 403 {\"errorMessage\":\"State transition from ResponseSent to InvocationResponse "
            + "failed for runtime. Error: State transition is not allowed\","
            + "\"errorType\":\"InvalidStateTransition\"}");
  }

  @Test
  void aRuntimeThatDiesBeforeItsResponseIsAnExitErrorAtOnce() throws Exception {
    serve(misbehaving(), settings("diesBeforeItsResponse"));
    assertFailure("Runtime.ExitError", "Runtime exited with error: exit status 3", invoke("1"));
    assertFailure("Runtime.ExitError", "Runtime exited with error: exit status 3", invoke("1"));
  }

  @Test
  void aRuntimeThatDiesInItsResponseIsAnExitErrorAtOnce() throws Exception {
    serve(misbehaving(), settings("diesInItsResponse"));
    assertFailure("Runtime.ExitError", "Runtime exited with error: exit status 3", invoke("1"));
  }

  @Test
  void aResponseIsGoodThoughItsRuntimeDiesAfterIt() throws Exception {
    serve(misbehaving(), settings("diesAfterItsResponse"));
    assertSuccess("1", invoke("1"));
    assertSuccess("2", invoke("2"));
  }

  @Test
  void aRuntimeThatFloodsItsLogIsServed() throws Exception {
    serve("flood");
    HttpResponse<String> response = invoke("1", "X-Amz-Log-Type", "Tail");
    assertSuccess("1", response);
    String tail = response.headers().firstValue("X-Amz-Log-Result").orElseThrow();
    assertEquals(5464, tail.length());
  }

  @Test
  void theLatestOfManyLongLinesAreKept() throws Exception {
    serve(misbehaving(), settings("printsLongLines"));
    assertSuccess("1", invoke("1"));
    log.awaitInvoked(1);
    List<String> kept = log.invoked().get(0).log();
    assertTrue(kept.contains("the last"));
    assertTrue(String.join("", kept).length() <= 1024 * 1024);
  }

  @Test
  void whatAFunctionStartedEndsWithIt() throws Exception {
    serve(misbehaving(), settings("forks"));
    assertSuccess("1", invoke("1"));
    List<Long> pids = log.awaitPids();
    stop();
    assertEquals(3, pids.size());
    for (long pid : pids) {
      assertGone(pid);
    }
  }

  private long onlyFunction() throws IOException {
    Path task = task();
    return ProcessHandle.current()
        .children()
        .filter(child -> isIn(child, task))
        .findFirst()
        .orElseThrow()
        .pid();
  }

  private static boolean isIn(ProcessHandle process, Path task) {
    try {
      Path working = Path.of("/proc", Long.toString(process.pid()), "cwd");
      return Files.isSameFile(working, task);
    } catch (IOException e) {
      return false; // gone
    }
  }

  private void assertPosted(String first, String second) {
    assertEquals(
        List.of(first, second, first, second),
        log.lines().stream().filter(line -> line.startsWith("posted")).toList());
  }

  private static void assertSuccess(String body, HttpResponse<String> response) {
    assertEquals(body, response.body());
    assertEquals(200, response.statusCode());
    assertTrue(response.headers().firstValue("X-Amz-Function-Error").isEmpty());
  }

  private static void assertFailure(String type, String message, HttpResponse<String> response) {
    String id = response.headers().firstValue("x-amzn-RequestId").orElseThrow();
    assertEquals(
        "{\"errorType\":\"" + type + "\",\"errorMessage\":\"RequestId: " + id + " Error: " + message
            + "\"}",
        response.body());
    assertEquals(200, response.statusCode());
    assertEquals(List.of("Unhandled"), response.headers().allValues("X-Amz-Function-Error"));
  }
}
