// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.jvm.ManagedRuntime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** What was set for a function with its own JVM, where the function is for AWS's. */
final class UnusedSettings {

  /**
   * Parameters that decide what JVM and runtime a zip has, and their properties; not those that say
   * where a JDK comes from, which a parent pom may set for all functions.
   */
  private static final Map<String, String> PARAMETERS = new LinkedHashMap<>();

  static {
    PARAMETERS.put("jdk", "lambda.jdk");
    PARAMETERS.put("launcher", "lambda.launcher");
    PARAMETERS.put("image", "lambda.image");
    PARAMETERS.put("modules", null);
    PARAMETERS.put("excludeModules", null);
    PARAMETERS.put("locales", "lambda.locales");
    PARAMETERS.put("heapPercent", "lambda.heapPercent");
    PARAMETERS.put("jvmOptions", null);
    PARAMETERS.put("serializer", "lambda.serializer");
    PARAMETERS.put("prime", "lambda.prime");
    PARAMETERS.put("keepSignatures", "lambda.keepSignatures");
  }

  private UnusedSettings() {}

  /**
   * A warning that names them all, and its hint; nothing if there are none.
   *
   * @param pom what the pom says, as {@link PomSettings} has it
   * @param pomProperties its properties
   * @param typed those of the command line
   */
  static List<String> warnings(
      ManagedRuntime runtime, Set<String> pom, Properties pomProperties, Properties typed) {
    List<String> unused = new ArrayList<>();
    PARAMETERS.forEach((parameter, property) -> {
      if (pom.contains(PomSettings.name(parameter))) { // what was typed has no effect then
        unused.add("<" + parameter + ">");
      } else if (property != null && typed.containsKey(property)) {
        unused.add("-D" + property);
      } else if (property != null && pomProperties.containsKey(property)) {
        unused.add("<" + property + ">");
      }
    });
    return unused.isEmpty()
        ? List.of()
        : List.of(
            "these settings have no effect on a zip for " + runtime + ", AWS's JVM and runtime: "
                + String.join(", ", unused),
            "hint: remove those that lambda:serve does not need, or set"
                + " <target>provided.al2023</target>");
  }
}
