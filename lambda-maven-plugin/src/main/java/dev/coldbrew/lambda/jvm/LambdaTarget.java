// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the machine offers that will run the function, so that a JVM which cannot start there is
 * refused here.
 *
 * @param name Lambda's name of the runtime, or the user's of another system
 * @param machine its processor
 * @param glibc the version of its C library
 * @param ownLibraries libraries besides glibc's that its base image carries
 */
public record LambdaTarget(String name, String machine, Version glibc, Set<String> ownLibraries) {

  /** Lambda's runtime for functions that bring their own. */
  public static final String OS_ONLY = "provided.al2023";

  /** glibc's own libraries; since 2.34 most of them are empty and all is in libc. */
  private static final Set<String> GLIBC_LIBRARIES = Set.of(
      "libc.so.6",
      "libm.so.6",
      "libdl.so.2",
      "libpthread.so.0",
      "librt.so.1",
      "libresolv.so.2",
      "libutil.so.1",
      "ld-linux-x86-64.so.2",
      "ld-linux-aarch64.so.1");

  /** What every runtime image has of the JDK's own files, and needs first. */
  private static final List<String> CORE_FILES =
      List.of("bin/java", "lib/libjli.so", "lib/server/libjvm.so", "lib/libjava.so");

  private static final Pattern OTHER_SYSTEM =
      Pattern.compile("([A-Za-z0-9][\\w.-]*):(\\d+(?:\\.\\d+)+)");

  /**
   * The one that the user names: {@code provided.al2023}, or any other system, such as {@code
   * debian-13:2.41} with the version of its glibc. Of that one nothing else is known, so an image
   * brings all libraries along that are not glibc's.
   *
   * @throws ProblemException for any other text
   */
  public static LambdaTarget named(String text, Architecture architecture) {
    if (text.equals(OS_ONLY)) {
      return providedAl2023(architecture);
    }
    Matcher other = OTHER_SYSTEM.matcher(text);
    if (!other.matches()) {
      throw new ProblemException(
          "'" + text + "' is no target",
          "parameter <target>, property lambda.target",
          "set " + OS_ONLY
              + "; java25, java21 or java17 for AWS's own JVM; or another system by its"
              + " name and the version of its glibc, such as debian-13:2.41");
    }
    return new LambdaTarget(
        other.group(1), architecture.machine(), Version.parse(other.group(2)), Set.of());
  }

  /**
   * The OS-only runtime. It is the AL2023 minimal container image: its glibc is named in Amazon
   * Linux's user guide ("core glibc"), its packages in issue 585 of amazonlinux/amazon-linux-2023
   * (libstdc++, libgcc and zlib among them: its package manager needs them).
   */
  public static LambdaTarget providedAl2023(Architecture architecture) {
    return new LambdaTarget(
        OS_ONLY,
        architecture.machine(),
        Version.parse("2.34"),
        Set.of("libz.so.1", "libstdc++.so.6", "libgcc_s.so.1"));
  }

  /** As JDKs call theirs. */
  public String system() {
    return "Linux " + machine;
  }

  /**
   * Refuses a JDK whose JVM cannot start there; a look at four files, before anything slow.
   *
   * @throws ProblemException for another system, a newer glibc, or a damaged file
   */
  public void check(Jdk jdk) {
    if (!jdk.system().equals(system())) {
      throw new ProblemException(
          "%s at '%s' is for %s, and %s is Linux %s"
              .formatted(jdk.name(), jdk.home(), jdk.system(), name, machine),
          "parameter <jdk>",
          "set the path of a JDK for Linux " + machine + ": <jdk>/path/of/the/jdk</jdk>");
    }
    try {
      coreFiles(jdk).forEach((name, file) -> check(jdk, name, file));
    } catch (IOException e) {
      throw new ProblemException(
          jdk.name() + " cannot be read: " + ProblemException.reason(e),
          "parameter <jdk>",
          "set the path of another JDK: <jdk>/path/of/the/jdk</jdk>",
          e);
    }
  }

  /** Whether {@link #check(Jdk)} would let it pass. */
  boolean fits(Jdk jdk) {
    try {
      return jdk.system().equals(system()) && coreFiles(jdk).values().stream().allMatch(this::fits);
    } catch (IOException e) {
      return false;
    }
  }

  boolean fits(ElfFile file) {
    return file.machine().equals(machine) && hasGlibcFor(file);
  }

  private boolean hasGlibcFor(ElfFile file) {
    return file.glibc().isEmpty() || file.glibc().get().compareTo(glibc) <= 0;
  }

  /** Whether it brings that library along, so that the image need not. */
  boolean hasGlibcLibrary(String soname) {
    return GLIBC_LIBRARIES.contains(soname);
  }

  void check(Jdk jdk, String fileName, ElfFile file) {
    String what = "'%s' of %s at '%s'".formatted(fileName, jdk.name(), jdk.home());
    if (!file.machine().equals(machine)) {
      throw new ProblemException(
          what + " is for " + file.machine() + ", and " + name + " is " + machine,
          "parameter <jdk>",
          "set the path of a JDK for Linux " + machine + ": <jdk>/path/of/the/jdk</jdk>");
    }
    if (!hasGlibcFor(file)) {
      throw new ProblemException(
          "%s needs glibc %s, and %s has %s".formatted(what, file.glibc().get(), name, glibc),
          "parameter <jdk>",
          "let one be downloaded that is built for older systems too: mvn package -Dlambda.jdk="
              + jdk.feature() + Architecture.option(machine) + " -Dlambda.jdk.download");
    }
  }

  private static Map<String, ElfFile> coreFiles(Jdk jdk) throws IOException {
    Map<String, ElfFile> files = new LinkedHashMap<>();
    for (String name : CORE_FILES) {
      Path path = jdk.home().resolve(name);
      if (Files.exists(path)) {
        ElfFile.read(path).ifPresent(file -> files.put(name, file));
      }
    }
    return files;
  }
}
