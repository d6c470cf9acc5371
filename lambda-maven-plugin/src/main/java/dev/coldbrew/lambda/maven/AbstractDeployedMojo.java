// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.bundle.BundlePlan;
import dev.coldbrew.lambda.bundle.BundlePlanFile;
import dev.coldbrew.lambda.deploy.FunctionSettings;
import dev.coldbrew.lambda.emulator.FunctionConfiguration;
import dev.coldbrew.lambda.jvm.Architecture;
import dev.coldbrew.lambda.jvm.LambdaTarget;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;

/** What the goals for the function in AWS share: its settings there. */
abstract class AbstractDeployedMojo extends AbstractFunctionMojo {

  private static final String ROLE =
      "arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/[a-zA-Z_0-9+=,.@\\-/]+";

  private static final String LAYER =
      "arn:(aws[a-zA-Z-]*)?:lambda:[a-z0-9-]+:\\d{12}:layer:[a-zA-Z0-9-_]+:\\d+";

  /**
   * The number of seconds after which Lambda stops an invocation, from 1 to 900.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.timeoutSeconds", defaultValue = "20")
  private int timeoutSeconds;

  /**
   * The ARN of the function's execution role, which determines what the function may do. By
   * default, the goal creates a role that only allows the function to write its log.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.role")
  private String role;

  /**
   * The function's tags: one element per tag, with the tag's name as its name and the tag's value
   * as its text.
   *
   * @since 0.1.0
   */
  @Parameter
  private Map<String, String> tags = Map.of();

  /**
   * The ARNs of the function's layers, with their versions.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.layers")
  private List<String> layers = List.of();

  /**
   * The name of the layer with the JVM, for functions whose {@code image} is {@code layer}.
   * Functions whose layers have the same content share a version of it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.layerName", defaultValue = "coldbrew")
  private String layerName;

  /**
   * The format in which Lambda writes the function's log, {@code Text} or {@code JSON}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.logFormat", defaultValue = "Text")
  private String logFormat;

  /**
   * Whether published versions of the function start from a snapshot (SnapStart), which Lambda
   * supports for its managed runtimes and for container images. For its callers, the version gets
   * the alias {@code live}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.snapStart", defaultValue = "false")
  private boolean snapStart;

  /**
   * Who may call the function's URL: {@code NONE} for anyone, or {@code AWS_IAM} for callers that
   * IAM allows. By default, the function gets no URL.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.functionUrl")
  private String functionUrl;

  /**
   * The invoke mode of the function's URL, as for {@code lambda:serve}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.serve.invokeMode", defaultValue = "BUFFERED")
  private String serveInvokeMode;

  /**
   * The CORS settings of the function's URL, as for {@code lambda:serve}. By default, a URL that
   * exists keeps its own.
   *
   * @since 0.1.0
   */
  @Parameter
  private CorsSettings serveCors = new CorsSettings();

  /** The validated settings. The function must be staged. */
  final FunctionSettings settings() throws IOException {
    FunctionConfiguration configuration =
        configuration("timeoutSeconds", "lambda.timeoutSeconds", timeoutSeconds);
    requireRole();
    layers.forEach(AbstractDeployedMojo::requireLayer);
    requireOneOf("logFormat", "lambda.logFormat", logFormat, "Text", "JSON");
    if (functionUrl != null) {
      new Choice("functionUrl", "lambda.functionUrl", "NONE", "AWS_IAM")
          .require(
              functionUrl,
              "set AWS_IAM for callers that IAM allows, or NONE for anyone, or remove it for no URL");
    }
    requireOneOf(
        "serveInvokeMode",
        "lambda.serve.invokeMode",
        serveInvokeMode,
        "BUFFERED",
        "RESPONSE_STREAM");
    String runtime = managedRuntime().map(Object::toString).orElse(LambdaTarget.OS_ONLY);
    String architecture = BundlePlanFile.read(taskFolder())
        .map(BundlePlan::architecture)
        .map(Architecture::lambdaName)
        .orElseThrow();
    return new FunctionSettings(
        configuration.name(),
        configuration.handler(),
        runtime,
        architecture,
        configuration.memoryMb(),
        timeoutSeconds,
        configuration.environment(),
        Optional.ofNullable(role),
        withoutNulls(tags),
        layers,
        logFormat,
        snapStart,
        Optional.ofNullable(functionUrl),
        serveInvokeMode,
        serveCors.deployed());
  }

  private void requireRole() {
    if (role != null && !role.matches(ROLE)) {
      throw new ProblemException(
          "'" + role + "' is not the ARN of a role",
          "parameter <role>, property lambda.role",
          "set <role>arn:aws:iam::ACCOUNT:role/NAME</role>, or remove it, and a role is created");
    }
  }

  private static void requireLayer(String layer) {
    if (!layer.matches(LAYER)) {
      throw new ProblemException(
          "'" + layer + "' is not the ARN of a layer's version",
          "parameter <layers>, property lambda.layers",
          "name it as in <layer>arn:aws:lambda:REGION:ACCOUNT:layer:NAME:VERSION</layer>");
    }
  }

  /** The name under which the layer with the JVM is published, if there is one. */
  final String layerName() {
    return layerName;
  }

  /**
   * Refuses a function whose zip no Lambda runtime can start, or cannot start with its settings.
   */
  final void requireRuntimeForZip(BundlePlan plan, FunctionSettings settings) {
    boolean isManaged = plan.managedRuntime().isPresent();
    if (!isManaged && !plan.targetName().equals(LambdaTarget.OS_ONLY)) {
      throw new ProblemException(
          "the function was packaged for '" + plan.targetName()
              + "', which is not a Lambda runtime",
          "parameter <target>, property lambda.target",
          "set <target>" + LambdaTarget.OS_ONLY + "</target> and package again");
    }
    if (!isManaged && settings.snapStart()) {
      throw new ProblemException(
          "Lambda does not support SnapStart for the zip of a function with its own JVM",
          "parameter <snapStart>, property lambda.snapStart",
          "deploy a container image: " + imageDeployment()
              + "; or set <target>java25</target> and package again");
    }
  }

  private String imageDeployment() {
    TypedOptions options =
        typed().with("lambda.deploy.image", "true").with("lambda.image.to", "REPOSITORY");
    return command().packaged(List.of("image", "deploy"), options);
  }
}
