// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The whole runtime as a process of its own, which ends with the test. */
final class LivingProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;

  /**
   * @param handler of {@link LifeHandlers}
   */
  LivingProcess(String handler, Map<String, String> environment, String... jvmOptions)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of(jvmOptions));
    command.addAll(List.of(
        "-cp", System.getProperty("java.class.path"), "dev.coldbrew.lambda.runtime.LambdaMain"));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.matches("(AWS|COLDBREW)_.*"));
    builder.environment().put("_HANDLER", LifeHandlers.class.getName() + handler);
    builder.environment().putAll(environment);
    process = builder.start();
    output = process.inputReader(StandardCharsets.UTF_8);
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
