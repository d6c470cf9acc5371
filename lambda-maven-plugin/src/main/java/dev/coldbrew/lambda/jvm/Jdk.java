// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import dev.coldbrew.lambda.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A JDK on this machine, known from its {@link ReleaseFile}: no process is started.
 *
 * @param home its folder
 * @param feature 17, 25
 * @param version "25.0.3"
 * @param build the same in full, "25.0.3+9-LTS"
 * @param vendor the name that people use, such as "Temurin" or "Debian"
 * @param system "Linux x86_64", or "Linux x86_64 (musl)" if its C library is not glibc
 * @param earlyAccess whether it is not released yet
 * @param modules the names of its modules
 * @param tools the home of the JDK whose programs link its JVM: its own, or if it is for another
 *     machine, that of one for this machine
 * @param jmods the modules from which its JVM is linked on another machine
 */
public record Jdk(
    Path home,
    int feature,
    String version,
    String build,
    String vendor,
    String system,
    boolean earlyAccess,
    Set<String> modules,
    Path tools,
    Optional<Path> jmods) {

  /** The oldest that can run the runtime's classes. */
  static final int OLDEST_FEATURE = 17;

  public Jdk {
    modules = Set.copyOf(modules);
  }

  /** A JDK whose own programs link its JVM. */
  Jdk(
      Path home,
      int feature,
      String version,
      String build,
      String vendor,
      String system,
      boolean earlyAccess,
      Set<String> modules) {
    this(
        home,
        feature,
        version,
        build,
        vendor,
        system,
        earlyAccess,
        modules,
        home,
        Stream.of(home.resolve("jmods"), separateJmods(home))
            .filter(Files::isDirectory)
            .findFirst());
  }

  /** The same JDK, with the programs of another one. */
  Jdk withToolsOf(Jdk other) {
    return new Jdk(
        home, feature, version, build, vendor, system, earlyAccess, modules, other.home, jmods);
  }

  /** The same JDK, with modules from another folder. */
  Jdk withJmods(Path folder) {
    return new Jdk(
        home,
        feature,
        version,
        build,
        vendor,
        system,
        earlyAccess,
        modules,
        tools,
        Optional.of(folder));
  }

  /** Whether its own programs are for another machine. */
  public boolean isForeign() {
    return !tools.equals(home);
  }

  /**
   * The JDK in a folder, or in the {@code Contents/Home} below it as on macOS. Empty if nothing
   * there can be read or understood: a search also comes upon folders that the user did not name.
   */
  static Optional<Jdk> in(Path folder) {
    for (Path home : new Path[] {folder, folder.resolve("Contents/Home")}) {
      if (Files.isRegularFile(ReleaseFile.of(home))) {
        return ReleaseFile.read(home).flatMap(release -> of(home, release));
      }
    }
    return Optional.empty();
  }

  /**
   * The JDK in a folder.
   *
   * @throws ProblemException if there is none, or it is too old
   */
  public static Jdk at(Path folder) {
    Jdk jdk = in(folder)
        .orElseThrow(() -> new ProblemException(
            "'%s' is not the home of a JDK: %s".formatted(folder, whyNotHome(folder)),
            "parameter <jdk>, property lambda.jdk",
            "set the folder above the JDK's 'bin', or a version: <jdk>25</jdk>"));
    if (jdk.feature < OLDEST_FEATURE) {
      throw new ProblemException(
          "JDK %s at '%s' is older than %d".formatted(jdk.version, jdk.home, OLDEST_FEATURE),
          "parameter <jdk>, property lambda.jdk",
          "set a newer one: <jdk>25</jdk>");
    }
    return jdk;
  }

  private static String whyNotHome(Path folder) {
    if (!Files.exists(folder)) {
      return "it does not exist";
    }
    if (!Files.isDirectory(folder)) {
      return "it is a file";
    }
    return Files.exists(ReleaseFile.of(folder))
        ? "its file 'release' states no Java version"
        : "it has no file 'release'";
  }

  private static Optional<Jdk> of(Path home, ReleaseFile release) {
    return JdkVersion.parse(release.version())
        .map(version -> new Jdk(
            home,
            version.feature(),
            release.version(),
            release.build(),
            release.vendor(),
            release.system(),
            JdkVersion.isEarlyAccess(release.build()),
            release.modules()));
  }

  /**
   * The folder with its modules if they come in a separate archive, as for some JDKs since 24: the
   * archive unpacks to a folder with this name.
   */
  Path separateJmods() {
    return separateJmods(home);
  }

  private static Path separateJmods(Path home) {
    return home.resolveSibling(home.getFileName() + "-jmods");
  }

  /**
   * Whether its JCE accepts only signed providers; OpenJDK's accepts all ("How to Implement a
   * Provider", step 6).
   */
  public boolean requiresSignedProviders() {
    return vendor.startsWith("Oracle");
  }

  /** A JDK, not a JRE. */
  boolean hasTools() {
    return program("jlink").isPresent();
  }

  /** One of its programs, by its name on this system or on Windows. */
  private Optional<Path> program(String name) {
    Path bin = tools.resolve("bin");
    return Stream.of(bin.resolve(name), bin.resolve(name + ".exe"))
        .filter(Files::exists)
        .findFirst();
  }

  /**
   * The path of one of its programs.
   *
   * @throws ProblemException if it is missing, as from a JRE
   */
  Path tool(String name) {
    return program(name)
        .orElseThrow(() -> new ProblemException(
            name + " is missing from the JDK at '" + tools + "'",
            "parameter <jdk>, property lambda.jdk",
            "set the path of a full JDK: <jdk>/path/of/the/jdk</jdk>"));
  }

  /**
   * Refuses modules that this JDK does not have.
   *
   * @param where the parameter that names them
   */
  public void requireModules(Collection<String> names, String where) {
    TreeSet<String> unknown = new TreeSet<>(names);
    unknown.removeAll(modules);
    if (!unknown.isEmpty()) {
      throw new ProblemException(
          "%s '%s' %s not in JDK %s at '%s'"
              .formatted(
                  unknown.size() == 1 ? "module" : "modules",
                  String.join("', '", unknown),
                  unknown.size() == 1 ? "is" : "are",
                  version,
                  home),
          where,
          "choose from those that its file 'release' lists: " + ReleaseFile.of(home));
    }
  }

  /** Whether it is a JDK "25", "25.0.3" or "25.0.3+9". */
  boolean is(String asked) {
    return JdkVersion.matches(version, asked) || JdkVersion.matches(build, asked);
  }

  /** Compares by age. */
  static int byVersion(Jdk one, Jdk other) {
    return JdkVersion.compare(one.version, other.version);
  }

  /** "Temurin 25.0.3". */
  public String name() {
    return vendor + " " + version;
  }
}
