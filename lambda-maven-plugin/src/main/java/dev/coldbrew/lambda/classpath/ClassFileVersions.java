// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.classpath;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Proves that the JDK of the zip can read every class file of the function. Java N writes class
 * files of version N + 44 (JVM specification, 4.1).
 */
public final class ClassFileVersions {

  private static final int MAGIC = 0xCAFEBABE;
  private static final int JAVA_0 = 44;

  /** Up to the version. */
  private static final int HEADER = 8;

  private ClassFileVersions() {}

  /**
   * @param feature the JDK's feature version, such as 17
   * @param jdk how to call that JDK in the message
   * @return a line for each library with class files that are none: it works as long as nothing needs
   *     these
   * @throws ProblemException if a class is newer, or one of the project is no class file
   */
  public static List<String> check(ClassPath classPath, int feature, String jdk)
      throws IOException {
    Map<Path, String> damaged = new LinkedHashMap<>();
    classPath.visit((name, where, in) -> {
      ByteBuffer header = ByteBuffer.wrap(in.readNBytes(HEADER));
      if (header.limit() == HEADER && header.getInt() == MAGIC) {
        checkVersion(header.getShort(HEADER - 2) - JAVA_0, name, where, feature, jdk);
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

  private static void checkVersion(int java, String name, Path where, int feature, String jdk) {
    if (java > feature) {
      throw new ProblemException(
          "class file '" + name + "' is for Java " + java + ", the zip's JDK is " + jdk,
          where.getFileName().toString(),
          "set a newer JDK, <jdk>" + java + "</jdk>, or compile for Java " + feature);
    }
  }
}
