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
 * The properties of the system that will run the function, so that the build refuses a JVM that
 * cannot start there.
 *
 * @param name Lambda's name for the runtime, or the user's name for another system
 * @param machine its processor
 * @param glibc the version of its C library
 * @param ownLibraries libraries besides glibc's that it has
 */
public record LambdaTarget(String name, String machine, Version glibc, Set<String> ownLibraries) {

  /** Lambda's runtime for functions that bring their own runtime. */
  public static final String OS_ONLY = "provided.al2023";

  /** glibc's own libraries; since 2.34, most of them are empty and libc has their content. */
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

  /** The JDK's own files that every runtime image has, and needs first. */
  private static final List<String> CORE_FILES =
      List.of("bin/java", "lib/libjli.so", "lib/server/libjvm.so", "lib/libjava.so");

  private static final Pattern OTHER_SYSTEM =
      Pattern.compile("([A-Za-z0-9][\\w.-]*):(\\d+(?:\\.\\d+)+)");

  /**
   * The target that the user names: {@code provided.al2023}, or any other system with the version
   * of its glibc, such as {@code debian-13:2.41}. Nothing else is known about such a system, so the
   * image includes all libraries that are not glibc's.
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
          "'" + text + "' is not a target",
          "parameter <target>, property lambda.target",
          "set " + OS_ONLY
              + "; java25, java21 or java17 for AWS's own JVM; or another system by its"
              + " name and the version of its glibc, such as debian-13:2.41");
    }
    return new LambdaTarget(
        other.group(1), architecture.machine(), Version.parse(other.group(2)), Set.of());
  }

  /**
   * The OS-only runtime, which is the AL2023 minimal container image. Amazon Linux's user guide
   * states its glibc ("core glibc"), and issue 585 of amazonlinux/amazon-linux-2023 its packages:
   * libstdc++, libgcc and zlib are among them, because its package manager needs them.
   */
  public static LambdaTarget providedAl2023(Architecture architecture) {
    return new LambdaTarget(
        OS_ONLY,
        architecture.machine(),
        Version.parse("2.34"),
        Set.of("libz.so.1", "libstdc++.so.6", "libgcc_s.so.1"));
  }

  /** As JDKs name the system that they are for. */
  public String system() {
    return "Linux " + machine;
  }

  /**
   * Refuses a JDK whose JVM cannot start there. It looks at four files, before anything slow.
   *
   * @throws ProblemException for a JDK that is for another system, needs a newer glibc, or is
   *     damaged
   */
  public void check(Jdk jdk) {
    if (!jdk.system().equals(system())) {
      throw new ProblemException(
          "%s at '%s' is for %s, but %s is Linux %s"
              .formatted(jdk.name(), jdk.home(), jdk.system(), name, machine),
          "parameter <jdk>, property lambda.jdk",
          "set the path of a JDK for Linux " + machine + ": <jdk>/path/of/the/jdk</jdk>");
    }
    try {
      coreFiles(jdk).forEach((name, file) -> check(jdk, name, file));
    } catch (IOException e) {
      throw new ProblemException(
          jdk.name() + " cannot be read: " + ProblemException.reason(e),
          "parameter <jdk>, property lambda.jdk",
          "set the path of another JDK: <jdk>/path/of/the/jdk</jdk>",
          e);
    }
  }

  /** Whether {@link #check(Jdk)} accepts it. */
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

  /** Whether glibc brings that library along, so that the image need not. */
  boolean hasGlibcLibrary(String soname) {
    return isOfGlibc(soname);
  }

  static boolean isOfGlibc(String soname) {
    return GLIBC_LIBRARIES.contains(soname);
  }

  void check(Jdk jdk, String fileName, ElfFile file) {
    String what = "'%s' of %s at '%s'".formatted(fileName, jdk.name(), jdk.home());
    if (!file.machine().equals(machine)) {
      throw new ProblemException(
          what + " is for " + file.machine() + ", but " + name + " is " + machine,
          "parameter <jdk>, property lambda.jdk",
          "set the path of a JDK for Linux " + machine + ": <jdk>/path/of/the/jdk</jdk>");
    }
    if (!hasGlibcFor(file)) {
      throw new ProblemException(
          "%s needs glibc %s, but %s has %s".formatted(what, file.glibc().get(), name, glibc),
          "parameter <jdk>, property lambda.jdk",
          JdkStore.isOfAdoptium(jdk)
              ? "set the path of a JDK that is built for glibc " + glibc
                  + ": <jdk>/path/of/the/jdk</jdk>"
              : "set <jdk>" + jdk.feature()
                  + "</jdk>, and let Adoptium's be downloaded, which needs an"
                  + " older glibc: mvn package -Dlambda.jdk=" + jdk.feature()
                  + Architecture.option(machine) + " -Dlambda.jdk.download");
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
