// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.file.WholeFile;
import dev.coldbrew.lambda.measure.PackagedFunction;
import dev.coldbrew.lambda.process.Progress;
import dev.coldbrew.lambda.profile.Profile;
import dev.coldbrew.lambda.profile.ProfileReport;
import dev.coldbrew.lambda.profile.ProfileRun;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Shows where the start of the finished zip spends its time: by library, by class initializer, and
 * as a flame graph. The goal samples the main thread's stack every millisecond, from the main
 * method to the first response. The function runs on its own image, with its options and its
 * startup cache.
 *
 * <p>The goal starts the function as for its training, without AWS credentials, and sends it the
 * first training event. If there is none, it profiles only the init phase. For example: {@code mvn
 * package lambda:profile}.
 *
 * <p>The page {@code target/lambda/profile.html} has the flame graph and needs no network. {@code
 * target/lambda/profile.json} has the same for programs: {@code function}, {@code jdk}, {@code runs},
 * {@code event}, {@code error} if the event ended with one, {@code prime}; {@code mainMillis}, {@code
 * initMillis} and {@code firstMillis} from the start of the process to the main method, the end of the
 * init phase and the first response; {@code libraries} and {@code initializers} with {@code selfMillis}
 * and {@code totalMillis}, of libraries also {@code classes} and {@code notCached}; {@code notCached},
 * the classes that did not come from the startup cache and why; {@code hints}; and {@code frames}, each
 * with {@code name}, {@code library}, {@code millis} and the frames that it {@code calls}. Milliseconds
 * are those of one start.
 *
 * @since 0.1.0
 */
@Mojo(name = "profile", threadSafe = true)
public class ProfileMojo extends AbstractTrainedMojo {

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.profile.skip", defaultValue = "false")
  private boolean skipProfile;

  /**
   * How many times the function is started, in addition to one start that lists its classes. More
   * starts give a finer picture: 20 show what takes a twentieth of a millisecond.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.profile.runs", defaultValue = "20")
  private int profileRuns;

  @Override
  boolean isSkipped() {
    return skipProfile;
  }

  @Override
  void run() throws IOException {
    requireRange("profileRuns", "lambda.profile.runs", profileRuns, 1, 1_000);
    requireStaged("profile");
    requireCurrent("profile", command()::packaged);
    launcher("profile");
    PackagedFunction function = packaged("profile");
    Profile profile;
    try (Progress progress = progress()) {
      profile = ProfileRun.profile(
          function.packaged(), function.training(), profileRuns, logs(), progress);
    }
    ProfileReport report = new ProfileReport(project().getArtifactId(), function.jdk(), profile);
    Path page = taskFolder().profile("html");
    WholeFile.write(page, report.html());
    WholeFile.write(taskFolder().profile("json"), report.json());
    report("Profiled", report.method());
    report("Start", report.start());
    profile.failure().ifPresent(error -> getLog().warn("the event ended with " + error));
    report.tables().forEach(getLog()::info);
    report.outside().ifPresent(classes -> report("Cache", classes));
    report.hints().forEach(hint -> report("Hint", hint));
    report("Page", fromBasedir(page).toString());
  }
}
