package dev.coldbrew.lambda.training;

import dev.coldbrew.lambda.bundle.StartupCache;
import dev.coldbrew.lambda.training.TrainingRun.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Gives a staged function its startup cache: that of an earlier build as long as all is the same that
 * it was recorded from, else a new one.
 */
public final class Training {

  private Training() {}

  /**
   * Puts it into the task folder.
   *
   * @param logFile where the function's log goes if it is started
   * @return what events were answered with errors, a sentence each
   * @throws dev.coldbrew.lambda.problem.ProblemException if the init phase fails, or no cache comes
   *     of it
   */
  public static List<String> of(TrainingPlan plan, Path logFile) throws IOException {
    Path cache = plan.task().resolve(plan.cache().fileName());
    RecordedCache recorded = new RecordedCache(plan.kept());
    String digest = plan.digest(plan.task());
    List<String> failed = List.of();
    if (recorded.isOf(digest)) {
      recorded.copyTo(cache);
    } else {
      Recording recording = TrainingRun.record(plan, logFile);
      List<String> events = recording.events().stream()
          .map(event -> event.getFileName().toString())
          .toList();
      recorded.keep(cache, logFile, events, digest);
      failed = recording.failed();
    }
    plan.cache().mark(plan.task());
    if (plan.cache() == StartupCache.AOT) {
      DefaultArchive.takeOut(plan);
    }
    return failed;
  }
}
