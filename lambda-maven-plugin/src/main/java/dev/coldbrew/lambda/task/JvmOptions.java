// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import dev.coldbrew.lambda.jvm.JdkTrait;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The JVM's options: those of the pom, as far as they are safe, and what the function needs besides. */
public final class JvmOptions {

  /**
   * Reflection without code that the JVM generates and compiles for each method: a tenth of the
   * processor time of a bean's first invocation. With it, the JDK hands the methods that take their
   * caller their arguments in the wrong order (Class.forName(String), Method.invoke and three
   * others, called by reflection).
   */
  public static final String NATIVE_REFLECTION = "-Djdk.reflect.useNativeAccessorOnly=true";

  /** Those of a function whose pom sets none, separated by commas. */
  public static final String DEFAULT =
      "-XX:+UseSerialGC,-XX:TieredStopAtLevel=1,-XX:-UsePerfData," + NATIVE_REFLECTION;

  private static final String LAST_TIER = "-XX:TieredStopAtLevel=";

  /** Options that bring C2 back. */
  private static final Pattern WITHOUT_TIERS =
      Pattern.compile("-XX:(-TieredCompilation|CompilationMode=.*)");

  private static final String NATIVE_ACCESS = "--enable-native-access";

  private final List<String> options;

  /** @param fromPom those that the user has set, or the default */
  public JvmOptions(List<String> fromPom) {
    options = new ArrayList<>(fromPom);
  }

  /**
   * Whether they let the JVM use C2, the compiler of tier 4. By default they do not: it would take
   * more time than it saves a function. What comes from environment variables yields to them.
   */
  public boolean optimize() {
    String tier = "4";
    for (String option : options) {
      tier = option.startsWith(LAST_TIER) ? option.substring(LAST_TIER.length()) : tier;
    }
    return !tier.matches("[0-3]") || options.stream().anyMatch(WITHOUT_TIERS.asMatchPredicate());
  }

  public JvmOptions without(String option) {
    options.remove(option);
    return this;
  }

  public JvmOptions withFonts(Optional<TaskFonts> fonts) {
    fonts.ifPresent(those -> options.addAll(0, those.options()));
    return this;
  }

  /** @param feature of the JDK, such as 25 */
  public JvmOptions withNativeAccess(int feature) {
    boolean isSet = options.stream()
        .anyMatch(option ->
            option.startsWith(NATIVE_ACCESS) || option.startsWith("--illegal-native-access"));
    if (JdkTrait.WARNS_OF_NATIVE_ACCESS.isIn(feature) && !isSet) {
      options.add(NATIVE_ACCESS + "=ALL-UNNAMED");
    }
    return this;
  }

  /** What no start should have to find out. */
  public JvmOptions withProperty(String name, String value) {
    options.add("-Ddev.coldbrew.lambda." + name + "=" + value);
    return this;
  }

  public List<String> list() {
    return List.copyOf(options);
  }
}
