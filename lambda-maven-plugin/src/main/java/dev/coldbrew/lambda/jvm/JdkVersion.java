// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import java.util.Optional;
import java.util.regex.Pattern;

/** Versions of JDKs, as their vendors write them and as users ask for them. */
final class JdkVersion {

  /** Java 8 calls itself "1.8.0_402". */
  private static final Pattern BEFORE_JAVA_9 = Pattern.compile("^1\\.(\\d+)[._].*");

  /** Trailing zeros of the numbers; and everything from the first character that Java does not allow. */
  private static final String NOT_OF_JAVA = "(?:\\.0)+(?=[-+]|$)|[^-+.0-9A-Za-z].*";

  private JdkVersion() {}

  /** Empty if that is not a version of Java. */
  static Optional<Runtime.Version> parse(String version) {
    try {
      return Optional.of(Runtime.Version.parse(
          BEFORE_JAVA_9.matcher(version).replaceFirst("$1").replaceAll(NOT_OF_JAVA, "")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The 25 of "25.0.3". */
  static int feature(String version) {
    String digits = version.replaceFirst("\\D.*", "");
    return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
  }

  static boolean isEarlyAccess(String build) {
    return parse(build).flatMap(Runtime.Version::pre).isPresent();
  }

  /** Whether a version is the one that was asked for: "25", "25.0.3" and "25.0.3+9" all match "25.0.3+9". */
  static boolean matches(String version, String asked) {
    return version.startsWith(asked)
        && (version.length() == asked.length()
            || !Character.isLetterOrDigit(version.charAt(asked.length())));
  }

  /** Compares by age: "25.0.10" is newer than "25.0.9". */
  static int compare(String one, String other) {
    return parse(one).orElseThrow().compareTo(parse(other).orElseThrow());
  }
}
