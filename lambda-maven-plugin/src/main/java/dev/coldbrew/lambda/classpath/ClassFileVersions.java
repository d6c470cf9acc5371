// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.classpath;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Proves that a function's JVM can read every class file of it. Java N writes class
 * files of version N + 44 (JVM specification, 4.1).
 */
public final class ClassFileVersions {

  private static final int MAGIC = 0xCAFEBABE;
  private static final int JAVA_0 = 44;

  /** Up to the version. */
  private static final int HEADER = 8;

  private ClassFileVersions() {}

  /**
   * As below, for the JVM of the zip.
   *
   * @param jdk how to call the JDK that it is of
   */
  public static List<String> check(ClassPath classPath, int feature, String jdk)
      throws IOException {
    return check(
        classPath,
        feature,
        "the zip's JDK is " + jdk,
        java -> "set a newer JDK, <jdk>" + java + "</jdk>");
  }

  /**
   * @param feature of the JVM, such as 17
   * @param jvm which JVM it is, as a sentence
   * @param newer what gets a JVM for classes of that Java
   * @return a line for each library with class files that are none: it works as long as nothing needs
   *     these
   * @throws ProblemException if a class is newer, or one of the project is no class file
   */
  public static List<String> check(
      ClassPath classPath, int feature, String jvm, IntFunction<String> newer) throws IOException {
    Map<Path, String> damaged = new LinkedHashMap<>();
    classPath.visit((name, where, in) -> {
      ByteBuffer header = ByteBuffer.wrap(in.readNBytes(HEADER));
      if (header.limit() == HEADER && header.getInt() == MAGIC) {
        int java = header.getShort(HEADER - 2) - JAVA_0;
        if (java > feature) {
          throw new ProblemException(
              "class file '" + name + "' is for Java " + java + ", " + jvm,
              where.getFileName().toString(),
              newer.apply(java) + ", or compile for Java " + feature);
        }
      } else if (where.equals(classPath.classes())) {
        throw new ProblemException(
            "'" + name + "' is not a class file: "
                + (header.limit() == 0 ? "it is empty" : "damaged"),
            "folder " + where,
            "compile it again: mvn clean package");
      } else {
        damaged.putIfAbsent(
            where, "'" + name + "' in " + where.getFileName() + " is not a class file");
      }
    });
    return List.copyOf(damaged.values());
  }
}
