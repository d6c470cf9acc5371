// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.process;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A program that does one step of the build and ends, such as jlink: its standard output and error
 * go into one log, whose first line is the command itself, so that a failure can be repeated by
 * hand. Of its environment, that line has only the names.
 *
 * @param name what messages call it
 * @param command the program and its arguments; never a shell string
 * @param environment all its environment variables; empty for Maven's own, but for {@link
 *     #JVM_OPTION_VARIABLES}
 */
public record Tool(String name, List<String> command, Optional<Map<String, String>> environment) {

  private static final int LAST_LINES = 5;

  /** What users set for their own JVMs would change what ours print or do. */
  private static final List<String> JVM_OPTION_VARIABLES =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  /** Identifies a program that has lost its build. */
  private static final String MARK = "COLDBREW_TOOL";

  public Tool {
    command = List.copyOf(command);
  }

  public Tool(String name, List<String> command) {
    this(name, command, Optional.empty());
  }

  private record Ended(int exitCode, Duration duration) {}

  /**
   * Runs to the end and returns what was printed.
   *
   * @throws ProblemException when it cannot be started, fails, is interrupted or does not end
   *     within the limit
   */
  public String run(Path log, Duration limit) throws IOException {
    end(log, limit);
    return output(log, header());
  }

  /**
   * Runs to the end as {@link #run} does, and returns the time from the start of the process to its
   * end.
   */
  public Duration time(Path log, Duration limit) throws IOException {
    return end(log, limit).duration();
  }

  private String header() {
    List<String> words = new ArrayList<>();
    if (environment.isPresent()) {
      words.addAll(List.of("env", "-i"));
      for (String name : new TreeSet<>(environment.get().keySet())) {
        words.add(name + "=\"$" + name + "\""); // the value may be a password
      }
    }
    command.forEach(word -> words.add(Shell.quoted(word)));
    return "$ " + String.join(" ", words) + "\n";
  }

  private Ended end(Path log, Duration limit) throws IOException {
    String header = header();
    Files.createDirectories(log.toAbsolutePath().getParent());
    Files.writeString(log, header);
    Ended ended = end(log, header, limit);
    if (ended.exitCode() != 0) {
      throw problem("ended with exit code " + ended.exitCode(), output(log, header), log);
    }
    return ended;
  }

  private Ended end(Path log, String header, Duration limit) throws IOException {
    String mark = UUID.randomUUID().toString();
    try (Watchdog watchdog = Watchdog.start()) {
      watchdog.watch(MARK, mark);
      long start = System.nanoTime();
      Process process = start(log, mark);
      try {
        process.getOutputStream().close();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
          throw problem("did not end within " + limit.toSeconds() + " s", output(log, header), log);
        }
        return new Ended(process.exitValue(), Duration.ofNanos(System.nanoTime() - start));
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      // Not with its output: a thread that is interrupted cannot read a file.
      Thread.currentThread().interrupt();
      throw new ProblemException(
          name + " was interrupted", "full log: " + log, "start the build again", e);
    }
  }

  private Process start(Path log, String mark) {
    ProcessBuilder builder = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    if (environment.isPresent()) {
      builder.environment().clear();
      builder.environment().putAll(environment.get());
    } else {
      builder.environment().keySet().removeAll(JVM_OPTION_VARIABLES);
    }
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
    // Decoded without complaint: a tool's output has the encoding of the user's locale.
    return new String(Files.readAllBytes(log), StandardCharsets.UTF_8).substring(header.length());
  }

  private ProblemException problem(String what, String output, Path log) {
    // Where in the tool it happened interests only its makers, and stays in the log.
    List<String> lines = output
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("\tat "))
        .toList();
    List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    String words = last.isEmpty() ? "" : ": " + String.join("\n  ", last);
    return new ProblemException(
        name + " " + what + words,
        "full log: " + log,
        "to see it fail by hand, "
            + (environment.isPresent()
                ? "set the variables that the first line of that log names, and run it"
                : "run the first line of that log"));
  }
}
