// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.emulator.FunctionConfiguration;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.task.StartupCache;
import dev.coldbrew.lambda.training.TrainingPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FunctionRunTest {

  @TempDir
  Path task;

  @Test
  void aFunctionThatDoesNotStartCannotBeMeasured() throws IOException {
    Path bootstrap = Files.writeString(task.resolve("bootstrap"), "#!/bin/sh\nexit 3\n");
    Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
    TrainingPlan plan = new TrainingPlan(
        task,
        StartupCache.CDS,
        new FunctionConfiguration(
            "hello", "example.Hello::hello", 512, Duration.ofSeconds(30), Map.of()),
        Map.of(),
        "us-east-1",
        List.of(),
        1);
    PrintWriter log = new PrintWriter(Writer.nullWriter());
    FunctionRun run = new FunctionRun(task, plan, 0, log, Path.of("target/measure.log"));

    ProblemException e = assertThrows(ProblemException.class, run::run);

    assertEquals(
        "the function does not start: Runtime exited with error: exit status 3"
            + " (full log: target/measure.log)\n"
            + "hint: set what it needs in <trainingEnvironment>",
        e.getMessage());
  }
}
