// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.maven.execution.MavenSession;

/**
 * The deployments of a build's modules. They wait for the last module, so that nothing is deployed if
 * one of them cannot be built, or two have functions of the same name. Maven may load this plugin once
 * for each module, so all that they can share are the JDK's types.
 */
final class ReactorFunctions {

  private static final String KEY = "dev.coldbrew.lambda.deploy";

  /** By the functions' names; null for a module that has none. */
  private final List<Map.Entry<String, Runnable>> modules;

  ReactorFunctions(List<Map.Entry<String, Runnable>> modules) {
    this.modules = modules;
  }

  static ReactorFunctions of(MavenSession session) {
    return new ReactorFunctions(SharedList.of(session, KEY));
  }

  /**
   * Adds a module.
   *
   * @param function null if it has none
   * @param all how many modules there are
   * @return the deployments of all modules, if this was the last one; else an empty list
   * @throws ProblemException if another module has a function of that name
   */
  List<Runnable> add(Map.Entry<String, Runnable> function, int all) {
    synchronized (modules) {
      if (function != null) {
        requireDistinct(function.getKey());
      }
      modules.add(function);
      return modules.size() < all
          ? List.of()
          : modules.stream().filter(Objects::nonNull).map(Map.Entry::getValue).toList();
    }
  }

  private void requireDistinct(String name) {
    if (modules.stream().anyMatch(each -> each != null && each.getKey().equals(name))) {
      throw new ProblemException(
          "two modules have a function named '" + name + "'",
          "parameter <functionName>, property lambda.functionName",
          "set another <functionName> in one of their poms, or deploy one of them with -pl");
    }
  }
}
