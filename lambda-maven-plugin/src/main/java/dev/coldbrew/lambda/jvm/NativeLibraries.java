// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The needs of an image's programs and shared libraries, compared with the libraries of the target.
 * A distribution's JDK relies on the distribution for libraries such as libz; these are found in
 * the folders of the system that the JDK belongs to.
 *
 * @param glibc the newest glibc that the image's own files need
 * @param outside the libraries to include in the image
 * @param missing what some libraries for fonts and images lack, as sentences; the JVM starts
 * without them
 */
record NativeLibraries(Version glibc, List<OutsideLibrary> outside, List<String> missing) {

  /**
   * Libraries of java.desktop that are loaded when an application uses fonts, JPEG or colour
   * profiles. Most applications have that module only for java.beans, so a JDK is not refused for
   * what these libraries need.
   */
  private static final Set<String> DISPENSABLE =
      Set.of("lib/libfontmanager.so", "lib/libjavajpeg.so", "lib/liblcms.so");

  static boolean isDispensable(String file) {
    return DISPENSABLE.contains(file);
  }

  NativeLibraries {
    outside = List.copyOf(outside);
    missing = List.copyOf(missing);
  }

  /**
   * Where the dynamic linker looks on the system that a JDK belongs to, on Debian and on Red Hat;
   * and where Debian puts libraries for another processor.
   */
  static List<Path> systemFolders(Path jdk, String machine) {
    Path root = SystemRoot.of(jdk, machine).orElse(Path.of("/"));
    String triplet = machine + "-linux-gnu";
    return Stream.of(
            "lib/" + triplet,
            "usr/lib/" + triplet,
            "lib64",
            "usr/lib64",
            "lib",
            "usr/lib",
            "usr/" + triplet + "/lib")
        .map(root::resolve)
        .toList();
  }

  /**
   * Looks at every file of an image.
   *
   * @throws ProblemException if a file needs what the target does not have
   */
  static NativeLibraries find(Path image, Jdk jdk, LambdaTarget target, List<Path> systemFolders)
      throws IOException {
    TreeMap<String, ElfFile> files = new TreeMap<>();
    Set<String> names = new HashSet<>();
    for (Path path : FileTree.paths(image)) {
      Optional<ElfFile> elf =
          Files.isRegularFile(path) ? ElfFile.read(path) : Optional.<ElfFile>empty();
      if (elf.isPresent()) {
        files.put(FileTree.nameIn(image, path), elf.get());
        names.add(path.getFileName().toString());
      }
    }
    NativeLibraries.Search search =
        new Search(names, target, systemFolders, foreignRoot(jdk, target));
    Optional<Version> glibc = Optional.empty();
    for (Map.Entry<String, ElfFile> file : files.entrySet()) {
      target.check(jdk, file.getKey(), file.getValue());
      glibc = ElfFile.newer(glibc, file.getValue().glibc());
      search.addNeedsOf(file.getKey(), file.getValue(), jdk);
    }
    return new NativeLibraries(
        glibc.orElse(Version.parse("2.0")), List.copyOf(search.found.values()), search.missing);
  }

  /** The root of the system that the JDK belongs to, if it is not this machine's. */
  private static Optional<Path> foreignRoot(Jdk jdk, LambdaTarget target) {
    return SystemRoot.of(jdk.home(), target.machine()).filter(root -> root.getParent() != null);
  }

  /** Follows what libraries need, and what those need in turn. */
  private static final class Search {

    private final Set<String> inside;
    private final LambdaTarget target;
    private final List<Path> systemFolders;
    private final Optional<Path> root;
    private final Map<String, OutsideLibrary> found = new TreeMap<>();
    private final List<String> missing = new ArrayList<>();

    Search(Set<String> inside, LambdaTarget target, List<Path> systemFolders, Optional<Path> root) {
      this.inside = inside;
      this.target = target;
      this.systemFolders = systemFolders;
      this.root = root;
    }

    void addNeedsOf(String name, ElfFile file, Jdk jdk) throws IOException {
      Map<String, OutsideLibrary> libraries = new LinkedHashMap<>();
      Optional<String> complaint = complaint(file, libraries);
      if (complaint.isEmpty()) {
        found.putAll(libraries);
      } else if (DISPENSABLE.contains(name)) {
        missing.add(name + " needs " + complaint.get());
      } else {
        throw new ProblemException(
            "'%s' of %s at '%s' needs %s".formatted(name, jdk.name(), jdk.home(), complaint.get()),
            "parameter <jdk>, property lambda.jdk",
            "set the path of a JDK that brings its libraries along, such as Temurin:"
                + " <jdk>/path/of/the/jdk</jdk>");
      }
    }

    /**
     * Collects the libraries that a file needs from outside; returns the complaint about one that
     * is not available.
     */
    private Optional<String> complaint(ElfFile file, Map<String, OutsideLibrary> libraries)
        throws IOException {
      for (String soname : file.needed()) {
        if (inside.contains(soname)
            || libraries.containsKey(soname)
            || target.hasGlibcLibrary(soname)) {
          continue;
        }
        Optional<Path> path = inItsSystem(soname);
        if (path.isEmpty()) {
          return Optional.of(soname + ", which is not "
              + root.map(folder -> "in '" + folder + "'").orElse("on this machine"));
        }
        ElfFile library = ElfFile.read(path.get()).orElseThrow();
        boolean fits = target.fits(library);
        if (!fits && !target.ownLibraries().contains(soname)) {
          return Optional.of("%s, and %s needs glibc %s; %s has %s"
              .formatted(
                  soname,
                  root.map(folder -> "that in '" + folder + "'").orElse("this machine's"),
                  library.glibc().get(),
                  target.name(),
                  target.glibc()));
        }
        libraries.put(soname, new OutsideLibrary(soname, path.get(), !fits));
        Optional<String> complaint = complaint(library, libraries);
        if (complaint.isPresent()) {
          return complaint;
        }
      }
      return Optional.empty();
    }

    private Optional<Path> inItsSystem(String soname) throws IOException {
      for (Path folder : systemFolders) {
        Path path = folder.resolve(soname);
        if (Files.isRegularFile(path)) {
          Optional<ElfFile> elf = ElfFile.read(path);
          if (elf.isPresent() && elf.get().machine().equals(target.machine())) {
            return Optional.of(path);
          }
        }
      }
      return Optional.empty();
    }
  }
}
