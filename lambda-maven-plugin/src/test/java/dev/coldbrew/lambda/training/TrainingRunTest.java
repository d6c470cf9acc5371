// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.emulator.FunctionConfiguration;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Progress;
import dev.coldbrew.lambda.task.StartupCache;
import dev.coldbrew.lambda.training.TrainingRun.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {

  /** Like a JVM, it does not record with a cache, and writes its record when it is asked to end. */
  private static final String BOOTSTRAP = """
      #!/bin/bash
      cd "$LAMBDA_TASK_ROOT"
      [ -f lambda.aot ] && exit 1
      trap 'echo new > lambda.aot; exit 0' TERM
      exec 3<>"/dev/tcp/${AWS_LAMBDA_RUNTIME_API/://}"
      printf 'GET /2018-06-01/runtime/invocation/next HTTP/1.1\\r\\nHost: lambda\\r\\n\\r\\n' >&3
      sleep 20 & wait
      exit
        -cp a.jar
      """;

  @TempDir
  Path folder;

  @Test
  void recordsAnewWhereACacheIsStaged() throws Exception {
    Path task = staged(BOOTSTRAP);
    Files.writeString(task.resolve("lambda.aot"), "old");

    Recording recording = TrainingRun.record(plan(task), log(), Progress.silent());

    assertEquals(new Recording(List.of(), List.of()), recording);
    assertEquals("new\n", Files.readString(task.resolve("lambda.aot")));
  }

  /** Nothing of the first run is left: neither its cache nor its words. */
  @Test
  void failureOfAnotherRunIsReportedWithItsOutput() throws Exception {
    Path ran = folder.resolve("ran");
    Path task = staged(BOOTSTRAP
        .replace("sleep 20 & wait", "read -r _ <&3; echo first; touch '%s'; exit 3".formatted(ran))
        .replace("exec 3", "[ -f '%s' ] && { echo second; exit 4; }\nexec 3".formatted(ran)));
    Path event = Files.writeString(folder.resolve("only.json"), "1");

    ProblemException e = assertThrows(
        ProblemException.class,
        () -> TrainingRun.record(plan(task, List.of(event)), log(), Progress.silent()));

    assertEquals("""
        training run stopped before its first invocation: Runtime exited with error: exit status 4; it printed: second (full log: %s)
        hint: change what ends the process; the log has its last output; or build without a cache: mvn package -Dlambda.train.skip""".formatted(log()), e.getMessage());
  }

  /** The JVM writes its cache after its shutdown hooks. */
  @Test
  void functionThatDoesNotEndIsNamed() throws Exception {
    Path task = staged(BOOTSTRAP.replace("echo new > lambda.aot; exit 0", "sleep 20"));

    ProblemException e = assertThrows(
        ProblemException.class,
        () -> TrainingRun.record(plan(task), log(), Duration.ofSeconds(1), Progress.silent()));

    assertEquals("""
        training run did not end within 1 seconds of SIGTERM (full log: %s)
        hint: shorten its shutdown hooks; or build without a cache: mvn package -Dlambda.train.skip""".formatted(log()), e.getMessage());
  }

  @Test
  void jvmThatRecordsNothingIsQuoted() throws Exception {
    Path task = staged(BOOTSTRAP.replace(
        "echo new > lambda.aot",
        "echo \"[0.7s][warning][cds] -XX:ArchiveClassesAtExit is unsupported with this\""));

    ProblemException e = assertThrows(
        ProblemException.class, () -> TrainingRun.record(plan(task), log(), Progress.silent()));

    assertEquals("""
        training run left no startup cache: -XX:ArchiveClassesAtExit is unsupported with this (full log: %s)
        hint: correct that in <jvmOptions> or JAVA_TOOL_OPTIONS; or build without a cache: mvn package -Dlambda.train.skip""".formatted(log()), e.getMessage());
  }

  private Path staged(String script) throws IOException {
    Path task = Files.createDirectory(folder.resolve("task"));
    Path bootstrap = Files.writeString(task.resolve("bootstrap"), script);
    Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
    return task;
  }

  private Path log() {
    return folder.resolve("training.log");
  }

  private static TrainingPlan plan(Path task) {
    return plan(task, List.of());
  }

  private static TrainingPlan plan(Path task, List<Path> events) {
    return new TrainingPlan(
        task,
        StartupCache.AOT,
        new FunctionConfiguration("f", "a.B::c", 512, Duration.ofSeconds(20), Map.of()),
        Map.of(),
        "us-east-1",
        events,
        1);
  }
}
