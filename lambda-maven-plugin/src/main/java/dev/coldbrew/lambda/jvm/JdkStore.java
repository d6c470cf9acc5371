// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import dev.coldbrew.lambda.download.AdoptiumApi;
import dev.coldbrew.lambda.download.ArchiveStore;
import dev.coldbrew.lambda.download.Asset;
import dev.coldbrew.lambda.download.Platform;
import dev.coldbrew.lambda.download.Source;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The JDKs that were downloaded from Adoptium and, if the user allows downloads, those that can be.
 * A JDK that was downloaded once is not looked up on the network again.
 */
public final class JdkStore {

  private static final String JDK = "jdk";
  private static final String JMODS = "jmods";
  private static final String LINUX = "Linux ";

  private final ArchiveStore archives;
  private final Optional<Source> source;
  private final boolean offline;
  private final Consumer<String> log;

  /**
   * @param source where to download from; empty if the user has not allowed it, or is offline
   * @param offline whether Maven is
   * @param log gets a line such as {@code Temurin 25.0.3, downloaded to /home/ada/...}
   */
  public JdkStore(
      ArchiveStore archives, Optional<Source> source, boolean offline, Consumer<String> log) {
    this.archives = archives;
    this.source = source;
    this.offline = offline;
    this.log = log;
  }

  /** Whether JDKs for a system can be downloaded, such as "Linux aarch64". */
  boolean mayDownload(String system) {
    return source.isPresent() && system.matches(LINUX + "\\w+");
  }

  /** Whether exactly the same build can be downloaded for a system. */
  boolean mayDownloadBuild(Jdk jdk, String system) {
    return mayDownload(system) && isOfAdoptium(jdk);
  }

  /** Other vendors give their builds the same numbers. */
  static boolean isOfAdoptium(Jdk jdk) {
    return jdk.vendor().equals("Temurin");
  }

  /** For messages: how to get a JDK for a system onto this machine. */
  String hint(String asked, String system) {
    if (!system.matches(LINUX + "\\w+")) {
      return "install one, and set its path: <jdk>/path/of/the/jdk</jdk>";
    }
    String released = asked.replaceFirst("-.*", ""); // neither early access nor other builds' names
    return "let it be downloaded%s: mvn package -Dlambda.jdk=%s%s -Dlambda.jdk.download"
        .formatted(
            offline ? ", without Maven's -o" : "", released, Architecture.option(machine(system)));
  }

  /** The JDKs that were downloaded, for any processor. */
  List<Jdk> here() {
    return archives.folders().stream().map(Jdk::in).flatMap(Optional::stream).toList();
  }

  /**
   * The newest JDK of a version: a downloaded one if there is any, or else the newest published
   * one.
   *
   * @param asked such as "25", "25.0.3" or "25.0.3+9"
   * @param system such as "Linux aarch64"
   * @throws ProblemException if there is none, or it cannot be downloaded
   */
  public Jdk jdk(String asked, String system) throws IOException {
    Optional<Jdk> here = here().stream()
        .filter(jdk -> jdk.system().equals(system) && jdk.is(asked))
        .max(Jdk::byVersion);
    if (here.isPresent()) {
      return here.get();
    }
    requireVersion(asked);
    AdoptiumApi api = api("JDK " + asked + " for " + machine(system), asked, system);
    String machine = machine(system);
    Platform platform = Platform.linux(machine);
    List<Asset> assets = api.assets(JdkVersion.feature(asked), JDK, platform);
    Asset asset = assets.stream()
        .filter(each -> JdkVersion.matches(each.version(), asked))
        .max(Comparator.comparing(Asset::version, JdkVersion::compare))
        .orElseThrow(() -> notPublished(asked, platform, assets, api));
    Path home = archives.get(asset, source.get(), folder -> check(folder, asset, asked, machine));
    Jdk jdk = Jdk.at(home);
    log.accept(jdk.name() + ", downloaded to " + jdk.home());
    return jdk;
  }

  /**
   * The modules of exactly that JDK's build, for jlink to link from.
   *
   * @param system the one that they are for
   * @throws ProblemException if there are none, or they cannot be downloaded
   */
  public Path jmods(Jdk jdk, String system) throws IOException {
    String build = jdk.build();
    if (!JdkTrait.LINKS_FROM_ITSELF.isIn(jdk)) {
      Path jmods = jdk(build, system).home().resolve("jmods");
      Jmods.requireBuild(
          jmods, build, "folder " + jmods.getParent(), "delete that folder, and build again");
      return jmods;
    }
    Platform platform = Platform.linux(machine(system));
    Path here = archives.folder(
        AdoptiumApi.folder("jdk-" + build.replaceFirst("-LTS$", ""), JMODS, platform));
    if (Jmods.areIn(here)) {
      return here;
    }
    AdoptiumApi api =
        api("jmods of JDK " + build + " for " + machine(system), jdk.version(), system);
    Asset asset = api.assets(jdk.feature(), JMODS, platform).stream()
        .filter(each -> each.version().equals(build))
        .findFirst()
        .orElseThrow(() -> noJmods(jdk, platform, api));
    Path jmods = archives.get(
        asset,
        source.get(),
        folder -> Jmods.requireBuild(
            folder,
            build,
            asset.link().toString(),
            "set the path of a JDK that has its jmods: <jdk>/path/of/the/jdk</jdk>"));
    log.accept("jmods " + build + " for " + machine(system) + ", downloaded to " + jmods);
    return jmods;
  }

  /** Refuses text that is not a JDK version, and versions that are too old. */
  static void requireVersion(String asked) {
    if (JdkVersion.parse(asked).isEmpty()) {
      throw new ProblemException(
          "'" + asked + "' is not a version of Java",
          "parameter <jdk>, property lambda.jdk",
          "set one such as 25, 25.0.3 or 25.0.3+9: <jdk>25</jdk>");
    }
    if (JdkVersion.feature(asked) < Jdk.OLDEST_FEATURE) {
      throw new ProblemException(
          "JDK %s is older than %d".formatted(asked, Jdk.OLDEST_FEATURE),
          "parameter <jdk>, property lambda.jdk",
          "set a newer one: <jdk>25</jdk>");
    }
  }

  /**
   * @param what for messages: what is needed from it
   * @param asked the version that the hint names
   */
  private AdoptiumApi api(String what, String asked, String system) {
    return new AdoptiumApi(source.orElseThrow(() -> new ProblemException(
        "no " + what + " on this machine",
        "parameter <jdk>, property lambda.jdk",
        hint(asked, system))));
  }

  /** The "aarch64" of "Linux aarch64". */
  private static String machine(String system) {
    return system.substring(LINUX.length());
  }

  private static boolean isFor(Jdk jdk, String machine) {
    return jdk.system().equals(LINUX + machine);
  }

  private static void check(Path folder, Asset asset, String asked, String machine) {
    Optional<Jdk> jdk = Jdk.in(folder);
    String found;
    if (jdk.isEmpty()) {
      found = "no JDK";
    } else if (!isFor(jdk.get(), machine)) {
      found = "a JDK for " + jdk.get().system();
    } else if (!isProgramFor(folder.resolve("bin/java"), machine)) {
      found = "a JDK whose 'bin/java' is not for Linux " + machine;
    } else if (!jdk.get().is(asked)) {
      found = "JDK " + jdk.get().build();
    } else {
      return;
    }
    throw new ProblemException(
        "'%s' contains %s instead of JDK %s for Linux %s"
            .formatted(asset.link(), found, asked, machine),
        "property lambda.jdk.download",
        "set the path of a JDK: <jdk>/path/of/the/jdk</jdk>");
  }

  private static boolean isProgramFor(Path file, String machine) {
    try {
      return ElfFile.read(file)
          .filter(program -> program.machine().equals(machine))
          .isPresent();
    } catch (IOException e) {
      return false; // it is missing or damaged
    }
  }

  private static ProblemException noJmods(Jdk jdk, Platform platform, AdoptiumApi api) {
    List<String> whole =
        api.assets(jdk.feature(), JDK, platform).stream().map(Asset::version).toList();
    Optional<String> other = api.assets(jdk.feature(), JMODS, platform).stream()
        .map(Asset::version)
        .filter(whole::contains)
        .max(JdkVersion::compare);
    return new ProblemException(
        "Adoptium has no jmods of %s, build %s, for %s"
            .formatted(jdk.name(), jdk.build(), platform),
        "parameter <jdk>, property lambda.jdk",
        other
            .map(version -> "choose a build whose jmods it has: <jdk>" + version + "</jdk>")
            .orElse("set the path of a JDK that has its jmods: <jdk>/path/of/the/jdk</jdk>"));
  }

  private static ProblemException notPublished(
      String asked, Platform platform, List<Asset> assets, AdoptiumApi api) {
    List<String> versions = assets.isEmpty()
        ? api.features().stream()
            .filter(feature -> feature >= Jdk.OLDEST_FEATURE)
            .map(String::valueOf)
            .toList()
        : assets.stream()
            .map(asset -> asset.version().replaceFirst("\\+.*", ""))
            .distinct()
            .sorted(JdkVersion::compare)
            .toList();
    Optional<String> advice = newestAdvisable(versions);
    return new ProblemException(
        "Adoptium has no JDK %s for %s%s"
            .formatted(
                asked,
                platform,
                versions.isEmpty() ? "" : "; it has " + String.join(", ", versions)),
        "parameter <jdk>, property lambda.jdk",
        advice
            .map(version -> "choose another: <jdk>" + version + "</jdk>")
            .orElse("set the path of a JDK: <jdk>/path/of/the/jdk</jdk>"));
  }

  private static Optional<String> newestAdvisable(Collection<String> versions) {
    return versions.stream()
        .filter(version -> !JdkTrait.REFUSES_LINKED_CLASSES.isIn(JdkVersion.feature(version)))
        .max(JdkVersion::compare);
  }
}
