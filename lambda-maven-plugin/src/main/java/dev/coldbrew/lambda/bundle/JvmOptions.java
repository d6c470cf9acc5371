package dev.coldbrew.lambda.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The JVM's options: those of the pom, as far as they are safe, and what the function needs besides. */
final class JvmOptions {

  /**
   * The first JDK that warns, in four lines at each start, of libraries that load native code (JEP
   * 472); the option costs a start nothing.
   */
  private static final int WARNS_OF_NATIVE_ACCESS = 24;

  private static final String NATIVE_ACCESS = "--enable-native-access";

  private final List<String> options;

  /** @param fromPom those that the user has set, or the default */
  JvmOptions(List<String> fromPom) {
    options = new ArrayList<>(fromPom);
  }

  JvmOptions without(String option) {
    options.remove(option);
    return this;
  }

  JvmOptions withFonts(Optional<TaskFonts> fonts) {
    fonts.ifPresent(those -> options.addAll(0, those.options()));
    return this;
  }

  /** @param feature of the JDK, such as 25 */
  JvmOptions withNativeAccess(int feature) {
    boolean isSet = options.stream()
        .anyMatch(option ->
            option.startsWith(NATIVE_ACCESS) || option.startsWith("--illegal-native-access"));
    if (feature >= WARNS_OF_NATIVE_ACCESS && !isSet) {
      options.add(NATIVE_ACCESS + "=ALL-UNNAMED");
    }
    return this;
  }

  /** What no start should have to find out. */
  JvmOptions withProperty(String name, String value) {
    options.add("-Ddev.coldbrew.lambda." + name + "=" + value);
    return this;
  }

  List<String> list() {
    return List.copyOf(options);
  }
}
