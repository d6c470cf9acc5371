// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.training;

import dev.coldbrew.lambda.file.Permissions;
import dev.coldbrew.lambda.file.TaskFolder;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Progress;
import dev.coldbrew.lambda.task.StartupCache;
import dev.coldbrew.lambda.training.TrainingRun.FailedEvent;
import dev.coldbrew.lambda.training.TrainingRun.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives a staged function its startup cache: an earlier build's, if everything that it was recorded
 * from is still the same, or else a new one.
 */
public final class Training {

  private Training() {}

  /** What that training left for the init phase. */
  public static PrimingData primingData(TrainingPlan plan) throws IOException {
    return PrimingData.in(new RecordedCache(plan.kept()).priming());
  }

  /**
   * Puts it into the task folder.
   *
   * @param logFile where the function's log goes if it is started
   * @param strict whether every event has to succeed
   * @return a warning for each event that failed, and a hint for each; now, or when the cache was
   *     recorded
   * @throws ProblemException if the init phase fails, no cache comes of it, or an event fails that
   *     must not
   */
  public static List<String> train(
      TrainingPlan plan, Path logFile, boolean strict, Progress progress) throws IOException {
    if (plan.cache() == StartupCache.AOT) {
      StandInAgent.write(plan.task());
      DefaultArchive.takeOut(plan);
    }
    Path cache = plan.task().resolve(plan.cache().fileName());
    Path priming = new TaskFolder(plan.task()).priming();
    RecordedCache recorded = new RecordedCache(plan.kept());
    String digest = plan.digest(plan.task());
    List<String> warnings = new ArrayList<>();
    boolean failedBefore = recorded.events().size() < plan.events().size();
    if (recorded.isOf(digest) && !(strict && failedBefore)) {
      recorded.copyTo(cache);
      warnings.addAll(recorded.warnings());
    } else {
      Recording recording = TrainingRun.record(plan, logFile, progress);
      for (FailedEvent failed : recording.failed()) {
        if (strict) {
          throw new ProblemException(failed.what(), "full log: " + logFile, failed.hint());
        }
        warnings.add(failed.what());
        warnings.add("hint: " + failed.hint());
      }
      List<String> events = recording.events().stream()
          .map(event -> event.getFileName().toString())
          .toList();
      recorded.keep(cache, logFile, events, warnings, digest);
    }
    PrimingData.copyUsable(recorded.priming(), priming);
    Permissions.setReadable(cache); // Lambda runs the function as another user
    plan.cache().mark(plan.task());
    return warnings;
  }
}
