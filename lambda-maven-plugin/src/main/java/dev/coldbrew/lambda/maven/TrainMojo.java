package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.bundle.StartupCache;
import dev.coldbrew.lambda.training.RecordedCache;
import dev.coldbrew.lambda.training.TrainingPlan;
import dev.coldbrew.lambda.training.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Records the startup cache: starts the staged function as Lambda would, sends it the training events,
 * and puts what its JVM had to load into the zip, so that at a cold start it is there at once. With
 * JDK 25 and newer it is an AOT cache, before that an archive of class data.
 *
 * <p>It is recorded anew whenever something changes that it depends on, and only then.
 *
 * @since 0.1.0
 */
@Mojo(name = "train", defaultPhase = LifecyclePhase.PREPARE_PACKAGE, threadSafe = true)
public class TrainMojo extends AbstractTrainedMojo {

  /**
   * Records none; the function starts without a startup cache.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.train.skip", defaultValue = "false")
  private boolean skip;

  @Parameter(property = "lambda.bundle.skip", defaultValue = "false", readonly = true)
  private boolean bundleSkip;

  private static final String DEFAULT_ARCHIVE = "image/lib/server/classes.jsa";

  @Override
  boolean isSkipped() {
    return skip || bundleSkip;
  }

  @Override
  void run() throws IOException {
    requireStaged("lambda:train");
    TrainingPlan plan = trainingPlan();
    Path cache = task().resolve(plan.cache().fileName());
    RecordedCache recorded = recordedCache();
    String digest = plan.digest(task());
    if (recorded.isOf(digest)) {
      recorded.copyTo(cache);
    } else {
      for (String failed : TrainingRun.record(plan, logs().resolve("training.log"))) {
        getLog().warn(failed);
      }
      recorded.keep(cache, digest);
    }
    if (plan.cache() == StartupCache.AOT) {
      // A JVM takes all from the one or all from the other.
      Files.deleteIfExists(task().resolve(DEFAULT_ARCHIVE));
    }
  }
}
