// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The JDK whose programs link the JVM of a JDK for another system. jlink accepts modules of its own
 * feature version, and since JDK 25 only those of its own build.
 */
final class BuildJdk {

  private BuildJdk() {}

  /**
   * The given JDK, with the programs of another one.
   *
   * @param system this machine's
   * @param seen the JDKs on this machine
   * @throws ProblemException if none of them can link it, or its modules are missing
   */
  static Jdk forLinking(Jdk target, String system, Collection<Jdk> seen) throws IOException {
    requireJmods(target);
    Optional<Jdk> linker = find(seen, target, system);
    if (linker.isPresent()) {
      return target.withToolsOf(linker.get());
    }
    boolean sameBuild = needsSameBuild(target);
    String needed = sameBuild ? build(target) : "JDK " + target.feature();
    throw new ProblemException(
        "%s at '%s' is for %s, but there is no %s for %s to link its JVM with; found %s"
            .formatted(
                target.name(),
                target.home(),
                target.system(),
                sameBuild ? needed : needed + " (of any vendor)",
                system,
                found(system, seen, sameBuild)),
        "parameter <jdk>, property lambda.jdk",
        "install " + needed + " for " + system + ", or name another JDK for " + target.system());
  }

  /** Whether only the same build can link it. */
  static boolean needsSameBuild(Jdk target) {
    return JdkTrait.LINKS_ONLY_ITS_BUILD.isIn(target);
  }

  /** Whether one of them can link it. */
  static boolean isAmong(Collection<Jdk> seen, Jdk target, String system) {
    return find(seen, target, system).isPresent();
  }

  /** The version of a JDK that can link it, such as "17" or "25.0.3+9-LTS". */
  static String version(Jdk target) {
    return needsSameBuild(target) ? target.build() : Integer.toString(target.feature());
  }

  private static Optional<Jdk> find(Collection<Jdk> seen, Jdk target, String system) {
    return seen.stream()
        .filter(jdk -> jdk.system().equals(system) && jdk.hasTools())
        .filter(jdk -> links(jdk, target))
        .findFirst();
  }

  private static String found(String system, Collection<Jdk> seen, boolean builds) {
    return seen.stream()
        .filter(jdk -> jdk.system().equals(system))
        .map(builds ? BuildJdk::build : Jdk::name)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** With its vendor: "Temurin 25.0.3+9-LTS". */
  private static String build(Jdk jdk) {
    return jdk.vendor() + " " + jdk.build();
  }

  private static boolean links(Jdk jdk, Jdk target) {
    return jdk.feature() == target.feature()
        && (!needsSameBuild(target) || build(jdk).equals(build(target)));
  }

  private static void requireJmods(Jdk target) throws IOException {
    if (target.jmods().isEmpty()) {
      throw new ProblemException(
          "%s at '%s' has no folder 'jmods', from which its JVM could be linked on another system"
              .formatted(target.name(), target.home()),
          "parameter <jdk>, property lambda.jdk",
          JdkTrait.LINKS_FROM_ITSELF.isIn(target)
              ? "unpack its vendor's archive of jmods as '" + target.separateJmods() + "'"
              : "set the path of a full JDK for " + target.system()
                  + ": <jdk>/path/of/the/jdk</jdk>");
    }
    Jmods.requireBuild(
        target.jmods().get(),
        target.build(),
        "JDK '" + target.home() + "'",
        "replace that folder with the jmods of that build");
  }
}
