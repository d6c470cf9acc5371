// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import dev.coldbrew.lambda.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.lambda.model.EnvironmentResponse;

/**
 * The environment variables that a function should have: those in the pom, and its existing ones.
 * Lambda replaces all variables at once. The lines contain no values, because these may be secret.
 */
record WantedEnvironment(Map<String, String> now, Map<String, String> named) {

  static WantedEnvironment of(EnvironmentResponse now, Map<String, String> named) {
    if (now != null && now.error() != null && !named.isEmpty()) {
      throw new ProblemException(
          "the function's environment variables cannot be read, so they cannot be kept: "
              + now.error().message(),
          "parameter <environment>",
          "let the deploying user decrypt them: kms:Decrypt for the function's key");
    }
    return new WantedEnvironment(now == null ? Map.of() : now.variables(), named);
  }

  /** All variables, for the request. */
  Map<String, String> all() {
    Map<String, String> all = new TreeMap<>(now);
    all.putAll(named);
    return all;
  }

  boolean isChanged() {
    return !all().equals(now);
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    named.forEach((name, value) -> {
      if (!now.containsKey(name)) {
        lines.add("+ environment " + name);
      } else if (!now.get(name).equals(value)) {
        lines.add("~ environment " + name);
      }
    });
    TreeSet<String> kept = new TreeSet<>(now.keySet());
    kept.removeAll(named.keySet());
    if (!kept.isEmpty()) {
      lines.add("= environment " + String.join(", ", kept));
    }
    return lines;
  }
}
