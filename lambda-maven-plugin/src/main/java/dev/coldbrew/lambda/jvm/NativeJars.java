// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Shared libraries in jars, which Java libraries unpack when they need them. Most jars have them
 * for all processors; some libraries come as one jar for each, and then it is easy to choose the
 * wrong one.
 */
public final class NativeJars {

  private static final Pattern LIBRARY = Pattern.compile(".*\\.so(\\.[0-9]+)*");

  /** Part of the names of a library's files for several processors. */
  private static final Pattern PROCESSOR =
      Pattern.compile("x86[_-]?64|amd64|aarch[_-]?64|arm64(v8)?");

  private NativeJars() {}

  /** A library in a jar, and its processor. */
  private record NativeLibrary(String name, String machine) {

    /** The same for every processor. */
    String general() {
      String file = name.substring(name.lastIndexOf('/') + 1);
      return PROCESSOR.matcher(file).replaceAll("");
    }
  }

  /**
   * Warns of libraries that the function's processor cannot run and that no jar has for it.
   *
   * @param jars of the function; files of other kinds are skipped
   * @return a warning for each jar with such a library
   */
  public static List<String> check(Collection<Path> jars, Architecture architecture)
      throws IOException {
    TreeMap<String, List<NativeLibrary>> byJar = new TreeMap<>();
    Set<String> available = new HashSet<>();
    for (Path jar : jars) {
      List<NativeLibrary> libraries = librariesIn(jar);
      byJar
          .computeIfAbsent(jar.getFileName().toString(), name -> new ArrayList<>())
          .addAll(libraries);
      libraries.stream()
          .filter(library -> library.machine().equals(architecture.machine()))
          .map(NativeLibrary::general)
          .forEach(available::add);
    }
    List<String> warnings = new ArrayList<>();
    // A jar with a library for this processor is for all, whatever the files are called.
    byJar
        .values()
        .removeIf(libraries -> libraries.stream()
            .anyMatch(library -> library.machine().equals(architecture.machine())));
    byJar.forEach((jar, libraries) -> libraries.stream()
        .filter(library -> !available.contains(library.general()))
        .findFirst()
        .ifPresent(library -> warnings.add("%s has %s for %s, and no jar has it for %s"
            .formatted(jar, library.name(), library.machine(), architecture.machine()))));
    return warnings;
  }

  private static List<NativeLibrary> librariesIn(Path jar) throws IOException {
    List<NativeLibrary> libraries = new ArrayList<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        if (LIBRARY.matcher(entry.getName()).matches()) {
          try (InputStream in = zip.getInputStream(entry)) {
            Optional<String> machine = ElfFile.machineOf(in.readNBytes(ElfFile.START));
            machine.ifPresent(found -> libraries.add(new NativeLibrary(entry.getName(), found)));
          }
        }
      }
    } catch (ZipException e) {
      return List.of(); // no jar
    }
    return libraries;
  }
}
