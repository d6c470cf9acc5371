// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.profile;

import dev.coldbrew.lambda.emulator.InvocationResult;
import dev.coldbrew.lambda.emulator.LocalFunction;
import dev.coldbrew.lambda.file.TaskFolder;
import dev.coldbrew.lambda.file.TemporaryFolder;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Progress;
import dev.coldbrew.lambda.task.BootstrapScript;
import dev.coldbrew.lambda.task.ReproducibleJar;
import dev.coldbrew.lambda.training.LoadedClasses;
import dev.coldbrew.lambda.training.TrainedFunction;
import dev.coldbrew.lambda.training.TrainingPlan;
import dev.coldbrew.lambda.zip.UnpackedZip;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Starts a packaged function again and again as Lambda would, and samples its stacks up to the first
 * response.
 */
public final class ProfileRun {

  private static final String SAMPLER_JAR = "../sampler.jar";
  private static final String SAMPLES = "../samples.txt";

  /** For shutdown hooks; the sampler's own takes milliseconds. */
  private static final Duration END_LIMIT = Duration.ofSeconds(30);

  private final TrainingPlan plan;
  private final Path task;
  private final PrintWriter log;
  private final Path logFile;
  private final CallTree tree = CallTree.empty();
  private long initNanos;
  private long beforeMainNanos;
  private String failure;

  private ProfileRun(TrainingPlan plan, Path task, PrintWriter log, Path logFile) {
    this.plan = plan;
    this.task = task;
    this.log = log;
    this.logFile = logFile;
  }

  /**
   * Profiles.
   *
   * @param zip the finished one
   * @param plan how it is started, and with which event
   * @param runs how often, beside once that is not counted
   * @param logs the folder for what the function logs
   * @throws ProblemException if the function does not start
   */
  public static Profile profile(Path zip, TrainingPlan plan, int runs, Path logs, Progress progress)
      throws IOException {
    Path logFile = Files.createDirectories(logs).resolve("profile.log");
    try (TemporaryFolder folder = TemporaryFolder.create();
        PrintWriter log = new PrintWriter(Files.newBufferedWriter(logFile))) {
      Path task = Files.createDirectory(TaskFolder.in(folder.path()).path());
      UnpackedZip.unpack(zip, task);
      ReproducibleJar.writeClass(Sampler.class, task.resolve(SAMPLER_JAR));
      return new ProfileRun(plan, task, log, logFile).profile(runs, progress);
    }
  }

  private Profile profile(int runs, Progress progress) throws IOException {
    Path bootstrap = new TaskFolder(task).bootstrap();
    String packaged = Files.readString(bootstrap);
    progress.begin("the profile: a start that lists its classes");
    BootstrapScript.addOptions(bootstrap, List.of(LoadedClasses.LOG_OPTION));
    start();
    LoadedClasses loaded =
        LoadedClasses.read(new TaskFolder(task).classLog(), new TaskFolder(task).libraries());
    Libraries libraries = Libraries.of(loaded);
    Files.writeString(bootstrap, packaged);
    BootstrapScript.startBy(bootstrap, SAMPLER_JAR, Sampler.class.getName(), List.of(SAMPLES));
    for (int run = 1; run <= runs; run++) {
      progress.begin("the profile: start " + run + " of " + runs);
      long init = start();
      initNanos += init;
      beforeMainNanos += Math.max(0, init - read(libraries));
    }
    Optional<Path> event = plan.firstEvent();
    return new Profile(
        runs,
        event.map(path -> path.getFileName().toString()),
        Optional.ofNullable(failure),
        initNanos / runs,
        beforeMainNanos / runs,
        tree,
        libraries,
        loaded.outside(plan));
  }

  /** The nanoseconds from the start of the process to the end of its init phase. */
  private long start() throws IOException {
    try (LocalFunction function = TrainedFunction.start(plan, task, log, logFile)) {
      long init = function.initDuration().orElseThrow().toNanos();
      Optional<Path> event = plan.firstEvent();
      if (event.isPresent()) {
        InvocationResult first = function.invoke(plan.read(event.get()));
        failure = first.failed() ? first.errorSummary() : null;
      }
      if (!function.end(END_LIMIT)) {
        throw new ProblemException(
            "the function did not end within " + END_LIMIT.toSeconds() + " seconds of SIGTERM",
            "full log: " + logFile,
            "shorten its shutdown hooks");
      }
      return init;
    }
  }

  /** Adds the stacks of a run; the nanoseconds from its main method to the end of the init phase. */
  private long read(Libraries libraries) throws IOException {
    Path samples = task.resolve(SAMPLES);
    if (!Files.isRegularFile(samples)) {
      throw new ProblemException(
          "the function's JVM left no samples of its stacks",
          "full log: " + logFile,
          "remove what ends the JVM early, such as Runtime.halt; the log has its last output");
    }
    long init = 0;
    boolean inInit = true;
    try (Stream<String> lines = Files.lines(samples)) {
      for (String line : (Iterable<String>) lines::iterator) {
        long nanos = tree.add(line, libraries);
        inInit &= !CallTree.isWaiting(line);
        init += inInit ? nanos : 0;
      }
    }
    Files.delete(samples);
    return init;
  }
}
