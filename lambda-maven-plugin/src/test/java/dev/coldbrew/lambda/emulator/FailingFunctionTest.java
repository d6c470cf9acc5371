// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class FailingFunctionTest extends LocalFunctionFixture {

  @Test
  void anInitErrorIsRetriedAndPassedToTheCallerAsTheRuntimePutIt() throws Exception {
    try (LocalFunction function = scripted("initError")) {
      assertEquals(Optional.of("a.B: no"), function.initFailure());
      InvocationResult result = invoke(function, "{}");

      assertEquals("{\"errorType\":\"a.B\",\"errorMessage\":\"no\"}", result.text());
      assertTrue(result.failed());
    }
    assertEquals(
        List.of(
            "cannot start",
            "posted, status 202",
            "INIT_REPORT Init Duration: N ms\tPhase: init\tStatus: error\t"
                + "Error Type: Runtime.NoSuchHandler",
            "cannot start",
            "posted, status 202",
            "INIT_REPORT Init Duration: N ms\tPhase: invoke\tStatus: error\t"
                + "Error Type: Runtime.NoSuchHandler",
            "START RequestId: ID Version: $LATEST",
            "END RequestId: ID",
            "REPORT RequestId: ID\tDuration: N ms\tBilled Duration: N ms\tMemory Size: 256 MB\t"
                + "Status: error\tError Type: Runtime.NoSuchHandler"),
        log());
  }

  @Test
  void aBootstrapThatEndsWithoutAskingForAnEventIsAnExitError() throws Exception {
    Bootstrap.script(task, "echo 'no such library' >&2\nexit 127");
    try (LocalFunction function = start("any", AMPLE, AMPLE)) {
      assertFailure(
          invoke(function, "{}"),
          "Runtime.ExitError",
          "Runtime exited with error: exit status 127");
    }
    assertEquals(
        List.of(
            "no such library",
            "INIT_REPORT Init Duration: N ms\tPhase: init\tStatus: error\t"
                + "Error Type: Runtime.ExitError",
            "no such library",
            "INIT_REPORT Init Duration: N ms\tPhase: invoke\tStatus: error\t"
                + "Error Type: Runtime.ExitError",
            "START RequestId: ID Version: $LATEST",
            "END RequestId: ID",
            "REPORT RequestId: ID\tDuration: N ms\tBilled Duration: N ms\tMemory Size: 256 MB\t"
                + "Status: error\tError Type: Runtime.ExitError"),
        log());
  }

  @Test
  void exitStatusZeroInsteadOfAResponseHasNoReason() throws Exception {
    try (LocalFunction function = scripted("exit")) {
      assertFailure(
          invoke(function, "0"), "Runtime.ExitError", "Runtime exited without providing a reason");
    }
  }

  @Test
  void anotherExitStatusInsteadOfAResponseIsNamed() throws Exception {
    try (LocalFunction function = scripted("exit")) {
      assertFailure(
          invoke(function, "1"), "Runtime.ExitError", "Runtime exited with error: exit status 1");
    }
    assertEquals(
        "REPORT RequestId: ID\tDuration: N ms\tBilled Duration: N ms\tMemory Size: 256 MB\t"
            + "Max Memory Used: N MB\tInit Duration: N ms\tStatus: error\t"
            + "Error Type: Runtime.ExitError",
        last());
  }

  @Test
  void aSignalInsteadOfAResponseIsNamed() throws Exception {
    try (LocalFunction function = scripted("signal")) {
      assertFailure(
          invoke(function, "{}"), "Runtime.ExitError", "Runtime exited with error: signal: killed");
    }
  }

  @Test
  void aNewProcessFollowsOneThatDiedAndItsInitPhaseIsPartOfTheInvocation() throws Exception {
    try (LocalFunction function = scripted("exit")) {
      String first = invoke(function, "stay").text();
      invoke(function, "1");
      String second = invoke(function, "stay").text();

      assertNotEquals(first, second);
    }
    assertEquals(2, Collections.frequency(lines, "started"));
    assertEquals(
        "REPORT RequestId: ID\tDuration: N ms\tBilled Duration: N ms\tMemory Size: 256 MB\t"
            + "Max Memory Used: N MB\t",
        last());
  }

  @Test
  void aResponseIsGoodThoughTheProcessDiesAfterIt() throws Exception {
    try (LocalFunction function = scripted("answerThenExit")) {
      InvocationResult result = invoke(function, "7");

      assertEquals("7", result.text());
      assertFalse(result.failed());
    }
    assertEquals(
        "REPORT RequestId: ID\tDuration: N ms\tBilled Duration: N ms\tMemory Size: 256 MB\t"
            + "Max Memory Used: N MB\tInit Duration: N ms\tStatus: error\t"
            + "Error Type: Runtime.ExitError",
        last());
  }

  @Test
  void anOverrunIsKilledWithItsChildrenAndReportedAsATimeout() throws Exception {
    Bootstrap.java(task, ScriptedRuntime.class);
    try (LocalFunction function = start("overrun", Duration.ofMillis(1500), AMPLE)) {
      assertFailure(
          invoke(function, "{}"), "Sandbox.Timedout", "Task timed out after 1.50 seconds");
      for (long pid : pids()) {
        assertGone(pid);
      }
    }
    assertTrue(
        lines.get(lines.size() - 1).contains("\tDuration: 1500.00 ms\tBilled Duration: "), last());
    assertEquals(
        "REPORT RequestId: ID\tDuration: N ms\tBilled Duration: N ms\tMemory Size: 256 MB\t"
            + "Max Memory Used: N MB\tInit Duration: N ms\tStatus: timeout",
        last());
  }

  @Test
  void anOverrunThatPrintsWithoutPauseEndsAsAnyOther() throws Exception {
    try (LocalFunction function = flooding(Duration.ofMillis(1500))) {
      assertFailure(
          invoke(function, "stay"), "Sandbox.Timedout", "Task timed out after 1.50 seconds");
    }
    assertEquals(
        List.of(
            "START RequestId: ID Version: $LATEST",
            "END RequestId: ID",
            "REPORT RequestId: ID\tDuration: N ms\tBilled Duration: N ms\tMemory Size: 256 MB\t"
                + "Max Memory Used: N MB\tInit Duration: N ms\tStatus: timeout"),
        log());
  }

  @Test
  void aBootstrapThatNeverAsksForAnEventTimesOutTwice() throws Exception {
    Bootstrap.script(task, "echo waiting\nexec sleep 60");
    try (LocalFunction function = start("any", SHORT, SHORT)) {
      assertFailure(
          invoke(function, "{}"), "Sandbox.Timedout", "Task timed out after 0.50 seconds");
    }
    assertEquals(
        List.of(
            "waiting",
            "INIT_REPORT Init Duration: N ms\tPhase: init\tStatus: timeout",
            "waiting",
            "INIT_REPORT Init Duration: N ms\tPhase: invoke\tStatus: timeout",
            "START RequestId: ID Version: $LATEST",
            "END RequestId: ID",
            "REPORT RequestId: ID\tDuration: N ms\tBilled Duration: N ms\tMemory Size: 256 MB\t"
                + "Max Memory Used: N MB\tStatus: timeout"),
        log());
  }

  @Test
  void anInitPhaseThatTookTooLongIsRepeatedUnderTheTimeoutOfTheInvocation() throws Exception {
    Path marker = task.resolve("marker");
    String becomeRuntime = Bootstrap.command(ScriptedRuntime.class.getName());
    Bootstrap.script(
        task, "if [ ! -e marker ]; then : > marker; exec sleep 60; fi\n" + becomeRuntime);
    try (LocalFunction function = start("echo", AMPLE, SHORT)) {
      assertTrue(Files.exists(marker));
      assertEquals("5", invoke(function, "5").text());
    }
    assertEquals(
        "INIT_REPORT Init Duration: N ms\tPhase: init\tStatus: timeout", log().get(0));
    assertEquals(
        "REPORT RequestId: ID\tDuration: N ms\tBilled Duration: N ms\tMemory Size: 256 MB\t"
            + "Max Memory Used: N MB\t",
        last());
  }

  @Test
  void aBootstrapThatIsNotExecutableIsAnInvalidEntrypoint() throws Exception {
    Path bootstrap = Files.writeString(task.resolve("bootstrap"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rw-r--r--"));

    assertInvalidEntrypoint("permission denied");
  }

  @Test
  void aBootstrapWithTheLineEndsOfWindowsIsAnInvalidEntrypoint() throws Exception {
    Bootstrap.script(task, "");
    Files.writeString(task.resolve("bootstrap"), "#!/bin/sh\r\nexit 0\r\n");

    assertInvalidEntrypoint("no such file or directory");
  }

  @Test
  void aBootstrapForAnotherMachineIsAnInvalidEntrypoint() throws Exception {
    Bootstrap.script(task, "");
    byte[] elfForSparc = new byte[64];
    System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}, 0, elfForSparc, 0, 7);
    elfForSparc[18] = 2;
    Files.write(task.resolve("bootstrap"), elfForSparc);

    assertInvalidEntrypoint("exec format error");
  }

  @Test
  void aScriptWithoutAnInterpreterLineIsAnInvalidEntrypoint() throws Exception {
    Bootstrap.script(task, "");
    Files.writeString(task.resolve("bootstrap"), "exit 0\n");

    assertInvalidEntrypoint("exec format error");
  }

  /** A process that starts at the same time inherits the open file for an instant. */
  @Test
  void aBootstrapThatIsStillOpenForWritingIsWaitedFor() throws Exception {
    Bootstrap.script(task, "exit 3");
    OutputStream open = Files.newOutputStream(task.resolve("bootstrap"), StandardOpenOption.APPEND);
    FutureTask<LocalFunction> starting = new FutureTask<>(() -> start("any", AMPLE, AMPLE));
    Thread starter = new Thread(starting);
    starter.start();
    while (starter.getState() != Thread.State.TIMED_WAITING && starter.isAlive()) {
      Thread.onSpinWait();
    }
    open.close();

    try (LocalFunction function = starting.get()) {
      assertEquals(Optional.of("Runtime exited with error: exit status 3"), function.initFailure());
    }
  }

  private void assertInvalidEntrypoint(String reason) throws IOException {
    try (LocalFunction function = start("any", AMPLE, AMPLE)) {
      assertFailure(
          invoke(function, "{}"),
          "Runtime.InvalidEntrypoint",
          "fork/exec " + task.resolve("bootstrap") + ": " + reason);
    }
    assertEquals(
        "REPORT RequestId: ID\tDuration: N ms\tBilled Duration: N ms\tMemory Size: 256 MB\t"
            + "Status: error\tError Type: Runtime.InvalidEntrypoint",
        last());
  }
}
