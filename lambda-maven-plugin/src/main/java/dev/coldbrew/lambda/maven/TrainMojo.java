// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.jvm.ManagedRuntime;
import dev.coldbrew.lambda.process.Progress;
import dev.coldbrew.lambda.task.BootstrapScript;
import dev.coldbrew.lambda.task.LauncherFile;
import dev.coldbrew.lambda.training.PrimingData;
import dev.coldbrew.lambda.training.Training;
import dev.coldbrew.lambda.training.TrainingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Records the startup cache: starts the staged function as Lambda would, sends it the training events,
 * and puts what its JVM had to load into the zip, so that at a cold start it is there at once. With
 * JDK 25, 27 and newer it is an AOT cache, with others an archive of class data.
 *
 * <p>It is recorded again whenever something changes that it depends on, and only then.
 *
 * @since 0.1.0
 */
@Mojo(name = "train", defaultPhase = LifecyclePhase.PREPARE_PACKAGE, threadSafe = true)
public class TrainMojo extends AbstractTrainedMojo {

  /**
   * Skips this goal; the function then starts without a startup cache.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.train.skip", defaultValue = "false")
  private boolean skipTraining;

  /**
   * Fails the build when a training event fails. Otherwise it is a warning, and what the event has
   * loaded is in the cache.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.train.strict", defaultValue = "false")
  private boolean trainingStrict;

  /**
   * Skips this goal as well as {@code lambda:bundle}, whose function it would train.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.bundle.skip", defaultValue = "false")
  private boolean skipBundle;

  private void report(PrimingData priming) throws IOException {
    if (priming.bytes() > 0) {
      report("Priming", priming.toString());
    }
    if (priming.unusable() > 0) {
      report(
          priming.bytes() > 0 ? "" : "Priming",
          "without " + priming.unusable()
              + " that cannot be used; the reason is in "
              + fromBasedir(logs().resolve("training.log")));
    } else if (priming.bytes() == 0
        && BootstrapScript.prime(taskFolder().bootstrap()).equals("handler")) {
      getLog()
          .warn("the handler will not be primed: no training event of at most 64 KiB succeeded");
      getLog().warn("hint: write one into src/lambda/events/first.json, or set another <prime>");
    }
  }

  @Override
  boolean isSkipped() {
    return skipTraining || skipBundle;
  }

  @Override
  void run() throws IOException {
    lock();
    Optional<ManagedRuntime> managed = managedRuntime();
    if (managed.isPresent()) {
      getLog().info("Skipped: a zip for " + managed.get() + " has no startup cache");
      return;
    }
    requireStaged("train");
    if (LauncherFile.of(task()).isMissing()) {
      report("Skipped", "training: this machine cannot start the function");
      return;
    }
    TrainingPlan plan = trainingPlan();
    reportMissing(plan.missingFromLayers(), "the cache is recorded without");
    try (Progress progress = progress()) {
      Path log = logs().resolve("training.log");
      Training.train(plan, log, trainingStrict, progress).forEach(getLog()::warn);
    }
    report(Training.primingData(plan));
  }
}
