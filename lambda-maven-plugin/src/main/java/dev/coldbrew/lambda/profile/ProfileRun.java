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
import dev.coldbrew.lambda.task.StandInJava;
import dev.coldbrew.lambda.training.LoadedClasses;
import dev.coldbrew.lambda.training.TrainedFunction;
import dev.coldbrew.lambda.training.TrainingPlan;
import dev.coldbrew.lambda.zip.UnpackedZip;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
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
  private long mainMillis;
  private long invocationNanos;
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
      Path task = TaskFolder.inRoot(folder.path()).path();
      UnpackedZip.unpackFunction(zip, task);
      StandInJava.install(plan.launcher(), task);
      ReproducibleJar.writeClass(Sampler.class, task.resolve(SAMPLER_JAR));
      return new ProfileRun(plan, task, log, logFile).profile(runs, progress);
    }
  }

  private Profile profile(int runs, Progress progress) throws IOException {
    Path bootstrap = new TaskFolder(task).bootstrap();
    BootstrapScript.startBy(bootstrap, SAMPLER_JAR, Sampler.class.getName(), List.of(SAMPLES));
    String sampled = Files.readString(bootstrap);
    progress.begin("the profile: a start that lists its classes");
    // With the sampler, so that the list shows whether the startup cache is taken with it.
    BootstrapScript.addOptions(bootstrap, List.of(LoadedClasses.LOG_OPTION));
    start();
    LoadedClasses loaded = LoadedClasses.read(new TaskFolder(task));
    Libraries libraries = Libraries.of(loaded);
    Files.writeString(bootstrap, sampled);
    initNanos = 0;
    invocationNanos = 0;
    for (int run = 1; run <= runs; run++) {
      progress.begin("the profile: start " + run + " of " + runs);
      long start = System.currentTimeMillis();
      start();
      mainMillis += read(libraries) - start;
    }
    Optional<Path> event = plan.firstEvent();
    return new Profile(
        runs,
        event.map(path -> path.getFileName().toString()),
        Optional.ofNullable(failure),
        BootstrapScript.prime(bootstrap),
        times(runs, event.isPresent()),
        tree,
        libraries,
        loaded.outside(plan));
  }

  private Profile.Start times(int runs, boolean isInvoked) {
    return new Profile.Start(
        (double) mainMillis / runs,
        initNanos / 1e6 / runs,
        isInvoked
            ? OptionalDouble.of((initNanos + invocationNanos) / 1e6 / runs)
            : OptionalDouble.empty());
  }

  private void start() throws IOException {
    try (LocalFunction function = TrainedFunction.start(plan, task, log, logFile)) {
      initNanos += function.initDuration().orElseThrow().toNanos();
      Optional<Path> event = plan.firstEvent();
      if (event.isPresent()) {
        InvocationResult first = function.invoke(plan.read(event.get()));
        invocationNanos += function.duration().orElseThrow().toNanos();
        failure = first.failed() ? first.errorSummary() : null;
      }
      if (!function.end(END_LIMIT)) {
        throw new ProblemException(
            "the function did not end within " + END_LIMIT.toSeconds() + " seconds of SIGTERM",
            "full log: " + logFile,
            "shorten its shutdown hooks");
      }
    }
  }

  /** Adds the stacks of a run; the time at which its main method began, in milliseconds. */
  private long read(Libraries libraries) throws IOException {
    Path samples = task.resolve(SAMPLES);
    if (!Files.isRegularFile(samples)) {
      throw new ProblemException(
          "the function's JVM left no samples of its stacks",
          "full log: " + logFile,
          "remove what ends the JVM early, such as Runtime.halt; the log has its last output");
    }
    try (Stream<String> lines = Files.lines(samples)) {
      Iterator<String> line = lines.iterator();
      long main = Long.parseLong(line.next());
      line.forEachRemaining(stack -> tree.add(stack, libraries));
      return main;
    } finally {
      Files.delete(samples);
    }
  }
}
