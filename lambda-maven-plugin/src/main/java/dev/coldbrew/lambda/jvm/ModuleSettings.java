// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import dev.coldbrew.lambda.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/**
 * The pom's settings for the JVM's modules.
 *
 * @param modules to add to those that are found
 * @param excluded to leave out of those that are found
 * @param locales to format for, instead of those that are found; empty to keep these
 */
public record ModuleSettings(List<String> modules, List<String> excluded, List<String> locales) {

  private static final String ALL_LOCALES = "*";

  public ModuleSettings {
    modules = List.copyOf(modules);
    excluded = List.copyOf(excluded);
    locales = List.copyOf(locales);
  }

  boolean allLocales() {
    return locales.contains(ALL_LOCALES)
        || (locales.isEmpty() && modules.contains(ImageContent.LOCALE_DATA));
  }

  boolean excludes(String module) {
    return excluded.contains(module);
  }

  /** Refuses modules that the JDK does not have. */
  public void check(Jdk jdk) {
    jdk.requireModules(modules, "parameter <modules>");
    jdk.requireModules(excluded, "parameter <excludeModules>");
    List<String> both = new ArrayList<>(modules);
    both.retainAll(excluded);
    if (!both.isEmpty()) {
      throw new ProblemException(
          "module '" + both.get(0) + "' is both added and excluded",
          "parameters <modules> and <excludeModules>",
          "delete it from one of them");
    }
  }
}
