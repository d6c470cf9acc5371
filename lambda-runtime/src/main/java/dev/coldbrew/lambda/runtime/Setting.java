package dev.coldbrew.lambda.runtime;

/** Reads the numbers among the environment variables, and tells which one is none. */
final class Setting {

  private Setting() {}

  /**
   * @throws IllegalArgumentException if the value is no whole number
   */
  static int number(String variable, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "environment variable " + variable + " is '" + value + "', which is no whole number", e);
    }
  }
}
