// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import dev.coldbrew.lambda.file.FileTree;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The requirements of a packaged function's JVM on the system that it will run on, read from the
 * package itself.
 *
 * @param architecture the JVM's processor; empty if the package has no JVM for one that Lambda
 *     offers
 * @param glibc the newest version of glibc that a file needs
 * @param glibcFile the file that needs it
 * @param libraries the sonames of libraries that are neither in the package nor part of glibc, each
 *     with the file that needs it
 */
public record NativeNeeds(
    Optional<Architecture> architecture,
    Version glibc,
    String glibcFile,
    Map<String, String> libraries) {

  private static final String JAVA = "bin/java";
  private static final String OUTSIDE = RuntimeImage.OUTSIDE + "/";

  /** The line that glibc prints when it is started as a program. */
  private static final Pattern RELEASE =
      Pattern.compile("GNU C Library [^\\n]* release version (\\d+\\.\\d+)");

  /** @param image the runtime image of a function; may be missing */
  public static NativeNeeds of(Path image) throws IOException {
    return of(image, soname -> false);
  }

  /**
   * The needs on a system that has some of the image's outside libraries itself: a copy that comes
   * second is never loaded.
   *
   * @param image the runtime image of a function; may be missing
   * @param systemFirst whether the system loads its own library of that soname
   */
  public static NativeNeeds of(Path image, Predicate<String> systemFirst) throws IOException {
    Map<String, ElfFile> files = new TreeMap<>();
    Set<String> inside = new HashSet<>();
    for (Path path : Files.isDirectory(image) ? FileTree.paths(image) : List.<Path>of()) {
      Optional<ElfFile> elf =
          Files.isRegularFile(path) ? ElfFile.read(path) : Optional.<ElfFile>empty();
      if (elf.isPresent()) {
        String name = FileTree.nameIn(image, path);
        String soname = path.getFileName().toString();
        inside.add(soname);
        if (!name.startsWith(OUTSIDE) || !systemFirst.test(soname)) {
          files.put(name, elf.get());
        }
      }
    }
    Optional<Version> glibc = Optional.empty();
    String glibcFile = JAVA;
    Map<String, String> libraries = new TreeMap<>();
    for (Map.Entry<String, ElfFile> file : files.entrySet()) {
      Optional<Version> newest = ElfFile.newer(glibc, file.getValue().glibc());
      if (!newest.equals(glibc)) {
        glibc = newest;
        glibcFile = file.getKey();
      }
      if (!NativeLibraries.isDispensable(file.getKey())) {
        for (String soname : file.getValue().needed()) {
          if (!inside.contains(soname) && !LambdaTarget.isOfGlibc(soname)) {
            libraries.putIfAbsent(soname, file.getKey());
          }
        }
      }
    }
    return new NativeNeeds(
        Optional.ofNullable(files.get(JAVA))
            .flatMap(java -> Architecture.ofMachine(java.machine())),
        glibc.orElse(Version.parse("2.0")),
        glibcFile,
        libraries);
  }

  /** Whether a library that the JVM brings from the JDK's system needs the newest glibc. */
  public boolean isOfOutside() {
    return glibcFile.startsWith(OUTSIDE);
  }

  /**
   * The version of the glibc whose library {@code libc.so.6} this is; empty for any other file,
   * such as musl's of the same name. The version in its text takes precedence over that of its
   * symbols, because not every version adds symbols.
   */
  public static Optional<Version> glibcOf(byte[] libc) throws IOException {
    Optional<Version> ofSymbols =
        ElfFile.read(ByteBuffer.wrap(libc), "libc.so.6").flatMap(ElfFile::ownGlibc);
    Matcher words = RELEASE.matcher(new String(libc, StandardCharsets.ISO_8859_1));
    return ofSymbols.isPresent() && words.find()
        ? Optional.of(Version.parse(words.group(1)))
        : ofSymbols;
  }
}
