// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The JDKs that are installed on this machine: the one that runs Maven, those that {@code toolchains.xml}
 * and the environment name, and those in the folders of operating systems, version managers and IDEs.
 */
final class InstalledJdks {

  /** Folders in which operating systems and installers put JDKs. */
  private static final List<String> PLACES = List.of(
      "usr/lib/jvm",
      "usr/lib64/jvm",
      "usr/java",
      "opt",
      "Library/Java/JavaVirtualMachines",
      "Program Files/Java",
      "Program Files/Eclipse Adoptium",
      "Program Files/Amazon Corretto",
      "Program Files/Microsoft",
      "Program Files/Zulu");

  /** Folders in the user's home in which version managers and IDEs put JDKs. */
  private static final List<String> HOME_PLACES = List.of(
      ".sdkman/candidates/java",
      ".jdks",
      ".gradle/jdks",
      ".local/share/mise/installs/java",
      ".asdf/installs/java",
      ".jenv/versions",
      "Library/Java/JavaVirtualMachines");

  private final Path running;
  private final List<Path> toolchains;
  private final Map<String, String> environment;
  private final List<Path> places = new ArrayList<>();

  /**
   * @param running the home of the JDK that runs Maven
   * @param toolchains the homes in toolchains.xml, in its order
   * @param environment the environment variables, such as JAVA_HOME, and JAVA_HOME_25_X64 on CI
   *     machines
   * @param userHome where version managers install
   * @param root where the operating system installs
   */
  InstalledJdks(
      Path running,
      List<Path> toolchains,
      Map<String, String> environment,
      Path userHome,
      Path root) {
    this.running = running;
    this.toolchains = List.copyOf(toolchains);
    this.environment = Map.copyOf(environment);
    HOME_PLACES.forEach(place -> places.add(userHome.resolve(place)));
    PLACES.forEach(place -> places.add(root.resolve(place)));
  }

  static InstalledJdks onThisMachine(List<Path> toolchains) {
    return new InstalledJdks(
        Path.of(System.getProperty("java.home")),
        toolchains,
        System.getenv(),
        Path.of(System.getProperty("user.home")),
        Path.of("/"));
  }

  /** The home of the JDK that runs Maven. */
  Path running() {
    return running;
  }

  /** The JDKs that {@code toolchains.xml} names. */
  Collection<Jdk> ofToolchains() {
    return distinct(toolchains);
  }

  /**
   * All of them, in the order of preference among equals.
   *
   * @param others the homes of more, which come last
   */
  Collection<Jdk> with(List<Path> others) {
    List<Path> folders = new ArrayList<>(toolchains);
    folders.add(running);
    environment.entrySet().stream()
        .filter(variable -> variable.getKey().startsWith("JAVA_HOME"))
        .filter(variable -> !variable.getValue().isBlank())
        .sorted(Map.Entry.comparingByKey())
        .forEach(variable -> addPath(folders, variable.getValue()));
    places.forEach(place -> folders.addAll(children(place)));
    folders.addAll(others);
    return distinct(folders);
  }

  /** Skips text that is not a path, such as one with letters that the locale does not have. */
  private static void addPath(List<Path> folders, String text) {
    try {
      folders.add(Path.of(text));
    } catch (InvalidPathException e) {
      // The user did not ask for that one.
    }
  }

  /** One for each real folder: distributions and version managers create links such as "default". */
  private static Collection<Jdk> distinct(List<Path> folders) {
    Map<Path, Jdk> jdks = new LinkedHashMap<>();
    for (Path folder : folders) {
      Optional<Jdk> jdk = Jdk.in(folder);
      try {
        if (jdk.isPresent()) {
          jdks.putIfAbsent(jdk.get().home().toRealPath(), jdk.get());
        }
      } catch (IOException e) {
        // Removed in the meantime, so it is skipped.
      }
    }
    return jdks.values();
  }

  /** None if the folder does not exist, is a file, or cannot be read by this user. */
  private static List<Path> children(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      // Real folders before links to them, so that messages show the more stable name.
      return children
          .sorted(Comparator.<Path, Boolean>comparing(Files::isSymbolicLink).thenComparing(p -> p))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }
}
