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
 * Creates the function in AWS from the packaged zip, or updates its code, if that has changed, and
 * its settings. Memory, timeout, log format and SnapStart are those in the pom, or else their
 * defaults. The role, layers, tags, a URL and environment variables that the pom does not name stay
 * unchanged, and so do all other settings. The goal waits for each update. If it was interrupted,
 * run it again. For example: {@code mvn package lambda:deploy}.
 *
 * <p>The goal finds credentials and region where every AWS tool does: in the environment, {@code
 * ~/.aws}, {@code -Daws.profile} and {@code -Daws.region}. In a multi-module build, it deploys all
 * functions after the last module, once all modules are built.
 *
 * @since 0.1.0
 */
@Mojo(name = "deploy", threadSafe = true)
public class DeployMojo extends AbstractDeployedMojo {

  /** Not only digits: that would be a version. */
  private static final String ALIAS = "(?!\\d+$)[a-zA-Z0-9-_]{1,128}";

  /** A host, a repository there, and a tag or a digest. */
  private static final String IMAGE =
      "[a-zA-Z0-9.-]+(:\\d+)?/[a-z0-9._/-]+(:[a-zA-Z0-9_.-]+|@sha256:[0-9a-f]{64})";

  private static final String ENDPOINT = "lambda.endpoint";

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
   * Prints what a deployment would change in AWS, and changes nothing.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.deploy.dryRun", defaultValue = "false")
  private boolean deployDryRun;

  /**
   * An S3 bucket in the function's region, for a zip of 50 MB or more, which Lambda accepts only
   * from S3. Smaller zips do not need it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.deploy.bucket")
  private String deployBucket;

  /**
   * The URI of a container image in ECR to deploy instead of the zip. A URI with a digest, {@code
   * NAME@sha256:...}, is deployed only if the function uses another image or repository. {@code
   * true}, or the property without a value, stands for the image that {@code lambda:image} pushed.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.deploy.image")
  private String deployImage;

  /**
   * Whether to publish a version, unless the last one has the same code and settings.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.deploy.publish", defaultValue = "false")
  private boolean deployPublish;

  /**
   * The alias to point at the published version; the goal creates it if needed. An alias implies
   * {@code deployPublish}, and the function's URL then belongs to the alias. With {@code snapStart},
   * the default is {@code live}, unless {@code deployPublish} is set. For example: {@code
   * -Dlambda.deploy.alias=live}
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.deploy.alias")
  private String deployAlias;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  private MojoExecution deployExecution;

  /** Null if this goal is skipped. */
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

  /** Checks what it can without AWS, which is called once all modules have passed. */
  @Override
  void run() throws IOException {
    requireValues();
    requireNoEndpoint();
    BundlePlan plan = requireBundled("deploy");
    requireCurrent("deploy", command()::packaged);
    FunctionSettings settings = settings();
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
        layerName(),
        Optional.ofNullable(deployBucket),
        deployPublish,
        Optional.ofNullable(deployAlias),
        deployDryRun);
  }

  /** Without them, the deployment would overwrite what the function has, such as a password. */
  private void requireValues() {
    missingValues().stream().findFirst().map(MissingValue::problem).ifPresent(problem -> {
      throw problem;
    });
  }

  /** It says where {@code lambda:invoke} finds a function, and would have no effect here. */
  private void requireNoEndpoint() {
    String endpoint = session.getUserProperties().getProperty(ENDPOINT);
    boolean isForInvoke = session.getGoals().stream().anyMatch(goal -> goal.contains(":invoke"));
    if (endpoint != null && !isForInvoke) {
      throw new ProblemException(
          "lambda:deploy does not deploy to '" + endpoint + "'",
          "property " + ENDPOINT,
          "AWS_ENDPOINT_URL=" + Shell.quoted(endpoint) + " " + typedCommand().without(ENDPOINT));
    }
  }

  private String image(FunctionSettings settings) throws IOException {
    if (deployImage.equals("true")) {
      return PushedImage.of(
          taskFolder().imageReport(),
          zipFile(),
          settings.architecture(),
          command()
              .packaged(
                  List.of("image", "deploy"),
                  typed()
                      .over(Map.of(
                          "lambda.image.to", "ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME:TAG"))));
    }
    if (!deployImage.matches(IMAGE)) {
      throw new ProblemException(
          "'" + deployImage + "' is not the URI of a container image in a registry",
          "parameter <deployImage>, property lambda.deploy.image",
          "mvn ... -Dlambda.deploy.image=ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME:TAG");
    }
    return deployImage;
  }

  private CodeFile codeFile(Path file) {
    return new CodeFile(file, fromBasedir(file).toString());
  }

  private void requireAlias() {
    if (deployAlias != null && !deployAlias.matches(ALIAS)) {
      throw new ProblemException(
          "'" + deployAlias + "' is not the name of an alias",
          "parameter <deployAlias>, property lambda.deploy.alias",
          "use at most 128 letters, digits, hyphens and underscores, and not only digits, such as live");
    }
  }

  private static void requireNoLayers(FunctionSettings settings) {
    if (!settings.layers().isEmpty()) {
      throw new ProblemException(
          "a function with a container image cannot have layers",
          "parameter <layers>, property lambda.layers",
          "remove it, and put the content of the layers into the image");
    }
  }

  @Override
  void end() throws IOException {
    String module = project().getId();
    Optional<String> function =
        Optional.ofNullable(request).map(each -> each.function().name());
    ReactorFunctions functions = ReactorFunctions.of(session);
    function.ifPresent(name -> functions.requireDistinct(name, module));
    if (deployExecution.getSource() == MojoExecution.Source.LIFECYCLE) {
      // bound in the poms of some modules: nobody knows which of them is the last
      function.ifPresent(name -> deploy());
      return;
    }
    Optional<List<Runnable>> all = functions.add(
        module, function.map(name -> this::deploy), session.getProjects().size());
    if (all.isEmpty()) {
      function.ifPresent(name -> report("Deploy", name + ", after the last module"));
    } else if (all.get().isEmpty() && !skipDeploy) {
      getLog().warn("nothing was deployed: this build has no function");
    }
    all.ifPresent(deployments -> deployments.forEach(Runnable::run));
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

  /** The options that select the function to invoke, with a space before each. */
  private String place() {
    StringBuilder options = new StringBuilder();
    for (String name : List.of("aws.profile", "aws.region", "lambda.functionName")) {
      String value = session.getUserProperties().getProperty(name);
      options.append(value == null ? "" : option(name, value));
    }
    return options
        + request.alias().map(alias -> option("lambda.qualifier", alias)).orElse("");
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
