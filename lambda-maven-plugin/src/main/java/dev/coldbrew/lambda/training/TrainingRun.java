package dev.coldbrew.lambda.training;

import dev.coldbrew.lambda.bundle.BootstrapScript;
import dev.coldbrew.lambda.bundle.PackageTime;
import dev.coldbrew.lambda.emulator.InvocationResult;
import dev.coldbrew.lambda.emulator.LocalFunction;
import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.file.TemporaryFolder;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a staged function as Lambda would, sends it the training events, and lets it end: its JVM
 * then writes the startup cache. All that happens in a copy of the task folder, which keeps the
 * staged one as it is, and at a path without spaces: JDK 17 archives no class from a jar below one.
 */
final class TrainingRun {

  private final TrainingPlan plan;
  private final Path logFile;
  private final RunLog log;

  private TrainingRun(TrainingPlan plan, Path logFile, RunLog log) {
    this.plan = plan;
    this.logFile = logFile;
    this.log = log;
  }

  /**
   * Records the startup cache.
   *
   * @param logFile where the function's log goes
   * @return what events were answered with errors, a sentence each; the cache is recorded all the
   *     same
   * @throws ProblemException if the init phase fails, or no cache comes of it
   */
  static List<String> record(TrainingPlan plan, Path logFile) throws IOException {
    for (Path event : plan.events()) {
      plan.read(event); // one that is no JSON is refused before anything slow
    }
    try (RunLog log = new RunLog(logFile);
        TemporaryFolder folder = TemporaryFolder.create("coldbrew-train-")) {
      Path task = folder.path().resolve("task");
      FileTree.copy(plan.task(), task);
      Files.deleteIfExists(task.resolve(plan.cache().fileName())); // no JVM records with a cache
      BootstrapScript.addOptions(task.resolve("bootstrap"), plan.cache().recordOptions());
      PackageTime.set(task);
      return new TrainingRun(plan, logFile, log).record(task);
    }
  }

  private List<String> record(Path task) throws IOException {
    List<String> failed = run(task);
    Path cache = task.resolve(plan.cache().fileName());
    if (!Files.isRegularFile(cache)) {
      throw problem("left no startup cache" + log.warnings().map(": "::concat).orElse(""));
    }
    Files.copy(
        cache, plan.task().resolve(plan.cache().fileName()), StandardCopyOption.REPLACE_EXISTING);
    return failed;
  }

  private List<String> run(Path task) throws IOException {
    try (LocalFunction function = LocalFunction.start(
        task, plan.trainedFunction(), log, plan.developer(), plan.function().timeout())) {
      function.initFailure().ifPresent(reason -> {
        throw problem("stopped before its first invocation: " + log.explained(reason));
      });
      List<String> failed = sendEvents(function);
      if (!function.end(TrainingPlan.WRITING_LIMIT)) {
        throw problem("did not end in order");
      }
      return failed;
    }
  }

  private List<String> sendEvents(LocalFunction function) throws IOException {
    List<String> failed = new ArrayList<>();
    for (Path event : plan.events()) {
      byte[] json = plan.read(event);
      String error = null;
      for (int i = 0; i < plan.repetitions(); i++) {
        InvocationResult result = function.invoke(json);
        error = result.failed() && error == null ? answered(event, result) : error;
        if (!function.isRunning()) { // the next process would record the later events only
          throw problem("did not end in order: " + answered(event, result));
        }
      }
      if (error != null) {
        failed.add(error);
      }
    }
    return failed;
  }

  private static String answered(Path event, InvocationResult result) {
    return "event '" + event.getFileName() + "' was answered with " + result.errorSummary();
  }

  private ProblemException problem(String what) {
    return new ProblemException(
        "training run " + what,
        "full log: " + logFile,
        "set what it needs in <trainingEnvironment>, or build without a cache:"
            + " mvn package -Dlambda.train.skip");
  }
}
