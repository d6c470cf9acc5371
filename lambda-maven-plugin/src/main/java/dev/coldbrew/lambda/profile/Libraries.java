// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.profile;

import dev.coldbrew.lambda.training.LoadedClasses;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The jars that the function's classes are from.
 *
 * @param byClass file names of jars, by class names with dots
 * @param classes how many were loaded, by jar
 * @param outside how many of these did not come from the startup cache, by jar
 */
record Libraries(
    Map<String, String> byClass, Map<String, Integer> classes, Map<String, Integer> outside) {

  /** For classes that the JVM makes as it runs, such as lambdas and proxies. */
  private static final String GENERATED = "(generated)";

  static Libraries of(LoadedClasses loaded) {
    Libraries libraries = new Libraries(new HashMap<>(), new HashMap<>(), new HashMap<>());
    loaded.fromCache().forEach(libraries::add);
    loaded.fromJars().forEach((name, jar) -> {
      libraries.add(name, jar);
      libraries.outside.merge(jar.getFileName().toString(), 1, Integer::sum);
    });
    return libraries;
  }

  private void add(String className, Path jar) {
    byClass.put(className, jar.getFileName().toString());
    classes.merge(jar.getFileName().toString(), 1, Integer::sum);
  }

  /** The jar of a class; a lambda's is that of the class that has it. */
  String of(String className) {
    String jar = byClass.get(className);
    if (jar == null) {
      int lambda = className.indexOf("$$");
      int end = lambda > 0 ? lambda : className.indexOf('/');
      jar = end > 0 ? byClass.get(className.substring(0, end)) : null;
    }
    return jar == null ? GENERATED : jar;
  }
}
