package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.bundle.Shell;
import dev.coldbrew.lambda.bundle.SizeBudget;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;

/**
 * Checks the finished zip against Lambda's limits and makes it the project's artifact, so that
 * {@code mvn install} and {@code mvn deploy} take it. In a project of another packaging than {@code
 * lambda} it is attached beside the main artifact.
 *
 * @since 0.1.0
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public class CheckMojo extends AbstractLambdaMojo {

  private final MavenProjectHelper projectHelper;
  private final MavenSession session;

  /**
   * Takes the zip as it is, without the checks.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.check.skip", defaultValue = "false")
  private boolean skip;

  @Parameter(property = "lambda.bundle.skip", defaultValue = "false", readonly = true)
  private boolean bundleSkip;

  @Parameter(
      defaultValue = "${project.build.directory}/${project.build.finalName}.zip",
      readonly = true,
      required = true)
  private File zip;

  @Inject
  CheckMojo(MavenProjectHelper projectHelper, MavenSession session) {
    this.projectHelper = projectHelper;
    this.session = session;
  }

  @Override
  boolean isSkipped() {
    return bundleSkip && !zip.isFile();
  }

  @Override
  void run() throws IOException {
    Path file = fromBasedir(zip.toPath());
    if (!zip.isFile()) {
      throw new ProblemException(
          "there is no zip at '" + file + "'",
          "goal lambda:check",
          "bind assembly:single before it; of two plugins in one phase the first in the pom goes first");
    }
    SizeBudget sizes = SizeBudget.of(zip.toPath());
    if (!skip) {
      sizes.check(file);
    }
    if (project().getPackaging().equals("lambda")) {
      project().getArtifact().setFile(zip);
    } else {
      projectHelper.attachArtifact(project(), "zip", zip);
    }
    report("Zip", file + ", " + sizes);
    report("Next", "mvn " + module() + "lambda:invoke " + event());
  }

  /** Where the command must be typed differently as the build began elsewhere. */
  private String module() {
    Path root = Path.of(session.getExecutionRootDirectory());
    Path here = project().getBasedir().toPath();
    return root.equals(here) ? "" : "-f " + Shell.quoted(root.relativize(here).toString()) + " ";
  }

  private String event() throws IOException {
    Path events = project().getBasedir().toPath().resolve("src/lambda/events");
    if (Files.isDirectory(events)) {
      try (Stream<Path> files = Files.list(events)) {
        return files
            .filter(file -> file.toString().endsWith(".json"))
            .sorted()
            .findFirst()
            .map(file -> "-Dlambda.event=" + Shell.quoted(fromBasedir(file).toString()))
            .orElse("-Dlambda.payload='{}'");
      }
    }
    return "-Dlambda.payload='{}'";
  }
}
