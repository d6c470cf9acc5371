// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LocalFunctionTest extends LocalFunctionFixture {

  @Test
  void aResponseAndItsLogAreThoseOfACompleteInvocation() throws Exception {
    try (LocalFunction function = scripted("echo")) {
      InvocationResult result = invoke(function, "{\"name\":\"Ada\"}");

      assertEquals("{\"name\":\"Ada\"}", result.text());
      assertFalse(result.failed());
    }
    assertEquals(
        List.of(
            "started",
            "START RequestId: ID Version: $LATEST",
            "posted, status 202",
            "END RequestId: ID",
            "REPORT RequestId: ID\tDuration: N ms\tBilled Duration: N ms\tMemory Size: 256 MB\t"
                + "Max Memory Used: N MB\tInit Duration: N ms\t"),
        log());
  }

  @Test
  void initDurationIsKnownUntilTheFirstInvocation() throws Exception {
    try (LocalFunction function = scripted("echo")) {
      assertEquals(Optional.empty(), function.initFailure());
      assertTrue(function.initDuration().orElseThrow().toNanos() > 0);

      invoke(function, "1");

      assertEquals(Optional.empty(), function.initDuration());
    }
  }

  /** What it used before the invocation is not missing from the time after it. */
  @Test
  void aThreadThatEndsTakesNoProcessorTimeBack() throws Exception {
    try (LocalFunction function = scripted("endThread")) {
      Duration before = function.processorTime().orElseThrow();
      for (int i = 0; i < 3; i++) {
        invoke(function, "1");
      }
      Duration after = function.processorTime().orElseThrow();

      assertTrue(after.compareTo(before) > 0, () -> after + " after " + before);
    }
  }

  @Test
  void functionThatIsAllowedToEndFinishesItsWork() throws Exception {
    try (LocalFunction function = scripted("endsSlowly")) {
      invoke(function, "1");

      assertTrue(function.end(AMPLE));
    }
    assertTrue(log().contains("ended"), log()::toString);
  }

  @Test
  void functionThatDoesNotEndInTimeIsKilled() throws Exception {
    try (LocalFunction function = scripted("extensionStays")) {
      assertFalse(function.end(SHORT));
    }
  }

  @Test
  void whatAFunctionStartsAtItsEndIsKilledWithIt() throws Exception {
    Bootstrap.script(
        task,
        "trap 'sleep 60 & echo pids $$ $!; wait' TERM\n"
            + Bootstrap.command(ScriptedRuntime.class.getName()).replaceFirst("^exec ", "")
            + " & wait; wait");
    try (LocalFunction function = start("echo", AMPLE, AMPLE)) {
      assertFalse(function.end(SHORT));
    }
    for (long pid : pids()) {
      assertGone(pid);
    }
  }

  @Test
  void durationIsKnownFromTheFirstInvocationOn() throws Exception {
    try (LocalFunction function = scripted("echo")) {
      assertEquals(Optional.empty(), function.duration());

      invoke(function, "1");

      assertTrue(function.duration().orElseThrow().toNanos() > 0);
    }
  }

  @Test
  void onlyTheFirstInvocationReportsAnInitDuration() throws Exception {
    try (LocalFunction function = scripted("echo")) {
      invoke(function, "1");
      invoke(function, "2");
    }
    assertEquals(
        "REPORT RequestId: ID\tDuration: N ms\tBilled Duration: N ms\tMemory Size: 256 MB\t"
            + "Max Memory Used: N MB\t",
        last());
  }

  @Test
  void anErrorOfTheHandlerIsAFailedResultAndLeavesTheProcessAlone() throws Exception {
    try (LocalFunction function = scripted("error")) {
      invoke(function, "1");
      InvocationResult result = invoke(function, "2");

      assertEquals("{\"errorMessage\":\"no\"}", result.text());
      assertTrue(result.failed());
    }
    assertEquals(1, Collections.frequency(lines, "started"));
    assertEquals(
        "REPORT RequestId: ID\tDuration: N ms\tBilled Duration: N ms\tMemory Size: 256 MB\t"
            + "Max Memory Used: N MB\t",
        last());
  }

  @Test
  void whatIsPrintedBeforeTheResponseIsInTheLogBeforeEndAndNotInTheResponse() throws Exception {
    try (LocalFunction function = scripted("print")) {
      assertEquals("{}", invoke(function, "{}").text());
      assertEquals(
          List.of(
              "started",
              "START RequestId: ID Version: $LATEST",
              "one",
              "two\u00e4",
              "no line endposted, status 202",
              "END RequestId: ID"),
          log().subList(0, 6));
    }
  }

  @Test
  void aFunctionThatPrintsWithoutPauseIsStillInvoked() throws Exception {
    try (LocalFunction function = flooding(AMPLE)) {
      assertEquals("1", invoke(function, "1").text());
      assertEquals("2", invoke(function, "2").text());
    }
    assertEquals(6, lines.size(), lines::toString);
    assertEquals(
        "REPORT RequestId: ID\tDuration: N ms\tBilled Duration: N ms\tMemory Size: 256 MB\t"
            + "Max Memory Used: N MB\t",
        last());
  }

  @Test
  void aLastLineWithoutLineEndIsInTheLog() throws Exception {
    Bootstrap.script(task, "printf 'no line end'");
    try (LocalFunction function = start("any", AMPLE, AMPLE)) {
      assertEquals("no line end", log().get(0));
      assertFailure(
          invoke(function, "{}"), "Runtime.ExitError", "Runtime exited without providing a reason");
    }
  }

  @Test
  void aResponseOfSixMebibytesAndAHundredBytesArrives() throws Exception {
    try (LocalFunction function = scripted("size")) {
      InvocationResult result = invoke(function, "6291556");

      assertFalse(result.failed());
      assertEquals(6291556, result.payload().length);
    }
  }

  @Test
  void aLargerResponseIsAnErrorThatTheProcessSurvives() throws Exception {
    try (LocalFunction function = scripted("size")) {
      InvocationResult result = invoke(function, "6291557");

      assertTrue(result.failed());
      assertEquals(
          "{\"errorMessage\":\"Response payload size exceeded maximum allowed payload size "
              + "(6291556 bytes).\",\"errorType\":\"Function.ResponseSizeTooLarge\"}",
          result.text());
      assertEquals("   ", invoke(function, "3").text());
    }
    assertTrue(lines.contains("posted, status 413"), lines::toString);
    assertEquals(1, Collections.frequency(lines, "started"));
  }

  @Test
  void theProcessSeesTheVariablesOfLambdaAndNoneOfTheBuild() throws Exception {
    JsonObject seen;
    try (LocalFunction function = scripted("environment")) {
      seen = JsonParser.parseString(invoke(function, "{}").text()).getAsJsonObject();
    }
    Set<String> names = new TreeSet<>(seen.keySet());
    // What a shell sets for itself.
    names.removeAll(Set.of("PWD", "OLDPWD", "SHLVL", "_"));

    FunctionConfiguration configuration = configuration("environment", AMPLE);
    assertEquals(
        FunctionEnvironment.variables(task, configuration, "", developer()).keySet(), names);
    assertEquals(task.toString(), seen.get("LAMBDA_TASK_ROOT").getAsString());
  }

  @Test
  void aFunctionInAFolderWithLettersBeyondAsciiFindsItsFiles() throws Exception {
    assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "Such a folder can be made");
    Path folder = Files.createDirectory(task.resolve("pr\u00fcfung"));
    Bootstrap.script(
        folder, "export LC_ALL=C.UTF-8\n" + Bootstrap.command(ScriptedRuntime.class.getName()));
    try (LocalFunction function = LocalFunction.start(
        folder, configuration("readTask", AMPLE), lines::add, developer(), AMPLE)) {
      assertEquals("#!/bin/sh", invoke(function, "{}").text());
    }
  }

  @Test
  void closeLeavesNoProcessNoThreadAndNoPort() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    LocalFunction function = scripted("environment");
    JsonObject seen = JsonParser.parseString(invoke(function, "{}").text()).getAsJsonObject();
    List<ProcessHandle> processes = ProcessHandle.current().descendants().toList();
    List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
        .filter(t -> !before.contains(t) && t.getName().matches("runtime-api|function-log"))
        .toList();

    function.close();

    assertEquals(2, processes.size(), "the function and its watchdog");
    assertTrue(processes.stream().noneMatch(ProcessHandle::isAlive));
    assertTrue(threads.size() >= 3, threads::toString);
    for (Thread thread : threads) {
      thread.join(TimeUnit.SECONDS.toMillis(10));
      assertFalse(thread.isAlive(), thread::toString);
    }
    String[] address = seen.get("AWS_LAMBDA_RUNTIME_API").getAsString().split(":");
    assertThrows(
        ConnectException.class, () -> new Socket(address[0], Integer.parseInt(address[1])).close());
  }

  @Test
  void aClosedFunctionCannotBeInvokedButCanBeClosedAgain() throws Exception {
    Bootstrap.script(task, "exit 1");
    LocalFunction function = start("any", AMPLE, AMPLE);
    function.close();
    function.close();

    IllegalStateException closed =
        assertThrows(IllegalStateException.class, () -> invoke(function, "{}"));
    assertEquals("the function is closed", closed.getMessage());
  }

  @Test
  void closeEndsAnInvocationOfAnotherThread() throws Exception {
    LocalFunction function = scripted("overrun");
    Thread closer = new Thread(() -> {
      if (atWork()) {
        function.close();
      }
    });
    closer.start();

    assertFailure(
        invoke(function, "{}"), "Runtime.ExitError", "Runtime exited with error: signal: killed");
    closer.join();
    for (long pid : pids()) {
      assertGone(pid);
    }
  }

  @Test
  void anExtensionBringsNoticeOfTheEnd() throws Exception {
    try (LocalFunction function = scripted("extension")) {
      assertEquals("1", invoke(function, "1").text());
    }
    assertEquals(List.of("registered, status 200", "started"), log().subList(0, 2));
    assertEquals("terminated", last());
  }

  @Test
  void anExtensionOfAFrozenFunctionIsNotifiedOfTheEndAsWell() throws Exception {
    try (LocalFunction function = scripted("extension")) {
      function.freeze();
      function.thaw();
      assertEquals("1", invoke(function, "1").text());
      function.freeze();
    }
    assertEquals("terminated", last());
  }

  @Test
  void aProcessThatStaysAfterItsNoticeIsKilled() throws Exception {
    long start;
    try (LocalFunction function = scripted("extensionStays")) {
      invoke(function, "1");
      start = System.nanoTime();
    }
    assertEquals("terminated", last());
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    assertTrue(millis >= 500 && millis < 10_000, millis + " ms");
  }
}
