package dev.coldbrew.lambda.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coldbrew.lambda.bundle.StartupCache;
import dev.coldbrew.lambda.emulator.FunctionConfiguration;
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
    Path task = Files.createDirectory(folder.resolve("task"));
    Path bootstrap = Files.writeString(task.resolve("bootstrap"), BOOTSTRAP);
    Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(task.resolve("lambda.aot"), "old");

    List<String> failed = TrainingRun.record(plan(task), folder.resolve("training.log"));

    assertEquals(List.of(), failed);
    assertEquals("new\n", Files.readString(task.resolve("lambda.aot")));
  }

  private static TrainingPlan plan(Path task) {
    return new TrainingPlan(
        task,
        StartupCache.AOT,
        new FunctionConfiguration("f", "a.B::c", 512, Duration.ofSeconds(20), Map.of()),
        Map.of(),
        "us-east-1",
        List.of(),
        1);
  }
}
