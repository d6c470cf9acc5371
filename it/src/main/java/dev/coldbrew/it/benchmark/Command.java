package dev.coldbrew.it.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

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
      var output = Files.createTempFile("benchmark-", ".txt");
      try {
        var builder = new ProcessBuilder(command)
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(output.toFile())
            .redirectError(standardError);
        builder.environment().putAll(environment);
        var end = end(builder.start());
        var text = Files.readString(output, StandardCharsets.UTF_8);
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

  private static String end(Process process) {
    try {
      if (process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
        return "exit status " + process.exitValue();
      }
      return "no end within " + LIMIT_MINUTES + " minutes";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupt";
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
