package dev.coldbrew.lambda.training;

import dev.coldbrew.lambda.bundle.BootstrapScript;
import dev.coldbrew.lambda.bundle.PackageTime;
import dev.coldbrew.lambda.bundle.StartupCache;
import dev.coldbrew.lambda.emulator.InvocationResult;
import dev.coldbrew.lambda.emulator.LocalFunction;
import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.file.TemporaryFolder;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
  private final List<String> ended = new ArrayList<>();

  private TrainingRun(TrainingPlan plan, Path logFile, Duration writingLimit) {
    this.plan = plan;
    this.logFile = logFile;
    this.writingLimit = writingLimit;
    events = new ArrayList<>(plan.events());
  }

  /**
   * What a startup cache was recorded from.
   *
   * @param events those that ended the process are left out
   * @param failed a sentence for each event that was answered with an error
   */
  record Recording(List<Path> events, List<String> failed) {}

  /**
   * Records the startup cache.
   *
   * @param logFile where the function's log goes
   * @throws ProblemException if the init phase fails, or no cache comes of it
   */
  static Recording record(TrainingPlan plan, Path logFile) throws IOException {
    return record(plan, logFile, WRITING_LIMIT);
  }

  static Recording record(TrainingPlan plan, Path logFile, Duration writingLimit)
      throws IOException {
    for (Path event : plan.events()) {
      plan.read(event); // one that is no JSON is refused before anything slow
    }
    return new TrainingRun(plan, logFile, writingLimit).record();
  }

  private Recording record() throws IOException {
    while (true) {
      try (TemporaryFolder folder = TemporaryFolder.create("coldbrew-train-");
          RunLog log = new RunLog(logFile)) {
        if (plan.cache() == StartupCache.CDS) {
          folder.requirePlainPath("a JVM before JDK 25 records no class");
        }
        Path task = folder.path().resolve("task");
        FileTree.copy(plan.task(), task);
        Files.deleteIfExists(task.resolve(plan.cache().fileName())); // no JVM records with a cache
        BootstrapScript.addOptions(task.resolve("bootstrap"), plan.cache().recordOptions());
        PackageTime.set(task);
        Optional<List<String>> failed = run(task, log);
        if (failed.isPresent()) {
          keepCache(task, log);
          return new Recording(
              events, Stream.concat(ended.stream(), failed.get().stream()).toList());
        }
      }
    }
  }

  private void keepCache(Path task, RunLog log) throws IOException {
    Path cache = task.resolve(plan.cache().fileName());
    if (!Files.isRegularFile(cache)) {
      Optional<String> warnings = log.warnings();
      throw problem(
          "left no startup cache" + warnings.map(": "::concat).orElse(""),
          warnings.isPresent()
              ? "mend that in <jvmOptions> or JAVA_TOOL_OPTIONS"
              : "look for its end in the log");
    }
    Files.copy(
        cache, plan.task().resolve(plan.cache().fileName()), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Empty if an event ended the process, and with it the record; that event is left out then. */
  private Optional<List<String>> run(Path task, RunLog log) throws IOException {
    try (LocalFunction function = LocalFunction.start(
        task, plan.trainedFunction(), log, plan.developer(), plan.function().timeout())) {
      function.initFailure().ifPresent(reason -> {
        throw problem(
            "stopped before its first invocation: " + log.explained(reason),
            "set what it needs in <trainingEnvironment>");
      });
      List<String> failed = new ArrayList<>();
      for (Path event : List.copyOf(events)) {
        Optional<String> error = send(event, function);
        String name = "event '" + event.getFileName() + "'";
        if (!function.isRunning()) {
          events.remove(event);
          ended.add(name + " ended the process" + error.map(" with "::concat).orElse("")
              + "; the cache is recorded without it");
          return Optional.empty();
        }
        error.ifPresent(text -> failed.add(name + " was answered with " + text));
      }
      end(function);
      return Optional.of(failed);
    }
  }

  /** As often as is planned, while there is a process; the first error that it was answered with. */
  private Optional<String> send(Path event, LocalFunction function) throws IOException {
    byte[] json = plan.read(event);
    Optional<String> error = Optional.empty();
    for (int i = 0; i < plan.repetitions() && function.isRunning(); i++) {
      InvocationResult result = function.invoke(json);
      if (result.failed() && error.isEmpty()) {
        error = Optional.of(result.errorSummary());
      }
    }
    return error;
  }

  /** Its JVM writes the cache when all shutdown hooks have ended. */
  private void end(LocalFunction function) {
    if (!function.end(writingLimit)) {
      throw problem(
          "did not end within " + writingLimit.toSeconds() + " seconds of SIGTERM",
          "end what its shutdown hooks wait for");
    }
  }

  private ProblemException problem(String what, String hint) {
    return new ProblemException(
        "training run " + what,
        "full log: " + logFile,
        hint + ", or build without a cache: mvn package -Dlambda.train.skip");
  }
}
