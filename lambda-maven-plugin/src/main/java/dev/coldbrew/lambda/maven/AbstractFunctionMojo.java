// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.bundle.BundlePlan;
import dev.coldbrew.lambda.bundle.BundlePlanFile;
import dev.coldbrew.lambda.emulator.FunctionConfiguration;
import dev.coldbrew.lambda.jvm.ManagedRuntime;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Launcher;
import dev.coldbrew.lambda.task.LauncherFile;
import dev.coldbrew.lambda.task.StagedInputs;
import dev.coldbrew.lambda.zip.LayerZip;
import dev.coldbrew.lambda.zip.UnpackedZip;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.maven.plugins.annotations.Parameter;

/** What the goals that start the function share: its configuration in AWS. */
abstract class AbstractFunctionMojo extends AbstractLambdaMojo {

  /** Options of {@code lambda:bundle} that do not change what it stages. */
  private static final Set<String> NOT_STAGED =
      Set.of("lambda.bundle.skip", "lambda.cacheDirectory", "lambda.jdk.download");

  /**
   * The function's name in AWS, with {@code lambda:serve}, and as the function itself sees it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.functionName", defaultValue = "${project.artifactId}")
  private String functionName;

  /**
   * The function's memory in MB. The heap is a share of it: see {@code heapPercent} of {@code
   * lambda:bundle}. The default is that of SAM's Java templates.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.memorySize", defaultValue = "512")
  private int memorySize;

  /**
   * The function's environment variables, in addition to those that Lambda sets: one element per
   * variable, with the variable's name as its name and the value as its text, such as {@code
   * TABLE_NAME} with {@code orders}.
   *
   * @since 0.1.0
   */
  @Parameter
  private Map<String, String> environment = Map.of();

  final String functionName() {
    return functionName;
  }

  /** The validated configuration. */
  final FunctionConfiguration configuration(
      String timeoutElement, String timeoutProperty, int timeoutSeconds) {
    // Lambda's own limits
    requireRange("memorySize", "lambda.memorySize", memorySize, 128, 10_240);
    requireRange(timeoutElement, timeoutProperty, timeoutSeconds, 1, 900);
    if (handler() == null) {
      throw new ProblemException(
          "no handler is set", "parameter <handler>", "set it in the plugin's <configuration>");
    }
    if (!functionName.matches("[a-zA-Z0-9-_]{1,64}")) {
      throw new ProblemException(
          "'" + functionName + "' is not a function's name",
          "parameter <functionName>, property lambda.functionName",
          "use at most 64 letters, digits, hyphens and underscores, such as " + similarName());
    }
    return new FunctionConfiguration(
        functionName,
        handler(),
        memorySize,
        Duration.ofSeconds(timeoutSeconds),
        withoutNulls(environment));
  }

  private String similarName() {
    String valid = functionName.replaceAll("[^a-zA-Z0-9-_]", "-");
    return valid.isEmpty() || valid.length() > 64 ? "my-function" : valid;
  }

  /**
   * The same, for this machine. Warns of variables whose values are not there: in AWS, the function
   * has them.
   *
   * @param envFile with variables that take precedence
   */
  final FunctionConfiguration configurationHere(
      String timeoutElement, String timeoutProperty, int timeoutSeconds, File envFile)
      throws IOException {
    Map<String, String> variables =
        EnvironmentFile.read(envFile.toPath(), project().getBasedir().toPath());
    missingValues().stream()
        .filter(value -> value.parameter().equals("environment"))
        .filter(value -> !variables.containsKey(value.element()))
        .forEach(value -> getLog()
            .warn(value.description()
                + ": the function runs without it; set it, or write " + value.element()
                + "=... into "
                + fromBasedir(envFile.toPath())));
    return configuration(timeoutElement, timeoutProperty, timeoutSeconds).withVariables(variables);
  }

  /** The managed runtime that the staged function is for; empty if it has its own JVM. */
  final Optional<ManagedRuntime> managedRuntime() throws IOException {
    return BundlePlanFile.read(taskFolder()).flatMap(BundlePlan::managedRuntime);
  }

  /**
   * Refuses to start a function that has no JVM.
   *
   * @param goal that starts it, such as {@code invoke}
   */
  final void requireOwnJvm(String goal) throws IOException {
    Optional<ManagedRuntime> managed = managedRuntime();
    if (managed.isPresent()) {
      throw new ProblemException(
          "the function was packaged for " + managed.get() + ", whose JVM is only in AWS",
          "goal lambda:" + goal,
          "set <target>provided.al2023</target> and package again, or run its classes: mvn lambda:serve");
    }
  }

  /**
   * Refuses to start a function that was not staged, or has no JVM.
   *
   * @param goal that starts it, such as {@code invoke}
   */
  final void requireStaged(String goal) throws IOException {
    requireOwnJvm(goal);
    if (!Files.isRegularFile(taskFolder().bootstrap())) {
      throw notPackaged(goal);
    }
  }

  /**
   * The plan from which the staged function was bundled; fails if none was staged.
   *
   * @param goal that needs it, such as {@code deploy}
   */
  final BundlePlan requireBundled(String goal) throws IOException {
    return BundlePlanFile.read(taskFolder()).orElseThrow(() -> notPackaged(goal));
  }

  private ProblemException notPackaged(String goal) {
    return new ProblemException(
        "there is no packaged function in '" + fromBasedir(task()) + "'",
        "goal lambda:" + goal,
        command().packaged(goal, typed()));
  }

  /** The path of the finished zip, which may not exist yet. */
  final Path zipFile() {
    return project()
        .getBasedir()
        .toPath()
        .resolve(project().getBuild().getDirectory())
        .resolve(project().getBuild().getFinalName() + ".zip");
  }

  /**
   * The finished zip; fails unless it and its layer's zip contain the staged function.
   *
   * @param goal that needs it, such as {@code measure}
   */
  final Path currentZip(String goal) throws IOException {
    Path zip = zipFile();
    requireZip(zip, goal);
    if (taskFolder().hasLayer()) {
      requireZip(LayerZip.beside(zip), goal);
    }
    if (!UnpackedZip.isOf(task(), zip)) {
      throw new ProblemException(
          "'" + fromBasedir(zip) + "' is older than the staged function",
          "goal lambda:" + goal,
          command().packaged(goal, typed().over(typedForStaging())));
    }
    return zip;
  }

  private void requireZip(Path zip, String goal) {
    if (!Files.isRegularFile(zip)) {
      throw new ProblemException(
          "there is no zip at '" + fromBasedir(zip) + "'",
          "goal lambda:" + goal,
          command().packaged(goal, typed().over(typedForStaging())));
    }
  }

  /** The file name of the jar with the project's own classes; empty if nothing was staged. */
  final String ownJar() throws IOException {
    return BundlePlanFile.read(taskFolder())
        .map(plan -> plan.libraries().get(0).fileName())
        .orElse("");
  }

  /**
   * The command that starts a staged function's JVM.
   *
   * @param goal that starts it, such as {@code invoke}
   * @throws ProblemException if nothing on this machine can
   */
  final Launcher launcher(String goal) throws IOException {
    Launcher launcher = LauncherFile.of(task());
    if (launcher.isMissing()) {
      throw new ProblemException(launcher.problem(), "goal lambda:" + goal, launcher.hint());
    }
    return launcher;
  }

  /**
   * Refuses a staged function if the project has changed since, because it would run the old code, or
   * if the command line has options that it was not staged with.
   *
   * @param hint makes the command to suggest, from the goal and its options
   */
  final void requireCurrent(String goal, BiFunction<String, TypedOptions, String> hint)
      throws IOException {
    Optional<StagedInputs> staged = StagedInputs.keptFor(task());
    if (staged.isEmpty()) {
      return;
    }
    Optional<String> changed = staged
        .get()
        .changed(project().getBasedir().toPath(), task(), PomSettings.of(project(), descriptor()));
    String options = typed()
        .readBy(descriptor(), "bundle")
        .notReadBy(descriptor(), goal)
        .without(NOT_STAGED)
        .notIn(staged.get().options())
        .toString();
    if (changed.isPresent() || !options.isEmpty()) {
      throw new ProblemException(
          changed
              .map(what -> what + " changed since the function was staged")
              .orElse("the function was staged without" + options),
          "goal lambda:" + goal,
          hint.apply(goal, typed().over(staged.get().options())));
    }
  }

  /** Reports files of the function's layers that are missing on this machine. */
  final void reportMissing(List<Path> files, String consequence) {
    files.forEach(
        file -> report("Layer", file + " is not on this machine: " + consequence + " it"));
  }

  /** Turns an empty element, such as {@code <NAME/>}, into an empty value. */
  static Map<String, String> withoutNulls(Map<String, String> variables) {
    Map<String, String> result = new HashMap<>();
    variables.forEach((name, value) -> result.put(name, value == null ? "" : value));
    return result;
  }
}
