// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.measure;

import dev.coldbrew.lambda.file.TaskFolder;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Tool;
import dev.coldbrew.lambda.task.BootstrapScript;
import dev.coldbrew.lambda.task.StartupCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link HelloWorld} on the image of a function, run from the start of the process to its end. */
final class HelloWorldJvm implements MeasureRun.Contender {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Tool program;
  private final Path log;

  private HelloWorldJvm(Tool program, Path log) {
    this.program = program;
    this.log = log;
  }

  /**
   * With a startup cache of its own, which is recorded now.
   *
   * @param stepwise whether it comes about in one start after another
   * @param memoryMb of the function that it is compared with: its heap's size follows from that
   * @param log for what it prints
   */
  static HelloWorldJvm trained(
      TaskFolder task, StartupCache cache, boolean stepwise, int memoryMb, Path log)
      throws IOException {
    Map<String, String> environment = Map.of(
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
        Integer.toString(memoryMb),
        "LC_ALL",
        "C.UTF-8"); // the temporary folder may have any name
    Tool program = new Tool(
        "the hello-world JVM", List.of(task.bootstrap().toString()), Optional.of(environment));
    String bootstrap = Files.readString(task.bootstrap());
    for (List<String> options : stepwise ? cache.recordSteps() : List.of(cache.recordOptions())) {
      BootstrapScript.addOptions(task.bootstrap(), options);
      program.run(log, LIMIT);
      Files.writeString(task.bootstrap(), bootstrap);
    }
    if (!Files.isRegularFile(task.path().resolve(cache.fileName()))) {
      throw new ProblemException(
          "the hello-world JVM left no startup cache",
          "full log: " + log,
          "to see it fail by hand, set the variables that the first line of that log names,"
              + " and run it");
    }
    return new HelloWorldJvm(program, log);
  }

  @Override
  public Map<Figure, Double> run() throws IOException {
    return Map.of(Figure.FIRST, program.time(log, LIMIT).toNanos() / 1e6);
  }
}
