package dev.coldbrew.lambda.emulator;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a function is created with in AWS, as far as it can be felt from inside. The environment is
 * what the user would enter there, and comes on top of every other variable.
 */
public record FunctionConfiguration(
    String name, String handler, int memoryMiB, Duration timeout, Map<String, String> environment) {

  public FunctionConfiguration {
    environment = Map.copyOf(environment);
  }

  /**
   * Without a debugger among the options of its JVMs: a JVM takes one only, and records no startup
   * cache with it.
   */
  public FunctionConfiguration withoutDebugger() {
    Map<String, String> variables = new HashMap<>(environment);
    for (String name : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")) {
      variables.computeIfPresent(name, (key, options) -> {
        String others =
            options.replaceAll("(?<!\\S)-(agentlib:jdwp|Xrunjdwp)\\S*", "").strip();
        return others.isEmpty() ? null : others;
      });
    }
    return new FunctionConfiguration(name, handler, memoryMiB, timeout, variables);
  }

  public FunctionConfiguration withTimeout(Duration other) {
    return new FunctionConfiguration(name, handler, memoryMiB, other, environment);
  }
}
