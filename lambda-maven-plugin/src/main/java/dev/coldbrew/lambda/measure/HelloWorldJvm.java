package dev.coldbrew.lambda.measure;

import dev.coldbrew.lambda.bundle.StartupCache;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@link HelloWorld} on the image of a function, run from the start of the process to its end. */
final class HelloWorldJvm implements Measured {

  private static final int LIMIT_SECONDS = 60;

  private final Path task;
  private final int memoryMiB;
  private final Path log;

  private HelloWorldJvm(Path task, int memoryMiB, Path log) {
    this.task = task;
    this.memoryMiB = memoryMiB;
    this.log = log;
  }

  /**
   * With a startup cache of its own, which is recorded now.
   *
   * @param task where its bootstrap is
   * @param memoryMiB of the function that it is compared with: its heap's size follows from that
   * @param log where goes what it prints
   */
  static HelloWorldJvm trained(Path task, StartupCache cache, int memoryMiB, Path log)
      throws IOException {
    HelloWorldJvm jvm = new HelloWorldJvm(task, memoryMiB, log);
    Files.deleteIfExists(log);
    jvm.start(Map.of("JAVA_TOOL_OPTIONS", String.join(" ", cache.recordOptions())));
    if (!Files.isRegularFile(task.resolve(cache.fileName()))) {
      throw jvm.problem("left no startup cache");
    }
    return jvm;
  }

  @Override
  public Map<Figure, Double> run() throws IOException {
    return Map.of(Figure.FIRST, start(Map.of()));
  }

  /** In an environment of its own, like a function's; the milliseconds to its end. */
  private double start(Map<String, String> variables) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(
            List.of(task.resolve("bootstrap").toString()))
        .directory(task.toFile())
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().clear();
    builder.environment().put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(memoryMiB));
    builder.environment().put("LC_ALL", "C.UTF-8"); // the temporary folder may have any name
    builder.environment().putAll(variables);
    long start = System.nanoTime();
    Process process = builder.start();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw problem("did not end within " + LIMIT_SECONDS + " s");
      }
      double millis = (System.nanoTime() - start) / 1e6;
      if (process.exitValue() != 0) {
        throw problem("ended with exit status " + process.exitValue());
      }
      return millis;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw problem("was interrupted");
    } finally {
      process.destroyForcibly();
    }
  }

  private ProblemException problem(String what) {
    return new ProblemException("the hello-world JVM " + what, "full log: " + log, "see that log");
  }
}
