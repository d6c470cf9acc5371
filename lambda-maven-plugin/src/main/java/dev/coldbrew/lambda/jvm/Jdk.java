// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A JDK on this machine, known from the file {@code release} in its home; no process is started.
 *
 * @param home its folder
 * @param feature 17, 25
 * @param version "25.0.3"
 * @param build the same in full, "25.0.3+9-LTS"
 * @param vendor a word for people, such as "Temurin" or "Debian"
 * @param system "Linux x86_64", or "Linux x86_64 (musl)" where the C library is not glibc
 * @param earlyAccess whether it is not released yet
 * @param modules the names of its modules
 * @param tools the home of the JDK whose programs work on it: its own, or that of one for this
 *     machine, where it is for another
 * @param jmods the modules from which JVMs for its system are linked elsewhere
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

  /** The oldest that the runtime's classes run on. */
  static final int OLDEST_FEATURE = 17;

  /** Java 8 is called "1.8.0_402". */
  private static final Pattern BEFORE_JAVA_9 = Pattern.compile("^1\\.(\\d+)[._].*");

  /** Zeros at the end of the numbers, and from the first character on that the JDK's versions lack. */
  private static final String NOT_OF_JAVA = "(?:\\.0)+(?=[-+]|$)|[^-+.0-9A-Za-z].*";

  private static final Pattern LEADING_WORDS = Pattern.compile("[A-Za-z]+( [A-Za-z]+)*");

  public Jdk {
    modules = Set.copyOf(modules);
  }

  /** One that works on itself. */
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

  /** The same, with the programs of another one. */
  Jdk withToolsOf(Jdk other) {
    return new Jdk(
        home, feature, version, build, vendor, system, earlyAccess, modules, other.home, jmods);
  }

  /** The same, with modules that are elsewhere. */
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
   * The JDK in that folder; on macOS also in the {@code Contents/Home} below it. What cannot be
   * read or understood is none: a search meets folders that the user did not name.
   */
  static Optional<Jdk> in(Path folder) {
    for (Path home : new Path[] {folder, folder.resolve("Contents/Home")}) {
      Path release = home.resolve("release");
      if (Files.isRegularFile(release)) {
        return of(home, release);
      }
    }
    return Optional.empty();
  }

  /**
   * The JDK in that folder.
   *
   * @throws ProblemException when there is none, or when it is too old
   */
  public static Jdk at(Path folder) {
    Jdk jdk = in(folder)
        .orElseThrow(() -> new ProblemException(
            "'%s' is not the home of a JDK: %s"
                .formatted(
                    folder,
                    Files.exists(folder.resolve("release"))
                        ? "its file 'release' names no Java version"
                        : "it has no file 'release'"),
            "parameter <jdk>",
            "set the folder above the JDK's 'bin', or a version: <jdk>25</jdk>"));
    if (jdk.feature < OLDEST_FEATURE) {
      throw new ProblemException(
          "JDK %s at '%s' is older than %d".formatted(jdk.version, jdk.home, OLDEST_FEATURE),
          "parameter <jdk>",
          "set a newer one: <jdk>25</jdk>");
    }
    return jdk;
  }

  private static Optional<Jdk> of(Path home, Path release) {
    Properties facts;
    try {
      facts = facts(release);
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // other programs have a file 'release', too
    }
    String version = facts.getProperty("JAVA_VERSION", "");
    Optional<Runtime.Version> parsed = parse(version);
    if (parsed.isEmpty()) {
      return Optional.empty();
    }
    String build = facts.getProperty("JAVA_RUNTIME_VERSION", version);
    String[] modules = facts.getProperty("MODULES", "").split(" ");
    String musl = facts.getProperty("LIBC", "").equals("musl") ? " (musl)" : "";
    return Optional.of(new Jdk(
        home,
        parsed.get().feature(),
        version,
        build,
        vendor(facts),
        facts.getProperty("OS_NAME") + " " + facts.getProperty("OS_ARCH") + musl,
        parse(build).flatMap(Runtime.Version::pre).isPresent(),
        new TreeSet<>(Arrays.asList(modules))));
  }

  private static Properties facts(Path release) throws IOException {
    Properties facts = new Properties();
    try (Reader reader = Files.newBufferedReader(release, StandardCharsets.ISO_8859_1)) {
      facts.load(reader);
    }
    facts.replaceAll((key, value) -> value.toString().replaceAll("^\"|\"$", ""));
    return facts;
  }

  /**
   * Where its modules are if they came in an archive of their own, as some do since JDK 24: that
   * unpacks to a folder with this name.
   */
  Path separateJmods() {
    return separateJmods(home);
  }

  private static Path separateJmods(Path home) {
    return home.resolveSibling(home.getFileName() + "-jmods");
  }

  private static Optional<Runtime.Version> parse(String version) {
    try {
      return Optional.of(Runtime.Version.parse(
          BEFORE_JAVA_9.matcher(version).replaceFirst("$1").replaceAll(NOT_OF_JAVA, "")));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** "Temurin-25.0.3+9" and "Corretto-25.0.3.9.1" say more than their vendor. */
  private static String vendor(Properties facts) {
    Matcher implementation = LEADING_WORDS.matcher(facts.getProperty("IMPLEMENTOR_VERSION", ""));
    return implementation.lookingAt()
        ? implementation.group()
        : facts.getProperty("IMPLEMENTOR", "OpenJDK");
  }

  /**
   * Whether its JCE takes signed providers alone; OpenJDK's takes all ("How to Implement a Provider",
   * step 6).
   */
  public boolean requiresSignedProviders() {
    return vendor.startsWith("Oracle");
  }

  /** A JDK, not a JRE. */
  boolean hasTools() {
    return program("jlink").isPresent();
  }

  /** One of its programs, by the name that it has on this system or on Windows. */
  private Optional<Path> program(String name) {
    Path bin = tools.resolve("bin");
    return Stream.of(bin.resolve(name), bin.resolve(name + ".exe"))
        .filter(Files::exists)
        .findFirst();
  }

  /**
   * The path of one of its programs.
   *
   * @throws ProblemException when it is not there, as in a JRE
   */
  Path tool(String name) {
    return program(name)
        .orElseThrow(() -> new ProblemException(
            name + " is missing from the JDK at '" + tools + "'",
            "parameter <jdk>",
            "set a full JDK, by version or by path: <jdk>25</jdk>"));
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
          "choose from those that this command lists: " + home.resolve("bin/java --list-modules"));
    }
  }

  /** Whether "25", "25.0.3" or "25.0.3+9" is said of this one. */
  boolean is(String asked) {
    return isVersion(version, asked) || isVersion(build, asked);
  }

  static boolean isVersion(String whole, String asked) {
    return whole.startsWith(asked)
        && (whole.length() == asked.length()
            || !Character.isLetterOrDigit(whole.charAt(asked.length())));
  }

  /** Compares by age: "25.0.10" is newer than "25.0.9". */
  static int byVersion(Jdk one, Jdk other) {
    return byVersion(one.version, other.version);
  }

  static int byVersion(String one, String other) {
    return parse(one).orElseThrow().compareTo(parse(other).orElseThrow());
  }

  /** "Temurin 25.0.3". */
  public String name() {
    return vendor + " " + version;
  }
}
