// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FunctionLogTest {

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final FunctionLog log = new FunctionLog(lines::add);
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void endProcesses() {
    processes.forEach(process -> process.toHandle().destroyForcibly());
  }

  @Test
  void printedLinesArriveWithoutBeingAskedFor() throws Exception {
    log.follow(living("printf 'one\\ntw'"));

    assertEquals("one", lines.poll(10, TimeUnit.SECONDS));
    log.close();
    assertEquals("tw", lines.poll());
  }

  @Test
  void aLineOfTheServiceComesAfterAllThatWasPrinted() throws Exception {
    log.follow(living("printf 'one\\n\\ntwo'"));
    log.write("END");

    assertEquals(List.of("one", "", "two", "END"), List.copyOf(lines));
  }

  @Test
  void aCarriageReturnIsALineBreakWithinOneEvent() throws Exception {
    log.follow(living("printf 'one\\rtwo\\n\\r\\nthree\\r\\n'"));
    log.write("END");

    assertEquals(List.of("one\ntwo", "", "three", "END"), List.copyOf(lines));
  }

  @Test
  void aLineThatIsTooLongForCloudWatchIsDivided() throws Exception {
    Process process = start("head -c 262144 /dev/zero | tr '\\0' x; echo y");
    log.follow(process);
    process.waitFor();
    log.write("END");

    assertEquals(List.of("x".repeat(262_144), "y", "END"), List.copyOf(lines));
  }

  @Test
  void whatADeadProcessLeftInThePipeComesBeforeTheLinesOfTheNextOne() throws Exception {
    Process first = start("printf one");
    first.waitFor();
    log.follow(first);
    log.follow(living("printf two"));
    log.write("END");

    assertEquals(List.of("one", "two", "END"), List.copyOf(lines));
  }

  @Test
  void aLineOfTheServiceDoesNotWaitForAnOrphanThatHoldsThePipe() throws Exception {
    Process process = start("sleep 60 & echo $!");
    log.follow(process);
    process.waitFor();
    log.write("END");

    long orphan = Long.parseLong(lines.remove());
    assertTrue(ProcessHandle.of(orphan).orElseThrow().destroyForcibly());
    assertEquals(List.of("END"), List.copyOf(lines));
  }

  @Test
  void anOrphanThatPrintsWithoutPauseIsNotWaitedForAndLosesThePipe() throws Exception {
    Process process = start("yes & echo pid $!");
    log.follow(process);
    process.waitFor();
    log.write("END");

    lines.removeIf("y"::equals);
    String pid = lines.remove();
    LocalFunctionFixture.assertGone(Long.parseLong(pid.replace("pid ", "")));
    lines.removeIf("y"::equals);
    assertEquals(List.of("END"), List.copyOf(lines));
  }

  /** A process that has printed and lives on. */
  private Process living(String script) throws IOException {
    Process process = start(script + "; echo printed >&2; read end");
    BufferedReader stderr = process.errorReader();
    assertEquals("printed", stderr.readLine());
    return process;
  }

  private Process start(String script) throws IOException {
    Process process = new ProcessBuilder("sh", "-c", script).start();
    processes.add(process);
    return process;
  }
}
