// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A JDK's modules, from which jlink links. For another system or processor, they have to be of that
 * JDK's build, because jlink itself only compares versions.
 */
final class Jmods {

  private static final String VERSION = "classes/java/lang/VersionProps.class";

  private Jmods() {}

  /** Refuses a JDK without them whose jlink cannot do without. */
  static void requireIn(Jdk jdk) {
    if (!JdkTrait.LINKS_FROM_ITSELF.isIn(jdk) && !Files.isDirectory(jdk.home().resolve("jmods"))) {
      throw new ProblemException(
          "%s at '%s' has no folder 'jmods', from which jlink links"
              .formatted(jdk.name(), jdk.home()),
          "parameter <jdk>, property lambda.jdk",
          "set the path of a full JDK: <jdk>/path/of/the/jdk</jdk>");
    }
  }

  static boolean areIn(Path folder) {
    return Files.isRegularFile(base(folder));
  }

  private static Path base(Path folder) {
    return folder.resolve("java.base.jmod");
  }

  /**
   * Refuses those of another build.
   *
   * @param folder with the file {@code java.base.jmod}
   * @param build such as {@code 25.0.3+9-LTS}
   * @param where they come from
   * @param hint what to do about it
   */
  static void requireBuild(Path folder, String build, String where, String hint)
      throws IOException {
    if (!areIn(folder) || !hasBuild(base(folder), build)) {
      throw new ProblemException(
          "the jmods in '" + folder + "' are not those of JDK " + build, where, hint);
    }
  }

  /** A jmod file is a zip after four bytes of its own. */
  private static boolean hasBuild(Path jmod, String build) throws IOException {
    try (ZipFile zip = new ZipFile(jmod.toFile())) {
      ZipEntry entry = zip.getEntry(VERSION);
      if (entry == null) {
        return false;
      }
      try (InputStream in = zip.getInputStream(entry)) {
        return ClassConstants.read(in.readAllBytes())
            .map(ClassConstants::strings)
            .filter(texts -> texts.contains(build))
            .isPresent();
      }
    }
  }
}
