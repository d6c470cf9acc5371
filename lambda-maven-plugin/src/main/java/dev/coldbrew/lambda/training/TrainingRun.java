// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.training;

import dev.coldbrew.lambda.emulator.FunctionEnvironment;
import dev.coldbrew.lambda.emulator.InvocationResult;
import dev.coldbrew.lambda.emulator.LocalFunction;
import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.file.TaskFolder;
import dev.coldbrew.lambda.file.TemporaryFolder;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Progress;
import dev.coldbrew.lambda.process.Tool;
import dev.coldbrew.lambda.task.BootstrapScript;
import dev.coldbrew.lambda.task.PackageTime;
import dev.coldbrew.lambda.task.StandInJava;
import dev.coldbrew.lambda.task.StartupCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts a staged function as Lambda would, sends it the training events, and lets it end: its JVM
 * then writes the startup cache. All that happens in a copy of the task folder, which keeps the
 * staged one as it is, and the project may be at a path from which JDK 17 archives no class.
 */
final class TrainingRun {

  /** How long the JVM may take to write the cache, which is some seconds for the largest. */
  private static final Duration WRITING_LIMIT = Duration.ofMinutes(5);

  private final TrainingPlan plan;
  private final Path logFile;
  private final Duration writingLimit;
  private final List<Path> events;
  private final List<FailedEvent> failed = new ArrayList<>();
  private final Progress progress;

  private TrainingRun(TrainingPlan plan, Path logFile, Duration writingLimit, Progress progress) {
    this.plan = plan;
    this.logFile = logFile;
    this.writingLimit = writingLimit;
    this.progress = progress;
    events = new ArrayList<>(plan.events());
  }

  /**
   * What a startup cache was recorded from.
   *
   * @param events that succeeded
   * @param failed the others
   */
  record Recording(List<Path> events, List<FailedEvent> failed) {}

  /**
   * @param what the event's name and its error
   * @param hint what to do about it
   */
  record FailedEvent(String what, String hint) {}

  /**
   * Records the startup cache.
   *
   * @param logFile where the function's log goes
   * @throws ProblemException if the init phase fails, or no cache comes of it
   */
  static Recording record(TrainingPlan plan, Path logFile, Progress progress) throws IOException {
    return record(plan, logFile, WRITING_LIMIT, progress);
  }

  static Recording record(TrainingPlan plan, Path logFile, Duration writingLimit, Progress progress)
      throws IOException {
    for (Path event : plan.events()) {
      plan.read(event); // one that is no JSON is refused before anything slow
    }
    return new TrainingRun(plan, logFile, writingLimit, progress).record();
  }

  private Recording record() throws IOException {
    while (true) {
      try (TemporaryFolder folder = TemporaryFolder.create();
          RunLog log = new RunLog(logFile)) {
        if (plan.cache() == StartupCache.CDS) {
          folder.requirePlainPath("no JVM archives classes");
        }
        TaskFolder copy = TaskFolder.inRoot(folder.path());
        new TaskFolder(plan.task()).copyTo(copy);
        if (plan.cache() == StartupCache.AOT) {
          DefaultArchive.lend(plan, copy.path());
        }
        Path task = copy.path();
        Files.deleteIfExists(task.resolve(plan.cache().fileName())); // no JVM records with a cache
        FileTree.delete(new TaskFolder(task).priming());
        if (plan.cache() == StartupCache.CDS) {
          BootstrapScript.removeJavaAgents(new TaskFolder(task).bootstrap());
        }
        List<List<String>> steps = steps();
        Path bootstrap = new TaskFolder(task).bootstrap();
        String staged = Files.readString(bootstrap);
        List<String> options = new ArrayList<>(steps.get(0));
        options.add("-Ddev.coldbrew.lambda.record=true");
        BootstrapScript.addOptions(bootstrap, options);
        StandInJava.install(plan.launcher(), task);
        PackageTime.setForTraining(task, plan.cache());
        if (run(task, log)) {
          for (List<String> step : steps.subList(1, steps.size())) {
            Files.writeString(bootstrap, staged);
            BootstrapScript.addOptions(bootstrap, step);
            create(task);
          }
          keepCache(task, log);
          return new Recording(List.copyOf(events), List.copyOf(failed));
        }
      }
    }
  }

  /** In one, the JVM itself starts what makes the cache, which no stand-in can. */
  private List<List<String>> steps() throws IOException {
    return plan.launcher().isDirect()
        ? List.of(plan.cache().recordOptions())
        : plan.cache().recordSteps();
  }

  /** The JVM does not run the function this time. */
  private void create(Path task) throws IOException {
    progress.begin("training: a JVM makes the startup cache");
    Tool java = new Tool(
        "the JVM that makes the startup cache",
        List.of(new TaskFolder(task).bootstrap().toString()),
        Optional.of(FunctionEnvironment.withoutRuntimeApi(
            task, plan.recordedFunction(), plan.developer())));
    java.run(logFile.resolveSibling("cache.log"), writingLimit);
  }

  private void keepCache(Path task, RunLog log) throws IOException {
    Path cache = task.resolve(plan.cache().fileName());
    if (!Files.isRegularFile(cache)) {
      Optional<String> warnings = log.warnings();
      throw problem(
          "left no startup cache" + warnings.map(": "::concat).orElse(""),
          warnings.isPresent()
              ? "correct that in <jvmOptions> or JAVA_TOOL_OPTIONS"
              : "remove what ends the JVM early, such as Runtime.halt; the log has its last output");
    }
    Files.copy(
        cache, plan.task().resolve(plan.cache().fileName()), StandardCopyOption.REPLACE_EXISTING);
    PrimingData.copy(new TaskFolder(task).priming(), new TaskFolder(plan.task()).priming());
  }

  /**
   * False if an event ended the process, and with it the record; that event is left out then. What
   * an event loads that fails is recorded.
   */
  private boolean run(Path task, RunLog log) throws IOException {
    progress.begin("training: the init phase");
    try (LocalFunction function = LocalFunction.start(
        task, plan.recordedFunction(), log, plan.developer(), plan.function().timeout())) {
      log.initError(function).ifPresent(error -> {
        throw problem("stopped before its first invocation: " + error.summary(), error.hint());
      });
      Map<Path, FunctionError> failing = new LinkedHashMap<>();
      PrimingData.Collection priming = new PrimingData.Collection();
      String prime = BootstrapScript.prime(new TaskFolder(task).bootstrap());
      for (Path event : List.copyOf(events)) {
        byte[] json = plan.read(event);
        InvocationResult result = send(event, json, function);
        Optional<FunctionError> error =
            result.failed() ? Optional.of(log.error(result)) : Optional.empty();
        if (!function.isRunning()) {
          events.remove(event);
          failed.add(failed(event, "ended the process; the cache is recorded without it", error));
          return false;
        }
        if (error.isPresent()) {
          failing.put(event, error.get());
        } else if (!prime.equals("none")) {
          priming.add(json, prime.equals("types") ? result.payload() : null);
        }
      }
      failing.forEach((event, error) -> failed.add(failed(event, "failed", Optional.of(error))));
      events.removeAll(failing.keySet());
      priming.write(new TaskFolder(task).priming());
      end(function);
      return true;
    }
  }

  private static FailedEvent failed(Path event, String how, Optional<FunctionError> error) {
    return new FailedEvent(
        "event '" + event.getFileName() + "' " + how
            + error.map(FunctionError::summary).map(": "::concat).orElse(""),
        error.map(FunctionError::hint).orElse("let the handler return"));
  }

  /**
   * As often as is planned, or until it fails: it would again, and may take its timeout every time.
   *
   * @return the last result
   */
  private InvocationResult send(Path event, byte[] json, LocalFunction function)
      throws IOException {
    progress.begin("training: event '" + event.getFileName() + "'");
    InvocationResult result = function.invoke(json);
    for (int i = 1; i < plan.repetitions() && function.isRunning() && !result.failed(); i++) {
      result = function.invoke(json);
    }
    return result;
  }

  /** Its JVM writes the cache when all shutdown hooks have ended. */
  private void end(LocalFunction function) {
    progress.begin("training: the JVM writes its startup cache");
    if (!function.end(writingLimit)) {
      throw problem(
          "did not end within " + writingLimit.toSeconds() + " seconds of SIGTERM",
          "shorten its shutdown hooks");
    }
  }

  private ProblemException problem(String what, String hint) {
    return new ProblemException(
        "training run " + what,
        "full log: " + logFile,
        hint + "; or build without a cache: mvn package -Dlambda.train.skip");
  }
}
