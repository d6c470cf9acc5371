// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.it.MavenBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A packaged function at a Runtime API that goes wrong in some forty ways: no event is lost, none
 * has two responses, and the function runs twice only where a stream was lost. {@code mvn verify
 * -Phostile}: not with the other tests, since it takes minutes.
 */
@Tag("hostile")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class HostileIT {

  private static final int COUNT = Integer.getInteger("hostile.invocations", 1_000_000) / 2;
  private static final int AT_ONCE = 32;

  private static final int LOOK_MILLIS = 100;

  /** So many looks in a row that find nothing new. */
  private static final int STANDSTILL = 200;

  /** Another seed makes other faults. */
  private static final long SEED = Long.getLong("hostile.seed", 1);

  private static final Pattern ID = Pattern.compile("8476a536-e9f4-11e8-9739-\\d{12}");

  @TempDir
  static Path temporary;

  private static Path task;

  @BeforeAll
  static void packageOnce() {
    MavenBuild build = MavenBuild.of("hostile", temporary);
    build.run("package", "-Dlambda.train.skip");
    task = build.file("target/lambda/task");
  }

  @Test
  void oneAfterAnother() throws Exception {
    try (HostileRuntimeApi api = new HostileRuntimeApi(COUNT, false, SEED)) {
      run(api, Map.of());

      assertEquals(List.of(), api.problems());
      assertEquals(COUNT, api.done());
      assertTrue(api.faults() > COUNT / 30, () -> "faults: " + api.faults());
    }
  }

  @Test
  void manyAtOnce() throws Exception {
    try (HostileRuntimeApi api = new HostileRuntimeApi(COUNT, true, SEED)) {
      Path log = run(api, Map.of("AWS_LAMBDA_MAX_CONCURRENCY", Integer.toString(AT_ONCE)));

      assertEquals(List.of(), api.problems());
      assertEquals(COUNT, api.done());
      try (Stream<String> lines = Files.lines(log)) {
        assertEquals(List.of(), lines.filter(HostileIT::isShared).limit(3).toList());
      }
    }
  }

  /** Starts the function again whenever it has ended as it should. Returns its log. */
  private static Path run(HostileRuntimeApi api, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile(temporary, "function-", ".log");
    while (true) {
      ProcessBuilder builder = new ProcessBuilder(task.resolve("bootstrap").toString())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().clear();
      builder.environment().putAll(environment);
      builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
      builder.environment().put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256");
      builder.environment().put("LAMBDA_TASK_ROOT", task.toString());
      builder.environment().put("PATH", System.getenv("PATH"));
      Process process = builder.start();
      try {
        if (!awaitEnd(process, api)) {
          return log;
        }
        assertTrue(api.endsAsItShould(), () -> "ended unexpectedly: " + end(log));
        assertEquals(1, process.exitValue());
      } finally {
        process.destroyForcibly();
      }
    }
  }

  /** Returns false when all is done, or something went wrong, or nothing goes on. */
  private static boolean awaitEnd(Process process, HostileRuntimeApi api)
      throws InterruptedException {
    int done = -1;
    for (int looks = 0; looks < STANDSTILL; looks++) {
      if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        return true;
      }
      if (api.done() == COUNT || !api.problems().isEmpty()) {
        return false;
      }
      looks = api.done() == done ? looks : 0;
      done = api.done();
    }
    return false;
  }

  private static boolean isShared(String line) {
    return ID.matcher(line).results().map(MatchResult::group).distinct().count() > 1;
  }

  private static String end(Path log) {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.reduce("", (before, line) -> line);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
