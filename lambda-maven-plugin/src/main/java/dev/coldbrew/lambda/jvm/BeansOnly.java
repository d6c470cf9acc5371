// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The module java.desktop without everything that the package {@code java.beans} does not need:
 * AWT, Swing, printing, sound and images. Log4j, Jackson, Spring and many others use only that
 * package, and would otherwise bring along 17 MB of classes and 5 MB of native libraries.
 *
 * <p>The rest is determined from the JDK itself: the package and its implementation, the classes
 * that these refer to, and the superclasses and interfaces of those, so that all of them can be
 * loaded. Each package keeps one file, and each service of another module its provider, as the
 * module's descriptor lists them.
 */
final class BeansOnly {

  static final String MODULE = "java.desktop";

  /**
   * For jlink: the native libraries and settings, none of which the package uses, and the
   * licences of third-party code in those libraries.
   */
  static final String FILES = "/" + MODULE + "/conf/**,/" + MODULE + "/lib/**,regex:/" + MODULE
      + "/legal/.*/(freetype|giflib|harfbuzz|jpeg|lcms|libpng|mesa3d|pipewire|xwd)\\.md";

  /** The package, its implementation, and what {@code URL.getContent} returns for pictures. */
  private static final List<String> PACKAGES =
      List.of("java/beans/", "com/sun/beans/", "sun/awt/www/");

  /** What {@code Beans.isGuiAvailable} calls, through a class that stays anyway. */
  private static final String SCREEN = "sun/awt/PlatformGraphicsInfo";

  private final PlatformClasses platform;
  private final SortedMap<String, Long> sizes;
  private final SortedSet<String> kept = new TreeSet<>();

  private BeansOnly(PlatformClasses platform) throws IOException {
    this.platform = platform;
    this.sizes = platform.files(MODULE);
  }

  /** Whether a class, named with slashes, stays as it is. */
  static boolean has(String className) {
    return className.startsWith("java/beans/");
  }

  /** What to leave out, as a pattern for jlink's {@code --exclude-resources}. */
  static String excludedResources(Jdk jdk) throws IOException {
    try (PlatformClasses platform = PlatformClasses.open(jdk)) {
      String kept = kept(platform).stream()
          .map(name -> name.replace(".", "\\.").replace("$", "\\$"))
          .collect(Collectors.joining("|"));
      return "regex:/" + MODULE.replace(".", "\\.") + "/(?!(?:" + kept + ")$).*";
    }
  }

  /** The files of the module that stay. */
  static SortedSet<String> kept(PlatformClasses platform) throws IOException {
    return new BeansOnly(platform).kept();
  }

  private SortedSet<String> kept() throws IOException {
    kept.add("module-info.class");
    for (String file : sizes.keySet()) {
      if (PACKAGES.stream().anyMatch(file::startsWith)) {
        kept.add(file);
      }
    }
    for (String file : List.copyOf(kept)) {
      if (file.endsWith(".class") && !file.equals("module-info.class")) {
        ClassConstants constants = ClassConstants.readPlatform(read(file));
        keep(constants.references());
        keep(constants.types());
      }
    }
    for (String provider : platform.providersForOthers(MODULE)) {
      keep(List.of(provider.replace('.', '/')));
    }
    keep(List.of(SCREEN));
    keepInherited();
    keepPackages();
    return kept;
  }

  /** Keeps the classes of the module; other classes, and members, are not files of it. */
  private void keep(Collection<String> classNames) {
    for (String name : classNames) {
      String file = name.replaceAll("^\\[+L|;$", "") + ".class";
      if (sizes.containsKey(file)) {
        kept.add(file);
      }
    }
  }

  private void keepInherited() throws IOException {
    ArrayDeque<String> next = new ArrayDeque<>(kept);
    while (!next.isEmpty()) {
      String file = next.remove();
      if (file.endsWith(".class") && !file.equals("module-info.class")) {
        for (String parent : ClassConstants.parents(read(file))) {
          String parentFile = parent + ".class";
          if (sizes.containsKey(parentFile) && kept.add(parentFile)) {
            next.add(parentFile);
          }
        }
      }
    }
  }

  /**
   * Keeps the smallest file of each package that has none yet, except translations, which may be
   * left out.
   */
  private void keepPackages() {
    Set<String> packages = kept.stream().map(BeansOnly::folder).collect(Collectors.toSet());
    sizes.keySet().stream()
        .sorted(Comparator.comparing((String file) -> file.contains("_")).thenComparing(sizes::get))
        .filter(file -> packages.add(folder(file)))
        .forEach(kept::add);
  }

  private static String folder(String file) {
    return file.substring(0, file.lastIndexOf('/') + 1);
  }

  private byte[] read(String file) throws IOException {
    return platform.read(MODULE, file);
  }
}
