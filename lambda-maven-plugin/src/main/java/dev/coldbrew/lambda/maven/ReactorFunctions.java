// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;

/**
 * The deployments of a build's modules. They wait for the last module, so that nothing is deployed
 * if one of them cannot be built, or two have functions of the same name.
 */
final class ReactorFunctions {

  private static final String KEY = "dev.coldbrew.lambda.deploy";

  /** The functions' names with their modules, also those of goals that are bound to a phase. */
  private final List<Map.Entry<String, String>> names;

  private final SharedList<Optional<Runnable>> modules;

  ReactorFunctions(List<Map.Entry<String, String>> names, SharedList<Optional<Runnable>> modules) {
    this.names = names;
    this.modules = modules;
  }

  static ReactorFunctions of(MavenSession session) {
    return new ReactorFunctions(
        SharedList.shared(session, KEY + ".names"), SharedList.of(session, KEY));
  }

  /**
   * Notes a function that is about to be deployed. A module may deploy its function several times,
   * such as with other settings.
   *
   * @throws ProblemException if another module has a function of that name
   */
  void requireDistinct(String name, String module) {
    synchronized (names) {
      if (names.stream()
          .anyMatch(each -> each.getKey().equals(name) && !each.getValue().equals(module))) {
        throw new ProblemException(
            "two modules have a function named '" + name + "'",
            "parameter <functionName>, property lambda.functionName",
            "set another <functionName> in one of their poms, or deploy one of them: -pl MODULE -am");
      }
      names.add(Map.entry(name, module));
    }
  }

  /**
   * Adds what a module would deploy.
   *
   * @param deployment empty if it has no function
   * @param all how many modules there are
   * @return the deployments of all modules, if this was the last one; else empty
   */
  Optional<List<Runnable>> add(String module, Optional<Runnable> deployment, int all) {
    List<Optional<Runnable>> ofAll = modules.add(module, deployment, all, earlier -> {});
    return ofAll.isEmpty()
        ? Optional.empty()
        : Optional.of(ofAll.stream().flatMap(Optional::stream).toList());
  }
}
