// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a function is created with in AWS, as far as the function can tell. The environment is what
 * the user would enter there; it takes precedence over every other variable.
 */
public record FunctionConfiguration(
    String name, String handler, int memoryMb, Duration timeout, Map<String, String> environment) {

  /** Variables that a JVM takes options from. */
  static final List<String> OPTIONS =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  /** Lambda puts layers into {@code /opt}. */
  private static final Pattern AGENT_OF_LAYER =
      Pattern.compile("(?<!\\S)-(?:javaagent|agentpath):(/opt/[^=\\s]*)\\S*");

  /** Names the program with which the bootstrap starts the JVM. */
  private static final String WRAPPER = "AWS_LAMBDA_EXEC_WRAPPER";

  static final String INITIALIZATION_TYPE = "AWS_LAMBDA_INITIALIZATION_TYPE";
  private static final String SNAP_START = "snap-start";
  private static final String FIRST_PUBLISHED = "1";

  private static final Duration ON_DEMAND_LIMIT = Duration.ofSeconds(10);
  private static final Duration SNAP_START_LIMIT = Duration.ofSeconds(130);

  public FunctionConfiguration {
    environment = Map.copyOf(environment);
  }

  /**
   * Without a debugger among the options of its JVMs: a JVM accepts only one, and records no
   * startup cache with it.
   */
  public FunctionConfiguration withoutDebugger() {
    return withOptions(options -> options.replaceAll("(?<!\\S)-(agentlib:jdwp|Xrunjdwp)\\S*", ""));
  }

  /** Without Java agents: no archive of class data is recorded with one. */
  public FunctionConfiguration withoutJavaAgents() {
    return withOptions(options -> options.replaceAll("(?<!\\S)-javaagent:\\S*", ""));
  }

  /** Whether Java agents run in its JVM. */
  public boolean hasJavaAgents() {
    return !withoutJavaAgents().equals(this);
  }

  /** The files of layers that its environment names and this machine lacks: agents, and a wrapper. */
  public List<Path> missingFromLayers() {
    Set<Path> missing = new TreeSet<>();
    withOptions(options -> {
      AGENT_OF_LAYER
          .matcher(options)
          .results()
          .map(agent -> Path.of(agent.group(1)))
          .filter(FunctionConfiguration::isMissing)
          .forEach(missing::add);
      return options;
    });
    wrapper().filter(FunctionConfiguration::isMissing).ifPresent(missing::add);
    return List.copyOf(missing);
  }

  /**
   * Without the files that {@link #missingFromLayers()} names: with them, it would not start here.
   *
   * @param standIn the option of a Java agent that replaces each, or an empty text
   */
  public FunctionConfiguration withoutMissingFromLayers(String standIn) {
    FunctionConfiguration present = withOptions(options -> AGENT_OF_LAYER
        .matcher(options)
        .replaceAll(agent -> Matcher.quoteReplacement(
            !isMissing(Path.of(agent.group(1)))
                ? agent.group()
                : agent.group().startsWith("-javaagent") ? standIn : "")));
    Map<String, String> variables = new HashMap<>(present.environment);
    if (wrapper().filter(FunctionConfiguration::isMissing).isPresent()) {
      variables.remove(WRAPPER);
    }
    return present.withEnvironment(variables);
  }

  private Optional<Path> wrapper() {
    return Optional.ofNullable(environment.get(WRAPPER))
        .filter(file -> file.startsWith("/opt/"))
        .map(Path::of);
  }

  private static boolean isMissing(Path file) {
    return !Files.exists(file);
  }

  private FunctionConfiguration withOptions(UnaryOperator<String> change) {
    Map<String, String> variables = new HashMap<>(environment);
    for (String name : OPTIONS) {
      variables.computeIfPresent(name, (key, options) -> {
        String changed = change.apply(options).strip();
        return changed.isEmpty() ? null : changed;
      });
    }
    return withEnvironment(variables);
  }

  private FunctionConfiguration withEnvironment(Map<String, String> variables) {
    return new FunctionConfiguration(name, handler, memoryMb, timeout, variables);
  }

  /** With these variables, which take precedence over its own. */
  public FunctionConfiguration withVariables(Map<String, String> variables) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(variables);
    return withEnvironment(all);
  }

  /** As a published version that starts from a snapshot of its init phase. */
  public FunctionConfiguration withSnapStart() {
    return withVariables(Map.of(INITIALIZATION_TYPE, SNAP_START));
  }

  /** Whether it starts from a snapshot. */
  public boolean isSnapStart() {
    return SNAP_START.equals(environment.get(INITIALIZATION_TYPE));
  }

  /**
   * How long its init phase may take: before a snapshot as long as an invocation, and at least 130 s.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">The
   *     lifecycle</a>
   */
  public Duration initLimit() {
    if (!isSnapStart()) {
      return ON_DEMAND_LIMIT;
    }
    return timeout.compareTo(SNAP_START_LIMIT) > 0 ? timeout : SNAP_START_LIMIT;
  }

  /** The version that runs: only a published one starts from a snapshot. */
  String version() {
    return isSnapStart() ? FIRST_PUBLISHED : "$LATEST";
  }

  /**
   * The Amazon Resource Name that it is invoked by, in the account of AWS's examples: the version is
   * a part of it only if it is a published one.
   */
  public String arn(String region) {
    String arn = "arn:aws:lambda:" + region + ":123456789012:function:" + name;
    return isSnapStart() ? arn + ":" + FIRST_PUBLISHED : arn;
  }

  public FunctionConfiguration withTimeout(Duration other) {
    return new FunctionConfiguration(name, handler, memoryMb, other, environment);
  }
}
