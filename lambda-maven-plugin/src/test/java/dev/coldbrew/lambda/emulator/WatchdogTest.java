// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WatchdogTest extends LocalFunctionFixture {

  /** In place of Maven: starts a function that is at work for a minute, with a child. */
  static final class Build {

    private Build() {}

    public static void main(String[] args) throws IOException {
      try (LocalFunction function = LocalFunction.start(
          Path.of(args[0]),
          configuration("overrun", AMPLE),
          System.out::println,
          developer(),
          AMPLE)) {
        function.invoke("{}".getBytes(UTF_8));
      }
    }
  }

  @Test
  void aFunctionAtWorkEndsWithItsChildrenWhenTheBuildIsKilled() throws Exception {
    Bootstrap.java(task, ScriptedRuntime.class);
    ProcessBuilder builder = new ProcessBuilder(
            "sh", "-c", Bootstrap.command(Build.class.getName().replace("$", "\\$")))
        .redirectError(Redirect.DISCARD);
    builder.environment().put("_HANDLER", task.toString());
    Process build = builder.start();
    try (BufferedReader log = build.inputReader(UTF_8)) {
      while (lines.isEmpty()) {
        String line = log.readLine();
        if (line.startsWith("pids ")) {
          lines.add(line);
        }
      }
    } finally {
      build.destroyForcibly();
    }

    assertEquals(2, pids().size());
    for (long pid : pids()) {
      assertGone(pid);
    }
    assertTrue(build.waitFor() > 0);
  }
}
