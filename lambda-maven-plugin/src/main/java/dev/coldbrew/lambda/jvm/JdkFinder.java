// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds the JDK for the zip: by default the one that runs Maven, or else by version or path, first
 * in {@code toolchains.xml}, then among the JDKs on this machine, then at Adoptium's. It only looks
 * at files.
 */
public final class JdkFinder {

  private final InstalledJdks installed;
  private final JdkStore store;
  private final Path base;
  private final Path userHome;

  /**
   * @param store the JDKs that were downloaded, and those that can be
   * @param base the folder that a relative path starts from
   * @param userHome the folder that {@code ~} stands for
   */
  JdkFinder(InstalledJdks installed, JdkStore store, Path base, Path userHome) {
    this.installed = installed;
    this.store = store;
    this.base = base;
    this.userHome = userHome;
  }

  /**
   * Looks on this machine, and in the JDK homes that toolchains.xml names.
   *
   * @param base the folder that a relative path starts from
   */
  public static JdkFinder onThisMachine(List<Path> toolchains, JdkStore store, Path base) {
    return new JdkFinder(
        InstalledJdks.onThisMachine(toolchains),
        store,
        base,
        Path.of(System.getProperty("user.home")));
  }

  /**
   * The requested JDK, with the programs that link its JVM on this machine.
   *
   * @param asked a version such as "25" or "25.0.3", the path of a JDK, or null for the JDK that
   *     runs Maven; if that does not run on the target's system, for one like it that does
   * @param target the system on which the JDK has to run
   * @throws ProblemException if there is none, or nothing on this machine can link its JVM
   */
  public Jdk find(String asked, LambdaTarget target) throws IOException {
    Jdk jdk;
    if (asked == null || asked.isBlank()) {
      Jdk own = Jdk.at(installed.running());
      jdk = own.system().equals(target.system())
          ? own
          : ofVersion(like(own), target.system(), target::fits);
    } else {
      jdk = named(asked, target.system(), target::fits);
    }
    String own = ownSystem(target.system());
    Jdk linkable = jdk;
    // The target's check refuses a JDK for a third system, and says which one it is for.
    if (jdk.system().equals(target.system()) && !jdk.system().equals(own)) {
      linkable = linkable(jdk, own);
    }
    linkable.tool("jlink");
    if (jdk.system().equals(own)) {
      Jmods.requireIn(jdk);
    }
    return linkable;
  }

  /** The version to look for on another system: one whose JVM this machine's JDKs can link. */
  private String like(Jdk own) {
    boolean onlyOwnLinks = BuildJdk.needsSameBuild(own) && !store.mayDownload(own.system());
    return onlyOwnLinks && JdkStore.isOfAdoptium(own)
        ? own.build()
        : Integer.toString(own.feature());
  }

  /** As above, but a JDK that runs here, wherever the function will run. */
  public Jdk findLocal(String asked) throws IOException {
    String system = Jdk.at(installed.running()).system();
    Jdk jdk = asked == null || asked.isBlank()
        ? Jdk.at(installed.running())
        : named(asked, system, each -> true);
    if (!jdk.system().equals(system)) {
      throw new ProblemException(
          "%s at '%s' is for %s, but this machine is %s"
              .formatted(jdk.name(), jdk.home(), jdk.system(), system),
          "parameter <jdk>, property lambda.jdk",
          "set its version, which each machine looks for: <jdk>" + jdk.feature() + "</jdk>");
    }
    jdk.tool("jlink");
    return jdk;
  }

  private Jdk named(String asked, String system, Predicate<Jdk> fits) throws IOException {
    String text = asked.strip();
    return text.matches("\\d[\\w.+-]*") ? ofVersion(text, system, fits) : Jdk.at(path(text));
  }

  /** This machine's system, as the JDK that runs Maven names it. */
  private String ownSystem(String other) {
    return Jdk.in(installed.running()).map(Jdk::system).orElse(other);
  }

  /** A JDK for another system, with the modules and programs that link its JVM here. */
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

  /** Expands {@code ~}, because shells do not in {@code -Dlambda.jdk=~/jdk}. */
  private Path path(String asked) {
    try {
      return asked.equals("~") || asked.startsWith("~/")
          ? userHome.resolve(asked.substring(Math.min(2, asked.length())))
          : base.resolve(asked);
    } catch (InvalidPathException e) {
      throw new ProblemException(
          "'" + asked + "' is neither a version nor a path: " + e.getReason(),
          "parameter <jdk>, property lambda.jdk",
          asked.chars().allMatch(letter -> letter < 128)
              ? "set a version, or the folder above the JDK's 'bin': <jdk>25</jdk>"
              : "start Maven in a locale that has these letters: export LC_ALL=C.UTF-8",
          e);
    }
  }

  /** A JDK on this machine from which functions start faster than from the chosen one, if any. */
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
    Jdk jdk = newest(installed.ofToolchains(), hasTools.and(fits));
    if (jdk == null) {
      jdk = newest(seen, hasTools.and(fits));
    }
    if (jdk == null && store.mayDownload(system)) {
      return store.jdk(asked, system);
    }
    if (jdk == null) {
      jdk = newest(seen, hasTools); // the target's check says why it does not fit
    }
    if (jdk == null) {
      jdk = newest(seen, matches); // a JRE: the message says that jlink is missing from it
    }
    if (jdk == null) {
      JdkStore.requireVersion(asked);
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
        "parameter <jdk>, property lambda.jdk",
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
    return installed.with(store.here().stream().map(Jdk::home).toList());
  }
}
