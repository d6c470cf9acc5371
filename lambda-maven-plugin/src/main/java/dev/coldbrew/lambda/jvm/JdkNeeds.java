// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a function needs from a JDK, according to its jars and the pom.
 *
 * @param content the content of the image
 * @param localeHint a hint about locales that are not in the image
 * @param reflectiveCaller a class that seems to call by reflection one of the JDK's methods that
 *     depend on their caller
 * @param textDrawer a class that draws text
 */
public record JdkNeeds(
    ImageContent content,
    Optional<String> localeHint,
    Optional<String> reflectiveCaller,
    Optional<String> textDrawer) {

  /**
   * Small modules that are used although no class refers to them: Java agents in layers need the
   * first, Gson looks for {@code sun.misc.Unsafe} in the second, and {@code
   * FileSystems.newFileSystem} opens zips with the third.
   */
  private static final List<String> ALWAYS =
      List.of("java.instrument", "jdk.unsupported", "jdk.zipfs");

  /** Elliptic curves, without which a TLS connection to most servers fails. */
  private static final String ELLIPTIC_CURVES = "jdk.crypto.ec";

  /** What {@code RandomGenerator.of} finds. */
  private static final String RANDOM = "jdk.random";

  /** Small modules with providers for another one, which looks them up itself. */
  private static final Map<String, List<String>> PROVIDERS = providers();

  /**
   * Modules of 3 MB and more. A library that names their classes in a string may merely check
   * whether they are there, as Gson does for java.sql, which requires java.xml.
   */
  private static final Set<String> LARGE = Set.of(
      "java.desktop",
      "java.xml",
      "jdk.compiler",
      "jdk.graal.compiler",
      "jdk.hotspot.agent",
      "jdk.incubator.vector",
      "jdk.internal.vm.compiler",
      "jdk.javadoc",
      "jdk.jpackage",
      "jdk.localedata");

  /**
   * English other than American is 0.4 MB, and without it JDK 17's jlink fails for some
   * languages.
   */
  private static final String ENGLISH = "en";

  /**
   * @param own the project's own jars
   * @param cache a folder that lasts from build to build
   * @param log the file for jdeps' output, if it has to run
   * @throws ProblemException if a jar cannot be read, the cache cannot be written, jdeps fails,
   * or a setting is impossible
   */
  public static JdkNeeds find(
      Jdk jdk, Collection<Path> jars, Set<Path> own, ModuleSettings settings, Path cache, Path log)
      throws IOException {
    Map<Path, JdkUses> uses = RequiredModules.find(jdk, jars, own, cache, log);
    List<JdkUses> ownUses = own.stream().map(uses::get).toList();
    try (PlatformClasses platform = PlatformClasses.open(jdk)) {
      TreeSet<String> modules = new TreeSet<>(settings.modules());
      modules.addAll(always(jdk));
      uses.values().forEach(use -> modules.addAll(use.modules()));
      ownUses.forEach(use -> modules.addAll(use.named()));
      SortedSet<String> languages = languages(uses.values(), settings, platform, jdk);
      if (!languages.isEmpty() || settings.allLocales()) {
        modules.add(ImageContent.LOCALE_DATA);
      }
      modules.removeAll(settings.excluded());
      addSmall(uses.values(), modules, settings, platform);
      addProviders(modules, settings, platform);
      refuseExcludedThatAreRequired(modules, settings, platform);
      if (!modules.contains(ImageContent.LOCALE_DATA)) {
        languages.clear();
      }
      return new JdkNeeds(
          new ImageContent(
              modules, languages, beansOnly(uses.values(), ownUses, settings, modules, platform)),
          localeHint(ownUses, languages, settings),
          first(uses.values(), JdkUses::reflectiveCaller),
          modules.contains("java.desktop")
              ? first(uses.values(), JdkUses::textDrawer)
              : Optional.empty());
    }
  }

  private static Optional<String> first(
      Collection<JdkUses> uses, Function<JdkUses, String> className) {
    return uses.stream().map(className).filter(Objects::nonNull).findFirst();
  }

  private static Map<String, List<String>> providers() {
    Map<String, List<String>> providers = new LinkedHashMap<>();
    providers.put("java.management", List.of("jdk.management"));
    providers.put("java.security.jgss", List.of("jdk.security.auth", "jdk.security.jgss"));
    providers.put("java.naming", List.of("jdk.naming.dns"));
    return providers;
  }

  static Set<String> always(Jdk jdk) {
    TreeSet<String> always = new TreeSet<>(ALWAYS);
    always.add("java.base");
    if (!JdkTrait.ELLIPTIC_CURVES_IN_BASE.isIn(jdk)) {
      always.add(ELLIPTIC_CURVES);
    }
    if (!JdkTrait.RANDOM_IN_BASE.isIn(jdk)) {
      always.add(RANDOM);
    }
    always.retainAll(jdk.modules());
    return always;
  }

  /**
   * The languages that the pom sets, or else those that the classes name; none if all are wanted.
   */
  private static SortedSet<String> languages(
      Collection<JdkUses> uses, ModuleSettings settings, PlatformClasses platform, Jdk jdk)
      throws IOException {
    TreeSet<String> languages = new TreeSet<>();
    if (settings.allLocales()) {
      return languages;
    }
    if (settings.locales().isEmpty()) {
      uses.forEach(use -> languages.addAll(use.languages()));
    } else {
      SortedSet<String> known = platform.languages();
      for (String locale : settings.locales()) {
        String language = LocaleScan.language(locale);
        if (!known.contains(language)) {
          throw new ProblemException(
              "locale '" + locale + "' is not in " + jdk.name(),
              "parameter <locales>",
              "set language tags such as de or pt-BR, or * for all");
        }
        languages.add(language);
      }
    }
    if (!languages.isEmpty()) {
      languages.add(ENGLISH);
    }
    return languages;
  }

  private static void addSmall(
      Collection<JdkUses> uses,
      SortedSet<String> modules,
      ModuleSettings settings,
      PlatformClasses platform)
      throws IOException {
    TreeSet<String> named = new TreeSet<>();
    uses.forEach(use -> named.addAll(use.named()));
    SortedSet<String> present = platform.withRequired(modules);
    for (String module : named) {
      SortedSet<String> more = platform.withRequired(List.of(module));
      more.removeAll(present);
      if (more.stream().noneMatch(name -> LARGE.contains(name) || settings.excludes(name))) {
        modules.add(module);
      }
    }
  }

  private static void addProviders(
      SortedSet<String> modules, ModuleSettings settings, PlatformClasses platform)
      throws IOException {
    for (Map.Entry<String, List<String>> providers : PROVIDERS.entrySet()) {
      if (platform.withRequired(modules).contains(providers.getKey())) {
        providers.getValue().stream()
            .filter(name -> !settings.excludes(name))
            .forEach(modules::add);
      }
    }
  }

  private static void refuseExcludedThatAreRequired(
      SortedSet<String> modules, ModuleSettings settings, PlatformClasses platform)
      throws IOException {
    for (String module : modules) {
      for (String required : platform.withRequired(List.of(module))) {
        if (settings.excludes(required)) {
          throw new ProblemException(
              "module '" + required + "' cannot be excluded: '" + module + "' requires it",
              "parameter <excludeModules>",
              module.equals("java.base")
                  ? "remove it from the list"
                  : "exclude '" + module + "' as well, or remove '" + required + "' from the list");
        }
      }
    }
  }

  /**
   * Whether java.desktop is needed only for java.beans. Names in a library's strings do not count:
   * the library may merely check whether that class exists, or refuse it, as Jackson does. The
   * module java.datatransfer relies on all of java.desktop.
   */
  private static boolean beansOnly(
      Collection<JdkUses> uses,
      Collection<JdkUses> own,
      ModuleSettings settings,
      SortedSet<String> modules,
      PlatformClasses platform)
      throws IOException {
    return platform.withRequired(modules).contains(BeansOnly.MODULE)
        && platform.requiring(BeansOnly.MODULE, modules).isEmpty()
        && !modules.contains("java.datatransfer")
        && !settings.modules().contains(BeansOnly.MODULE)
        && own.stream().noneMatch(use -> use.named().contains(BeansOnly.MODULE))
        && uses.stream().allMatch(use -> use.desktopUser() == null);
  }

  private static Optional<String> localeHint(
      Collection<JdkUses> own, SortedSet<String> included, ModuleSettings settings) {
    if (settings.allLocales() || settings.excludes(ImageContent.LOCALE_DATA)) {
      return Optional.empty();
    }
    if (!settings.locales().isEmpty()) {
      TreeSet<String> left = new TreeSet<>();
      own.forEach(use -> left.addAll(use.languages()));
      left.removeAll(included);
      return left.isEmpty()
          ? Optional.empty()
          : Optional.of(
              "the classes also name " + String.join(" ", left) + ", which <locales> leaves out");
    }
    return own.stream()
        .map(JdkUses::localeChooser)
        .filter(Objects::nonNull)
        .findFirst()
        .map(chooser -> chooser + " chooses locales at run time: <locales>de,fr</locales> adds "
            + "languages, <locales>*</locales> all (about 25 MB)");
  }
}
