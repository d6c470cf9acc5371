package dev.coldbrew.lambda.runtime.settings;

/** Reads the numbers among the environment variables, and tells which one is none. */
public final class Setting {

  private Setting() {}

  /**
   * @throws IllegalArgumentException if the value is no whole number
   */
  public static int number(String variable, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "environment variable " + variable + " is '" + value + "', which is no whole number", e);
    }
  }
}
