// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The runtime as a process of its own, which ends with the test. */
public final class RuntimeProcess implements AutoCloseable {

  /** What it left. */
  public record Ended(int status, String output) {}

  private final Process process;
  private final BufferedReader output;

  private RuntimeProcess(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Starts it without the variables of Lambda and Coldbrew that are set here.
   *
   * @param before a command that runs the command behind it; may be empty
   * @param arguments of the runtime's main class
   */
  static RuntimeProcess start(
      List<String> before,
      List<String> jvmOptions,
      Map<String, String> environment,
      String... arguments)
      throws IOException {
    return start(Path.of(""), before, jvmOptions, environment, arguments);
  }

  /**
   * As above.
   *
   * @param task the folder that it is started in
   */
  static RuntimeProcess start(
      Path task,
      List<String> before,
      List<String> jvmOptions,
      Map<String, String> environment,
      String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(jvmOptions);
    command.add(LambdaMain.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command)
        .directory(task.toAbsolutePath().toFile())
        .redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.matches("(AWS|COLDBREW)_.*|_HANDLER"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return new RuntimeProcess(process);
  }

  /** Runs it to its end. */
  public static Ended run(Map<String, String> environment, String... arguments) throws Exception {
    return run(List.of(), environment, arguments);
  }

  public static Ended run(
      List<String> jvmOptions, Map<String, String> environment, String... arguments)
      throws Exception {
    try (RuntimeProcess runtime = start(List.of(), jvmOptions, environment, arguments)) {
      return runtime.end();
    }
  }

  /** Waits for the end, which the test's own limit of time bounds. */
  Ended end() throws IOException, InterruptedException {
    StringWriter all = new StringWriter(); // not by lines: a CR within them is no end of one
    output.transferTo(all);
    return new Ended(process.waitFor(), all.toString());
  }

  void terminate() {
    process.toHandle().destroy();
  }

  /** All lines up to the end of the process. */
  List<String> lines() {
    return output.lines().toList();
  }

  List<String> firstLines(int count) {
    return output.lines().limit(count).toList();
  }

  int status() throws InterruptedException {
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      throw new AssertionError("the process has not ended within 20 s");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
