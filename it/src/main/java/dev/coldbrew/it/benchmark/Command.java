// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it.benchmark;

import dev.coldbrew.it.ProcessEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs programs, each to its end or to its time limit. */
final class Command {

  /** Of the slowest: all runs of one table. */
  private static final int LIMIT_MINUTES = 20;

  private Command() {}

  /** What a program printed; it must succeed. */
  static String run(List<String> command) {
    return run(command, Map.of());
  }

  /** With variables added to the environment. */
  static String run(List<String> command, Map<String, String> environment) {
    return run(command, environment, Redirect.INHERIT);
  }

  /** What a program printed, or nothing where there is no such program or it fails. */
  static Optional<String> tryToRun(String... command) {
    try {
      return Optional.of(run(List.of(command), Map.of(), Redirect.DISCARD));
    } catch (UncheckedIOException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  private static String run(
      List<String> command, Map<String, String> environment, Redirect standardError) {
    try {
      Path output = Files.createTempFile("benchmark-", ".txt");
      try {
        ProcessBuilder builder = new ProcessBuilder(command)
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(output.toFile())
            .redirectError(standardError);
        builder.environment().putAll(environment);
        String end = ProcessEnd.of(builder.start(), LIMIT_MINUTES);
        String text = Files.readString(output, StandardCharsets.UTF_8);
        if (!end.equals("exit status 0")) {
          throw new IllegalStateException(end + " of " + command + "\n" + text);
        }
        return text;
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
