// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.bundle.BundlePlan;
import dev.coldbrew.lambda.deploy.CodeFile;
import dev.coldbrew.lambda.deploy.DeployRequest;
import dev.coldbrew.lambda.deploy.Deployed;
import dev.coldbrew.lambda.deploy.Deployment;
import dev.coldbrew.lambda.deploy.FunctionSettings;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Progress;
import dev.coldbrew.lambda.process.Shell;
import dev.coldbrew.lambda.training.TrainingPlan;
import dev.coldbrew.lambda.zip.LayerZip;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;

/**
 * Creates or updates the function in AWS, with the zip that was packaged: its code, if that has
 * changed, and those of its settings that the pom says. What it says nothing of stays as it is there,
 * such as other environment variables. It waits for each update, and can be run again if it was
 * interrupted. For example: {@code mvn package lambda:deploy}
 *
 * <p>Credentials and region are those of every AWS tool: from the environment, {@code ~/.aws}, {@code
 * -Daws.profile} and {@code -Daws.region}. In a build of several modules, all of their functions are
 * deployed after the last module, when all of them have been built.
 *
 * @since 0.1.0
 */
@Mojo(name = "deploy", threadSafe = true)
public class DeployMojo extends AbstractDeployedMojo {

  private static final String ROLE =
      "arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/[a-zA-Z_0-9+=,.@\\-/]+";

  /** Not a number alone, which would be a version. */
  private static final String ALIAS = "(?!\\d+$)[a-zA-Z0-9-_]{1,128}";

  private final MavenSession session;
  private final RepositorySystem repositories;

  /**
   * Skips this goal.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.deploy.skip", defaultValue = "false")
  private boolean skipDeploy;

  /**
   * Prints what would be changed in AWS, and changes nothing.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.deploy.dryRun", defaultValue = "false")
  private boolean deployDryRun;

  /**
   * A bucket of S3 in the function's region, for a zip of 50 MB or more, which Lambda takes from there
   * alone. Smaller ones do not need it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.deploy.bucket")
  private String deployBucket;

  /**
   * The URI of the container image in ECR that is the function's code, in place of the zip. One with
   * its digest, {@code NAME@sha256:...}, is only deployed if the function has another. {@code true}, or
   * the property without a value, is the one that {@code lambda:image} has pushed.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.deploy.image")
  private String deployImage;

  /**
   * Whether a version is published, unless the last one has the same code and settings.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.deploy.publish", defaultValue = "false")
  private boolean deployPublish;

  /**
   * The alias that is moved to the published version, or created; it has a version published. The
   * function's URL is then the alias's. For example: {@code -Dlambda.deploy.alias=live}
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.deploy.alias")
  private String deployAlias;

  /**
   * The name of the layer that a function with {@code image} {@code layer} has its JVM in. Functions
   * whose layers have the same content share a version of it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.deploy.layerName", defaultValue = "coldbrew")
  private String deployLayerName;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution deployExecution;

  /** Null where this goal is skipped. */
  private DeployRequest request;

  @Inject
  DeployMojo(MavenSession session, RepositorySystem repositories) {
    this.session = session;
    this.repositories = repositories;
  }

  @Override
  boolean isSkipped() {
    return skipDeploy;
  }

  /** Checks what can be checked here; AWS is asked when all modules have been checked. */
  @Override
  void run() throws IOException {
    BundlePlan plan = requireBundled("deploy");
    requireCurrent("deploy", command()::packaged);
    FunctionSettings settings = settings();
    requireRole(settings);
    requireAlias();
    boolean isImage = deployImage != null && !deployImage.equals("false");
    Optional<Path> zip = Optional.empty();
    if (isImage) {
      requireNoLayers(settings);
    } else {
      requireRuntimeForZip(plan, settings);
      zip = Optional.of(currentZip("deploy"));
    }
    request = new DeployRequest(
        settings,
        zip.map(this::codeFile),
        isImage ? Optional.of(image(settings)) : Optional.empty(),
        zip.filter(file -> taskFolder().hasLayer()).map(LayerZip::beside).map(this::codeFile),
        deployLayerName,
        Optional.ofNullable(deployBucket),
        deployPublish,
        Optional.ofNullable(deployAlias),
        deployDryRun);
  }

  private String image(FunctionSettings settings) throws IOException {
    return deployImage.equals("true")
        ? PushedImage.of(
            taskFolder().imageReport(),
            zipFile(),
            settings.architecture(),
            command()
                .packaged(
                    "image",
                    typed().without("lambda.deploy.image").with("lambda.image.to", "REPOSITORY")))
        : deployImage;
  }

  private CodeFile codeFile(Path file) {
    return new CodeFile(file, fromBasedir(file).toString());
  }

  private static void requireRole(FunctionSettings settings) {
    if (settings.role().filter(role -> !role.matches(ROLE)).isPresent()) {
      throw new ProblemException(
          "'" + settings.role().get() + "' is not the ARN of a role",
          "parameter <role>, property lambda.role",
          "set <role>arn:aws:iam::ACCOUNT:role/NAME</role>, or remove it, and a role is created");
    }
  }

  private void requireAlias() {
    if (deployAlias != null && !deployAlias.matches(ALIAS)) {
      throw new ProblemException(
          "'" + deployAlias + "' is not the name of an alias",
          "parameter <deployAlias>, property lambda.deploy.alias",
          "up to 128 letters, digits, hyphens and underscores are, such as live, but no number");
    }
  }

  private static void requireNoLayers(FunctionSettings settings) {
    if (!settings.layers().isEmpty()) {
      throw new ProblemException(
          "a function of a container image has no layers",
          "parameter <layers>, property lambda.layers",
          "remove it, and put into the image what is in them");
    }
  }

  @Override
  void end() throws IOException {
    Map.Entry<String, Runnable> function =
        request == null ? null : Map.entry(request.function().name(), this::deploy);
    // where it is bound in the poms of some modules, nobody knows which of them is the last
    boolean isBound = deployExecution.getSource() == MojoExecution.Source.LIFECYCLE;
    List<Runnable> all = ReactorFunctions.of(session)
        .add(function, isBound ? Integer.MAX_VALUE : session.getProjects().size());
    if (function != null && isBound) {
      deploy();
    } else if (function != null && all.isEmpty()) {
      report("Deploy", function.getKey() + " after the last module");
    }
    all.forEach(Runnable::run);
  }

  private void deploy() {
    try (OptionalArtifact artifact = optionalArtifact("lambda-deploy", repositories);
        Progress progress = progress()) {
      Optional<Deployed> deployed = artifact
          .implementation(Deployment.class)
          .deploy(awsAccess(), request, this::report, progress);
      if (deployed.isEmpty()) {
        report("Dry run", "nothing was changed");
      } else {
        report("Deployed", deployed.get().arn());
        deployed.get().url().ifPresent(url -> report("URL", url));
        report("Next", command().goal("invoke -Dlambda.remote" + place() + " " + event()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The options that say what is invoked, with a space before each. */
  private String place() {
    StringBuilder options = new StringBuilder();
    for (String name : List.of("aws.profile", "aws.region", "lambda.functionName")) {
      String value = session.getUserProperties().getProperty(name);
      options.append(value == null ? "" : option(name, value));
    }
    return options + (deployAlias == null ? "" : option("lambda.qualifier", deployAlias));
  }

  private static String option(String name, String value) {
    return " " + Shell.quoted("-D" + name + "=" + value);
  }

  private String event() throws IOException {
    Path events = project().getBasedir().toPath().resolve("src/lambda/events");
    return TrainingPlan.eventsIn(events).stream()
        .findFirst()
        .map(event -> "-Dlambda.event=" + Shell.quoted(fromBasedir(event).toString()))
        .orElse("-Dlambda.payload='{}'");
  }
}
