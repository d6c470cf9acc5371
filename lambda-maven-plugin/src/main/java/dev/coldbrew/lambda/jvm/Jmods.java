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
 * A JDK's modules, from which jlink links for another system or processor. They have to be of that JDK's
 * build, because jlink itself compares no more than versions.
 */
final class Jmods {

  private static final String VERSION = "classes/java/lang/VersionProps.class";

  private Jmods() {}

  /**
   * Refuses those of another build.
   *
   * @param folder with the file {@code java.base.jmod}
   * @param build such as {@code 25.0.3+9-LTS}
   * @param where they come from
   */
  static void requireBuild(Path folder, String build, String where) throws IOException {
    Path base = folder.resolve("java.base.jmod");
    if (!Files.isRegularFile(base) || !hasBuild(base, build)) {
      throw new ProblemException(
          "the jmods in '" + folder + "' are not those of JDK " + build,
          where,
          "unpack the archive of jmods of that build");
    }
  }

  /** A jmod is a zip behind four bytes. */
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
