// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The environment variables that a function sees.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Lambda's
 *     variables</a>
 */
public final class FunctionEnvironment {

  private static final String RUNTIME_DIR = "/var/runtime";

  /**
   * Lambda's task folder, as a path or the beginning of one, as a function's configuration may name
   * it.
   */
  private static final Pattern TASK_ROOT =
      Pattern.compile("(?<![^\\s:=,;\"'])/var/task(?=[/\\s:,;\"']|$)");

  /**
   * Variables for a function that must not get the developer's access to AWS. The SDKs look for
   * credentials in the environment, in the two files (version 1 of the one for Java has a variable
   * of its own for the first) and at an address of EC2.
   *
   * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/environment-variables.html">
   *     Variables of the SDKs</a>
   */
  public static final Map<String, String> WITHOUT_CREDENTIALS = Map.of(
      "AWS_SHARED_CREDENTIALS_FILE", "/dev/null",
      "AWS_CREDENTIAL_PROFILES_FILE", "/dev/null",
      "AWS_CONFIG_FILE", "/dev/null",
      "AWS_EC2_METADATA_DISABLED", "true");

  private FunctionEnvironment() {}

  /**
   * Starts from nothing, as Lambda does: whatever leaked in from the build (JAVA_TOOL_OPTIONS,
   * MAVEN_OPTS, a PATH with tools that are not in AWS) would make the function behave here as it
   * never does there. Only the developer's identity in AWS comes along, since locally a function
   * acts as its developer: AWS_* (keys, profile, region, endpoints) and HOME, where the profiles
   * are. AWS_LAMBDA_* and AWS_EXECUTION_ENV do not: they describe a function, and this build may
   * run inside one.
   */
  static Map<String, String> variables(
      Path task,
      FunctionConfiguration configuration,
      String runtimeApi,
      Map<String, String> developer) {
    Map<String, String> variables = new TreeMap<>();
    developer.forEach((name, value) -> {
      if (name.equals("HOME") || (name.startsWith("AWS_") && !isOfAFunction(name))) {
        variables.put(name, value);
      }
    });
    String region = region(developer);
    variables.put("AWS_REGION", region);
    variables.put("AWS_DEFAULT_REGION", region);
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(configuration.memoryMb()));
    variables.put("AWS_LAMBDA_FUNCTION_NAME", configuration.name());
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", configuration.version());
    variables.put(FunctionConfiguration.INITIALIZATION_TYPE, "on-demand");
    variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + configuration.name());
    variables.put("AWS_LAMBDA_LOG_STREAM_NAME", logStream(configuration.version()));
    variables.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
    // Without this, the X-Ray SDK throws outside of a segment.
    variables.put("AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR");
    // In AWS it is 169.254.100.1, which is not this machine; a developer's daemon listens here.
    variables.putIfAbsent("AWS_XRAY_DAEMON_ADDRESS", "127.0.0.1:2000");
    variables.put("_AWS_XRAY_DAEMON_ADDRESS", "127.0.0.1");
    variables.put("_AWS_XRAY_DAEMON_PORT", "2000");
    variables.put("LAMBDA_RUNTIME_DIR", RUNTIME_DIR);
    variables.put("LAMBDA_TASK_ROOT", task.toString());
    variables.put("LANG", "en_US.UTF-8");
    variables.put("LD_LIBRARY_PATH", libraryPath(task));
    variables.put("PATH", "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin");
    variables.put("TZ", ":UTC");
    variables.put("_HANDLER", configuration.handler());
    configuration
        .environment()
        .forEach((name, value) -> variables.put(
            name, TASK_ROOT.matcher(value).replaceAll(isOfOptions(name) ? "." : quoted(task))));
    return variables;
  }

  /** Those of a start of the function's JVM that runs no function. */
  public static Map<String, String> withoutRuntimeApi(
      Path task, FunctionConfiguration configuration, Map<String, String> developer) {
    Map<String, String> variables = variables(task, configuration, "", developer);
    variables.remove("AWS_LAMBDA_RUNTIME_API");
    return variables;
  }

  /**
   * Options are split at blanks, which the task folder's path may contain. It is the working
   * folder.
   */
  private static boolean isOfOptions(String name) {
    return FunctionConfiguration.OPTIONS.contains(name);
  }

  private static String quoted(Path task) {
    return Matcher.quoteReplacement(task.toString());
  }

  /** The developer's region, or else the one that AWS's own examples use. */
  public static String region(Map<String, String> developer) {
    return Stream.of("AWS_REGION", "AWS_DEFAULT_REGION")
        .map(name -> developer.getOrDefault(name, ""))
        .filter(region -> !region.isBlank())
        .findFirst()
        .orElse("us-east-1");
  }

  private static boolean isOfAFunction(String name) {
    return name.startsWith("AWS_LAMBDA_") || name.equals("AWS_EXECUTION_ENV");
  }

  private static String logStream(String version) {
    String random = UUID.randomUUID().toString().replace("-", "");
    String day = LocalDate.now(ZoneOffset.UTC).toString().replace('-', '/');
    return day + "/[" + version + "]" + random;
  }

  private static String libraryPath(Path task) {
    return String.join(
        ":",
        "/var/lang/lib",
        "/lib64",
        "/usr/lib64",
        RUNTIME_DIR,
        RUNTIME_DIR + "/lib",
        task.toString(),
        task + "/lib",
        "/opt/lib");
  }
}
