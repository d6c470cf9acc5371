// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import dev.coldbrew.lambda.problem.ProblemException;
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
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the JDK that goes into the zip: by default the one that runs Maven, else by version or
 * path, in {@code toolchains.xml} first, then where JDKs usually are, then at Adoptium's. It looks at
 * files only.
 */
public final class JdkFinder {

  /** Folders whose children are JDKs: of package managers and operating systems. */
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

  /** The same, below the user's home: of version managers and IDEs. */
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
  private final List<Path> places;
  private final JdkStore store;

  /**
   * @param running the home of the JDK that runs Maven
   * @param toolchains the homes in toolchains.xml, in its order
   * @param environment for JAVA_HOME, and the JAVA_HOME_25_X64 of CI machines
   * @param userHome where version managers install
   * @param root where the operating system installs
   * @param store what was downloaded, and what can be
   */
  JdkFinder(
      Path running,
      List<Path> toolchains,
      Map<String, String> environment,
      Path userHome,
      Path root,
      JdkStore store) {
    this.running = running;
    this.store = store;
    this.toolchains = List.copyOf(toolchains);
    this.environment = Map.copyOf(environment);
    this.places = new ArrayList<>();
    HOME_PLACES.forEach(place -> places.add(userHome.resolve(place)));
    PLACES.forEach(place -> places.add(root.resolve(place)));
  }

  /** Looks on this machine, and in the JDK homes that toolchains.xml names. */
  public static JdkFinder onThisMachine(List<Path> toolchains, JdkStore store) {
    return new JdkFinder(
        Path.of(System.getProperty("java.home")),
        toolchains,
        System.getenv(),
        Path.of(System.getProperty("user.home")),
        Path.of("/"),
        store);
  }

  /**
   * The JDK that was asked for, with the programs that link its JVM on this machine.
   *
   * @param asked a version such as "25" or "25.0.3", the path of a JDK, or null for the JDK that
   *     runs Maven or, if that is for another system than the target, one like it
   * @param target where it has to run
   * @throws ProblemException when there is none, or when none has a jlink for it
   */
  public Jdk find(String asked, LambdaTarget target) throws IOException {
    Jdk jdk;
    if (asked == null || asked.isBlank()) {
      Jdk own = Jdk.at(running);
      jdk = own.system().equals(target.system())
          ? own
          : ofVersion(like(own), target.system(), target::fits);
    } else {
      jdk = named(asked, target.system(), target::fits);
    }
    String own = ownSystem(target.system());
    Jdk linkable = jdk;
    // What is for neither system is refused later, with what it is for.
    if (jdk.system().equals(target.system()) && !jdk.system().equals(own)) {
      linkable = linkable(jdk, own);
    }
    linkable.tool("jlink");
    return linkable;
  }

  /** The version to look for on another system: one that this machine's JDKs can link. */
  private String like(Jdk own) {
    boolean onlyOwnLinks = BuildJdk.needsSameBuild(own) && !store.mayDownload(own.system());
    return onlyOwnLinks && JdkStore.isOfAdoptium(own)
        ? own.build()
        : Integer.toString(own.feature());
  }

  /** As above, but a JDK that runs here, wherever the function will. */
  public Jdk findLocal(String asked) throws IOException {
    String system = Jdk.at(running).system();
    Jdk jdk =
        asked == null || asked.isBlank() ? Jdk.at(running) : named(asked, system, each -> true);
    if (!jdk.system().equals(system)) {
      throw new ProblemException(
          "%s at '%s' is for %s, and this machine is %s"
              .formatted(jdk.name(), jdk.home(), jdk.system(), system),
          "parameter <jdk>",
          "set its version, which is looked for on each system: <jdk>" + jdk.feature() + "</jdk>");
    }
    jdk.tool("jlink");
    return jdk;
  }

  private Jdk named(String asked, String system, Predicate<Jdk> fits) throws IOException {
    return asked.matches("\\d[\\w.+-]*") ? ofVersion(asked, system, fits) : Jdk.at(path(asked));
  }

  /** This machine's, as the JDK that runs Maven calls it. */
  private String ownSystem(String other) {
    return Jdk.in(running).map(Jdk::system).orElse(other);
  }

  /** One for another system, with what it is linked with here. */
  private Jdk linkable(Jdk jdk, String own) throws IOException {
    Jdk whole = jdk;
    if (jdk.jmods().isEmpty() && store.mayDownloadBuild(jdk, jdk.system())) {
      whole = jdk.withJmods(store.jmods(jdk, jdk.system()));
    }
    List<Jdk> seen = new ArrayList<>(seen());
    if (!BuildJdk.isAmong(seen, jdk, own)
        && (BuildJdk.needsSameBuild(jdk)
            ? store.mayDownloadBuild(jdk, own)
            : store.mayDownload(own))) {
      seen.add(store.jdk(BuildJdk.version(jdk), own));
    }
    return BuildJdk.forLinking(whole, own, seen);
  }

  private static Path path(String asked) {
    try {
      return Path.of(asked);
    } catch (InvalidPathException e) {
      throw new ProblemException(
          "'" + asked + "' is neither a version nor a path: " + e.getReason(),
          "parameter <jdk>",
          "set a version, or the folder above the JDK's 'bin': <jdk>25</jdk>",
          e);
    }
  }

  /** A JDK on this machine that would start faster than the chosen one, and fits the target. */
  public Optional<Jdk> faster(Jdk chosen, LambdaTarget target) {
    if (JdkTrait.startsFromAotCache(chosen.feature())) {
      return Optional.empty();
    }
    return Optional.ofNullable(newest(
        seen(), jdk -> JdkTrait.startsFromAotCache(jdk.feature()) && isAdvisable(jdk, target)));
  }

  private static boolean isAdvisable(Jdk jdk, LambdaTarget target) {
    return jdk.hasTools()
        && target.fits(jdk)
        && !jdk.earlyAccess()
        && !JdkTrait.REFUSES_LINKED_CLASSES.isIn(jdk);
  }

  private Jdk ofVersion(String asked, String system, Predicate<Jdk> fits) throws IOException {
    Predicate<Jdk> matches = jdk -> jdk.is(asked) && jdk.system().equals(system);
    Predicate<Jdk> hasTools = matches.and(Jdk::hasTools);
    Collection<Jdk> seen = seen();
    Jdk jdk = newest(distinct(toolchains), hasTools.and(fits));
    if (jdk == null) {
      jdk = newest(seen, hasTools.and(fits));
    }
    if (jdk == null && store.mayDownload(system)) {
      return store.jdk(asked, system);
    }
    if (jdk == null) {
      jdk = newest(seen, hasTools); // the user learns why it does not fit
    }
    if (jdk == null) {
      jdk = newest(seen, matches); // a JRE: the user learns that it lacks jlink
    }
    if (jdk == null) {
      JdkStore.requireNotTooOld(asked);
      throw notFound(asked, system, seen);
    }
    return Jdk.at(jdk.home());
  }

  private ProblemException notFound(String asked, String system, Collection<Jdk> seen) {
    List<Jdk> usable =
        seen.stream().filter(jdk -> jdk.feature() >= Jdk.OLDEST_FEATURE).toList();
    String found = usable.stream()
        .map(jdk -> jdk.version()
            + (jdk.system().equals(system) ? "" : " for " + jdk.system())
            + " at '" + jdk.home() + "'")
        .collect(Collectors.joining(", "));
    String other = system.equals(ownSystem(system)) ? "" : " for " + system;
    return new ProblemException(
        "no JDK " + asked + other + " on this machine"
            + (found.isEmpty() ? "" : "; found " + found),
        "parameter <jdk>",
        store.hint(asked, system));
  }

  /** The first of the newest. */
  private static Jdk newest(Collection<Jdk> jdks, Predicate<Jdk> matches) {
    Jdk newest = null;
    for (Jdk jdk : jdks) {
      if (matches.test(jdk) && (newest == null || Jdk.byVersion(jdk, newest) > 0)) {
        newest = jdk;
      }
    }
    return newest;
  }

  private Collection<Jdk> seen() {
    List<Path> folders = new ArrayList<>(toolchains);
    folders.add(running);
    environment.entrySet().stream()
        .filter(variable -> variable.getKey().startsWith("JAVA_HOME"))
        .filter(variable -> !variable.getValue().isBlank())
        .sorted(Map.Entry.comparingByKey())
        .forEach(variable -> addPath(folders, variable.getValue()));
    places.forEach(place -> folders.addAll(children(place)));
    store.here().forEach(jdk -> folders.add(jdk.home()));
    return distinct(folders);
  }

  /** Nothing, if the text is no path: of other letters than the locale has, for one. */
  private static void addPath(List<Path> folders, String text) {
    try {
      folders.add(Path.of(text));
    } catch (InvalidPathException e) {
      // The user did not ask for that one.
    }
  }

  /** One for each real folder: distributions and version managers make links such as "default". */
  private static Collection<Jdk> distinct(List<Path> folders) {
    Map<Path, Jdk> jdks = new LinkedHashMap<>();
    for (Path folder : folders) {
      Optional<Jdk> jdk = Jdk.in(folder);
      try {
        if (jdk.isPresent()) {
          jdks.putIfAbsent(jdk.get().home().toRealPath(), jdk.get());
        }
      } catch (IOException e) {
        // Removed since; as good as never seen.
      }
    }
    return jdks.values();
  }

  /** None, if it is not there, no folder, or not for us to see. */
  private static List<Path> children(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      // Real folders before links to them, so that messages show the name that stays.
      return children
          .sorted(Comparator.<Path, Boolean>comparing(Files::isSymbolicLink).thenComparing(p -> p))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }
}
