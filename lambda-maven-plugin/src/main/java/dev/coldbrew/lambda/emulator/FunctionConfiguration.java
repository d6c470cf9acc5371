package dev.coldbrew.lambda.emulator;

import java.time.Duration;
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
}
