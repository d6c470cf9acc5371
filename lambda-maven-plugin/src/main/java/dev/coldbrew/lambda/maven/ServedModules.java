// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import com.google.gson.Gson;
import dev.coldbrew.lambda.problem.ProblemException;
import java.util.List;
import org.apache.maven.execution.MavenSession;

/**
 * The functions of a build's modules. Maven runs a goal in one module after another, or in several
 * at once, and the last one serves them all.
 */
final class ServedModules {

  private static final String KEY = "dev.coldbrew.lambda.serve";

  /** The functions, as JSON. */
  private final SharedList<String> functions;

  ServedModules(SharedList<String> functions) {
    this.functions = functions;
  }

  static ServedModules of(MavenSession session) {
    return new ServedModules(SharedList.of(session, KEY));
  }

  /**
   * Adds a module's function.
   *
   * @param function null for none
   * @return the functions of all modules, if this was the last one; else an empty list
   * @throws ProblemException if it cannot be served together with those that were added before
   */
  List<ServedModule> add(String module, ServedModule function, int modules) {
    return functions
        .add(module, new Gson().toJson(function), modules, earlier -> {
          ServedModule other = new Gson().fromJson(earlier, ServedModule.class);
          if (function != null && other != null) {
            requireDistinct(other, function);
          }
        })
        .stream()
        .map(json -> new Gson().fromJson(json, ServedModule.class))
        .filter(each -> each != null)
        .toList();
  }

  private static void requireDistinct(ServedModule one, ServedModule other) {
    if (one.name().equalsIgnoreCase(other.name())) {
      throw new ProblemException(
          one.name().equals(other.name())
              ? "two modules have a function named '" + one.name() + "'"
              : "the functions '" + one.name() + "' and '" + other.name()
                  + "' differ only in case, which the host of a URL ignores",
          "parameter <functionName>, property lambda.functionName",
          "set another <functionName> in one of their poms, or serve one of them with -pl");
    }
    if (one.debugPort() != 0 && one.debugPort() == other.debugPort()) {
      throw new ProblemException(
          "the functions '" + one.name() + "' and '" + other.name()
              + "' cannot both listen for a debugger on port " + one.debugPort(),
          "property lambda.serve.debug",
          "debug one of them: -pl with the folder of its module serves it alone");
    }
  }
}
