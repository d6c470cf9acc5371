// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A JDK's own classes, looked up in its {@code lib/modules} in the layout of JEP 220: {@code
 * /packages/java.sql} has a link for each module with that package, and {@code
 * /modules/java.sql/java/sql/Date.class} is a class.
 */
final class PlatformClasses implements AutoCloseable {

  private static final String LOCALE_DATA = "/modules/jdk.localedata/sun/text/resources/cldr/ext";

  private static final Pattern LANGUAGE = Pattern.compile("FormatData_([a-z]{2,3})[_.].*");

  private final FileSystem image;

  /**
   * Most packages of an application are not the JDK's, so the image is searched only once for
   * each.
   */
  private final Map<String, List<Path>> modulesByPackage = new HashMap<>();

  private PlatformClasses(FileSystem image) {
    this.image = image;
  }

  static PlatformClasses open(Jdk jdk) throws IOException {
    return new PlatformClasses(FileSystems.newFileSystem(
        URI.create("jrt:/"), Map.of("java.home", jdk.home().toString())));
  }

  /**
   * The module with exactly that class. The package is not enough: {@code /packages} also lists
   * packages that only have others below them, such as javax.transaction.
   *
   * @param classFile such as {@code java/sql/Date.class}
   */
  Optional<String> moduleOf(String classFile) throws IOException {
    int slash = classFile.lastIndexOf('/');
    if (slash <= 0) {
      return Optional.empty();
    }
    String name = classFile.substring(0, slash).replace('/', '.');
    List<Path> modules = modulesByPackage.get(name);
    if (modules == null) {
      modules = modulesWith(name);
      modulesByPackage.put(name, modules);
    }
    return modules.stream()
        .filter(module -> Files.exists(module.resolve(classFile)))
        .map(module -> module.getFileName().toString())
        .findFirst();
  }

  private List<Path> modulesWith(String packageName) throws IOException {
    Path folder = image.getPath("/packages", packageName);
    List<Path> modules = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> links = Files.newDirectoryStream(folder)) {
        links.forEach(
            link -> modules.add(image.getPath("/modules", link.getFileName().toString())));
      }
    }
    return modules;
  }

  /** The given modules, and all that jlink adds. */
  SortedSet<String> withRequired(Collection<String> modules) throws IOException {
    TreeSet<String> all = new TreeSet<>();
    ArrayDeque<String> next = new ArrayDeque<>(modules);
    while (!next.isEmpty()) {
      String module = next.remove();
      if (all.add(module)) {
        Path file = image.getPath("/modules", module, "module-info.class");
        for (ModuleDescriptor.Requires requires :
            ModuleInfo.read(Files.readAllBytes(file)).requires()) {
          if (!requires.modifiers().contains(Requires.Modifier.STATIC)) {
            next.add(requires.name());
          }
        }
      }
    }
    return all;
  }

  /** The sizes of all files of a module, by name. */
  SortedMap<String, Long> files(String module) throws IOException {
    SortedMap<String, Long> sizes = new TreeMap<>();
    Path root = image.getPath("/modules", module);
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path file : paths.filter(Files::isRegularFile).toList()) {
        sizes.put(root.relativize(file).toString(), Files.size(file));
      }
    }
    return sizes;
  }

  byte[] read(String module, String file) throws IOException {
    return Files.readAllBytes(image.getPath("/modules", module, file));
  }

  /** Classes of a module that provide services of other modules. */
  List<String> providersForOthers(String module) throws IOException {
    List<String> providers = new ArrayList<>();
    for (ModuleDescriptor.Provides provides :
        ModuleInfo.read(read(module, "module-info.class")).provides()) {
      String service = provides.service().replace('.', '/') + ".class";
      if (!Files.exists(image.getPath("/modules", module, service))) {
        providers.addAll(provides.providers());
      }
    }
    return providers;
  }

  /** The packages of a module, named with dots; none if there is no such module. */
  Set<String> packages(String module) throws IOException {
    Path file = image.getPath("/modules", module, "module-info.class");
    return Files.exists(file) ? ModuleInfo.read(Files.readAllBytes(file)).packages() : Set.of();
  }

  /** The modules that require a given one, among some modules and all that jlink adds to them. */
  SortedSet<String> requiring(String required, Collection<String> modules) throws IOException {
    TreeSet<String> requiring = new TreeSet<>();
    for (String module : withRequired(modules)) {
      if (!module.equals(required) && withRequired(List.of(module)).contains(required)) {
        requiring.add(module);
      }
    }
    return requiring;
  }

  /** The languages that the JDK formats for. */
  SortedSet<String> languages() throws IOException {
    TreeSet<String> languages = new TreeSet<>();
    Path folder = image.getPath(LOCALE_DATA);
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          Matcher name = LANGUAGE.matcher(file.getFileName().toString());
          if (name.matches()) {
            languages.add(name.group(1));
          }
        }
      }
    }
    return languages;
  }

  @Override
  public void close() throws IOException {
    image.close();
  }
}
