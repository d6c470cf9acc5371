// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import dev.coldbrew.lambda.download.AdoptiumApi;
import dev.coldbrew.lambda.download.ArchiveStore;
import dev.coldbrew.lambda.download.Asset;
import dev.coldbrew.lambda.download.Platform;
import dev.coldbrew.lambda.download.Source;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The JDKs that were downloaded from Adoptium, and where the user allows it, those that can be. What is
 * here is not asked of the network again.
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
   * @param source where to download from; empty where the user has not allowed it, or is offline
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

  /** Whether what belongs to exactly that build can be downloaded, for that system. */
  boolean mayDownloadBuild(Jdk jdk, String system) {
    return mayDownload(system) && isOfAdoptium(jdk);
  }

  /** Other vendors give their builds the same numbers. */
  static boolean isOfAdoptium(Jdk jdk) {
    return jdk.vendor().equals("Temurin");
  }

  /** For messages: how a JDK for a system gets to this machine. */
  String hint(String asked, String system) {
    if (!system.matches(LINUX + "\\w+")) {
      return "install one, and set its path: <jdk>/path/of/the/jdk</jdk>";
    }
    return "let it be downloaded%s: mvn package -Dlambda.jdk=%s%s -Dlambda.jdk.download"
        .formatted(
            offline ? ", without Maven's -o" : "", asked, Architecture.option(machine(system)));
  }

  /** The JDKs that are here, for any processor. */
  List<Jdk> here() {
    return archives.folders().stream().map(Jdk::in).flatMap(Optional::stream).toList();
  }

  /**
   * The newest JDK of a version: of those that are here, if there is one, else of all.
   *
   * @param asked such as "25", "25.0.3" or "25.0.3+9"
   * @param system such as "Linux aarch64"
   * @throws ProblemException when there is none, or when it cannot be downloaded
   */
  public Jdk jdk(String asked, String system) throws IOException {
    Optional<Jdk> here = here().stream()
        .filter(jdk -> jdk.system().equals(system) && jdk.is(asked))
        .max(Jdk::byVersion);
    if (here.isPresent()) {
      return here.get();
    }
    requireNotTooOld(asked);
    AdoptiumApi api = api("JDK " + asked + " for " + machine(system), asked, system);
    String machine = machine(system);
    Platform platform = Platform.linux(machine);
    List<Asset> assets = api.assets(feature(asked), JDK, platform);
    Asset asset = assets.stream()
        .filter(each -> Jdk.isVersion(each.version(), asked))
        .max(Comparator.comparing(Asset::version, Jdk::byVersion))
        .orElseThrow(() -> notPublished(asked, platform, assets, api));
    Path home = archives.get(asset, source.get(), folder -> check(folder, asset, asked, machine));
    Jdk jdk = Jdk.at(home);
    log.accept(jdk.name() + ", downloaded to " + jdk.home());
    return jdk;
  }

  /**
   * The modules of exactly the build of that JDK, for jlink to link from.
   *
   * @param system that they are for
   * @throws ProblemException when there are none, or when they cannot be downloaded
   */
  public Path jmods(Jdk jdk, String system) throws IOException {
    String build = jdk.build();
    if (!JdkTrait.LINKS_FROM_ITSELF.isIn(jdk)) {
      Path jmods = jdk(build, system).home().resolve("jmods");
      Jmods.requireBuild(jmods, build, "folder " + jmods.getParent());
      return jmods;
    }
    Platform platform = Platform.linux(machine(system));
    Path here = archives.folder(
        AdoptiumApi.folder("jdk-" + build.replaceFirst("-LTS$", ""), JMODS, platform));
    if (Files.isDirectory(here)) {
      return here;
    }
    AdoptiumApi api =
        api("jmods of JDK " + build + " for " + machine(system), jdk.version(), system);
    Asset asset = api.assets(jdk.feature(), JMODS, platform).stream()
        .filter(each -> each.version().equals(build))
        .findFirst()
        .orElseThrow(() -> new ProblemException(
            "Adoptium has no jmods of %s, build %s, for %s".formatted(jdk.name(), build, platform),
            "parameter <jdk>",
            "choose a JDK of Adoptium's: <jdk>" + jdk.feature() + "</jdk>"));
    Path jmods = archives.get(
        asset,
        source.get(),
        folder -> Jmods.requireBuild(folder, build, asset.link().toString()));
    log.accept("jmods " + build + " for " + machine(system) + ", downloaded to " + jmods);
    return jmods;
  }

  static void requireNotTooOld(String asked) {
    if (feature(asked) < Jdk.OLDEST_FEATURE) {
      throw new ProblemException(
          "JDK %s is older than %d".formatted(asked, Jdk.OLDEST_FEATURE),
          "parameter <jdk>",
          "set a newer one: <jdk>25</jdk>");
    }
  }

  /**
   * @param what is wanted
   * @param asked the version that the hint names
   */
  private AdoptiumApi api(String what, String asked, String system) {
    return new AdoptiumApi(source.orElseThrow(() -> new ProblemException(
        "no " + what + " on this machine", "parameter <jdk>", hint(asked, system))));
  }

  /** The 25 of "25.0.3". */
  private static int feature(String version) {
    String digits = version.replaceFirst("\\D.*", "");
    return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
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
        "'%s' has in it %s, and not JDK %s for Linux %s"
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
      return false; // it is not there, or damaged
    }
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
            .sorted(Jdk::byVersion)
            .toList();
    Optional<String> advice = newestAdvisable(versions);
    return new ProblemException(
        "Adoptium has no JDK %s for %s%s"
            .formatted(
                asked,
                platform,
                versions.isEmpty() ? "" : "; it has " + String.join(", ", versions)),
        "parameter <jdk>",
        advice
            .map(version -> "choose another: <jdk>" + version + "</jdk>")
            .orElse("set the path of a JDK: <jdk>/path/of/the/jdk</jdk>"));
  }

  private static Optional<String> newestAdvisable(Collection<String> versions) {
    return versions.stream()
        .filter(version -> !JdkTrait.REFUSES_LINKED_CLASSES.isIn(feature(version)))
        .max(Jdk::byVersion);
  }
}
