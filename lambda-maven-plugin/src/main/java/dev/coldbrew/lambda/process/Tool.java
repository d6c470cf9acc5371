package dev.coldbrew.lambda.process;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A program that does one step of the build and ends, such as jlink: its standard output and error
 * go into one log, whose first line is the command itself, so that a failure can be repeated by
 * hand.
 *
 * @param name what messages call it
 * @param command the program and its arguments; never a shell string
 */
public record Tool(String name, List<String> command) {

  private static final int LAST_LINES = 5;

  /** What a user sets for JVMs of his own would print lines into ours or change what they do. */
  private static final List<String> JVM_OPTION_VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  /** By what a program is known that has lost its build. */
  private static final String MARK = "COLDBREW_TOOL";

  public Tool {
    command = List.copyOf(command);
  }

  /**
   * Runs to the end and returns what was printed.
   *
   * @throws ProblemException when it cannot be started, fails, is interrupted or does not end
   *     within the limit
   */
  public String run(Path log, Duration limit) {
    var header = "$ " + command.stream().map(Tool::quoted).collect(Collectors.joining(" ")) + "\n";
    try {
      Files.createDirectories(log.toAbsolutePath().getParent());
      Files.writeString(log, header);
      var exitCode = exitCode(log, header, limit);
      var output = output(log, header);
      if (exitCode != 0) {
        throw problem("ended with exit code " + exitCode, output, log);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int exitCode(Path log, String header, Duration limit) throws IOException {
    var mark = UUID.randomUUID().toString();
    try (var watchdog = Watchdog.start()) {
      watchdog.watch(MARK, mark);
      var process = start(log, mark);
      try {
        process.getOutputStream().close();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
          throw problem("did not end within " + limit.toSeconds() + " s", output(log, header), log);
        }
        return process.exitValue();
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      // Not with its words: a thread that is interrupted cannot read a file.
      Thread.currentThread().interrupt();
      throw new ProblemException(
          name + " was interrupted", "full log: " + log, "start the build again", e);
    }
  }

  private Process start(Path log, String mark) {
    var builder = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeAll(JVM_OPTION_VARIABLES);
    builder.environment().put(MARK, mark);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new ProblemException(
          name + " cannot be started",
          "file " + command.get(0),
          "make that file executable, or install the program again",
          e);
    }
  }

  private static String output(Path log, String header) throws IOException {
    // Decoded without complaint: the encoding of a tool's words is the user's locale's.
    return new String(Files.readAllBytes(log), StandardCharsets.UTF_8).substring(header.length());
  }

  private ProblemException problem(String what, String output, Path log) {
    // Where in the tool it happened is of use to its makers only, and stays in the log.
    var lines = output
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("\tat "))
        .toList();
    var last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    var words = last.isEmpty() ? "" : ": " + String.join("\n  ", last);
    return new ProblemException(
        name + " " + what + words,
        "full log: " + log,
        "to see it fail by hand, run the first line of that log");
  }

  private static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
