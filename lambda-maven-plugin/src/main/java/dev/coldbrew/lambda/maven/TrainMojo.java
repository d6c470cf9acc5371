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
 * Records the startup cache: starts the staged function as Lambda would, sends it the training
 * events, and records the classes that its JVM loads, so that a cold start need not load them
 * again. The cache is part of the zip. With JDK 25, 27 and newer, it is an AOT cache; with other
 * JDKs, a CDS archive.
 *
 * <p>The goal records the cache again only if something that the cache depends on has changed.
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
   * Fails the build if a training event fails. By default, a failed event is a warning, and the
   * cache contains what the event loaded.
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
