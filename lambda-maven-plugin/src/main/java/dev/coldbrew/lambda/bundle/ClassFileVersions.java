package dev.coldbrew.lambda.bundle;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Proves that the JDK of the zip can read every class file of the function. Java N writes class
 * files of version N + 44 (JVM specification, 4.1).
 */
public final class ClassFileVersions {

  private static final int MAGIC = 0xCAFEBABE;
  private static final int JAVA_0 = 44;

  private ClassFileVersions() {}

  /**
   * @param feature the JDK's feature version, such as 17
   * @param jdk how to call that JDK in the message
   * @throws ProblemException if a class is newer
   */
  public static void check(ClassPath classPath, int feature, String jdk) throws IOException {
    classPath.visit((name, where, in) -> check(in, name, where, feature, jdk));
  }

  private static void check(InputStream in, String name, Path where, int feature, String jdk)
      throws IOException {
    DataInputStream header = new DataInputStream(in);
    if (header.readInt() != MAGIC) {
      return; // whatever it is, no JVM will load it
    }
    header.readUnsignedShort(); // minor version
    int java = header.readUnsignedShort() - JAVA_0;
    if (java > feature) {
      throw new ProblemException(
          "class file '" + name + "' is for Java " + java + ", the zip's JDK is " + jdk,
          where.getFileName().toString(),
          "take a newer JDK, <jdk>" + java + "</jdk>, or compile for Java " + feature);
    }
  }
}
