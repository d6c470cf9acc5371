package dev.coldbrew.lambda.training;

import dev.coldbrew.lambda.emulator.Event;
import dev.coldbrew.lambda.emulator.InvocationResult;
import dev.coldbrew.lambda.emulator.LocalFunction;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a staged function as Lambda would, sends it the training events, and lets it end: its JVM
 * then leaves the startup cache in the task folder.
 */
public final class TrainingRun {

  private final TrainingPlan plan;
  private final Path log;

  private TrainingRun(TrainingPlan plan, Path log) {
    this.plan = plan;
    this.log = log;
  }

  /**
   * Records the startup cache.
   *
   * @param log where the function's log goes
   * @return what events were answered with errors, a sentence each; the cache is recorded all the
   *     same
   * @throws ProblemException if the init phase fails, or no cache comes of it
   */
  public static List<String> record(TrainingPlan plan, Path log) throws IOException {
    return new TrainingRun(plan, log).record();
  }

  private List<String> record() throws IOException {
    Path cache = plan.task().resolve(plan.cache().fileName());
    Files.deleteIfExists(cache);
    Files.createDirectories(log.toAbsolutePath().getParent());
    List<String> failed;
    boolean inOrder;
    try (PrintWriter lines = new PrintWriter(Files.newBufferedWriter(log));
        LocalFunction function = LocalFunction.start(
            plan.task(),
            plan.function(plan.cache().recordOptions()),
            lines::println,
            plan.developer(),
            plan.function().timeout())) {
      function.initFailure().ifPresent(reason -> {
        throw problem("stopped before its first invocation: " + reason);
      });
      failed = sendEvents(function);
      inOrder = function.end(TrainingPlan.WRITING_LIMIT);
    }
    if (!inOrder) {
      String last = failed.isEmpty() ? "" : ": " + failed.get(failed.size() - 1);
      throw problem("did not end in order" + last);
    }
    if (!Files.isRegularFile(cache)) {
      throw problem("left no startup cache");
    }
    return failed;
  }

  private List<String> sendEvents(LocalFunction function) throws IOException {
    List<String> failed = new ArrayList<>();
    for (Path event : plan.events()) {
      byte[] json = Event.ofFile(event);
      String error = null;
      for (int i = 0; i < plan.repetitions(); i++) {
        InvocationResult result = function.invoke(json);
        error = result.failed() ? result.errorSummary() : error;
      }
      if (error != null) {
        failed.add("event '" + event.getFileName() + "' was answered with " + error);
      }
    }
    return failed;
  }

  private ProblemException problem(String what) {
    return new ProblemException(
        "training run " + what,
        "full log: " + log,
        "set what it needs in <trainingEnvironment>, or build without a cache:"
            + " mvn package -Dlambda.train.skip");
  }
}
