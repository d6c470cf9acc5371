package dev.coldbrew.lambda.bundle;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

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
    checkFolder(classPath.classes(), feature, jdk);
    for (Path library : classPath.libraries()) {
      if (Files.isDirectory(library)) {
        checkFolder(library, feature, jdk);
      } else {
        checkJar(library, feature, jdk);
      }
    }
  }

  private static void checkFolder(Path folder, int feature, String jdk) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      String name = folder.relativize(file).toString();
      if (isRead(name)) {
        try (InputStream in = Files.newInputStream(file)) {
          check(in, name, folder, feature, jdk);
        }
      }
    }
  }

  private static void checkJar(Path jar, int feature, String jdk) throws IOException {
    try (ZipFile zip = open(jar)) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        if (isRead(entry.getName())) {
          try (InputStream in = zip.getInputStream(entry)) {
            check(in, entry.getName(), jar, feature, jdk);
          }
        }
      }
    }
  }

  private static ZipFile open(Path jar) throws IOException {
    try {
      return new ZipFile(jar.toFile());
    } catch (ZipException e) {
      throw new ProblemException(
          "'" + jar.getFileName() + "' is no jar that can be read: " + e.getMessage(),
          "file " + jar,
          "delete that file, so that it is built or downloaded anew",
          e);
    }
  }

  /** A multi-release jar's newer classes are left alone by an older JVM, and so are modules' descriptors. */
  private static boolean isRead(String name) {
    return name.endsWith(".class")
        && !name.startsWith("META-INF/")
        && !name.equals("module-info.class");
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
