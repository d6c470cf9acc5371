package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.emulator.FunctionConfiguration;
import dev.coldbrew.lambda.problem.ProblemException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.maven.plugins.annotations.Parameter;

/** What the goals share that start the function: how it is configured in AWS. */
abstract class AbstractFunctionMojo extends AbstractLambdaMojo {

  /**
   * The function's memory in MiB. The heap is a share of it, see {@code heapPercent} of {@code
   * lambda:bundle}. The default is the one of SAM's Java templates.
   *
   * @since 0.1.0
   */
  @Parameter(property = "lambda.memoryMiB", defaultValue = "512")
  private int memoryMiB;

  /**
   * The function's environment variables, beside those that Lambda sets.
   *
   * <pre>{@code
   * <environment>
   *   <TABLE_NAME>orders</TABLE_NAME>
   * </environment>
   * }</pre>
   *
   * @since 0.1.0
   */
  @Parameter
  private Map<String, String> environment = Map.of();

  /** The configuration, checked. */
  final FunctionConfiguration configuration(String timeoutParameter, int timeoutSeconds) {
    // Lambda's own limits
    requireRange("memoryMiB", memoryMiB, 128, 10_240);
    requireRange(timeoutParameter, timeoutSeconds, 1, 900);
    if (handler() == null) {
      throw new ProblemException(
          "no handler is set", "parameter <handler>", "set it in the plugin's <configuration>");
    }
    return new FunctionConfiguration(
        project().getArtifactId(),
        handler(),
        memoryMiB,
        Duration.ofSeconds(timeoutSeconds),
        withoutNulls(environment));
  }

  final void requireStaged(String goal) {
    if (!Files.isRegularFile(task().resolve("bootstrap"))) {
      throw new ProblemException(
          "there is no packaged function in '" + fromBasedir(task()) + "'",
          "goal " + goal,
          "mvn package " + goal);
    }
  }

  /** An empty element, such as {@code <NAME/>}, is an empty value. */
  static Map<String, String> withoutNulls(Map<String, String> variables) {
    Map<String, String> result = new HashMap<>();
    variables.forEach((name, value) -> result.put(name, value == null ? "" : value));
    return result;
  }
}
