// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import com.google.gson.Gson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.maven.execution.MavenSession;

/**
 * The functions of a build's modules. Maven runs a goal in one module after another, or in several at
 * once, and the last one serves them all. It loads this plugin once for each module: what they share is
 * text.
 */
final class ServedModules {

  private static final String KEY = "dev.coldbrew.lambda.serve";

  /** The functions, as JSON. */
  private final List<String> functions;

  private ServedModules(List<String> functions) {
    this.functions = functions;
  }

  static ServedModules of(MavenSession session) {
    Map<String, Object> data = session.getRequest().getData();
    synchronized (data) {
      @SuppressWarnings("unchecked")
      List<String> functions = (List<String>) data.computeIfAbsent(KEY, key -> new ArrayList<>());
      return new ServedModules(functions);
    }
  }

  /**
   * Adds what a module has.
   *
   * @param function null for none
   * @return the functions of all modules, if this was the last one; else an empty list
   */
  List<ServedModule> add(ServedModule function, int modules) {
    synchronized (functions) {
      functions.add(new Gson().toJson(function));
      if (functions.size() < modules) {
        return List.of();
      }
      return functions.stream()
          .map(json -> new Gson().fromJson(json, ServedModule.class))
          .filter(each -> each != null)
          .toList();
    }
  }
}
