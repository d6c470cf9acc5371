// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import dev.coldbrew.lambda.classpath.ClassPath;
import dev.coldbrew.lambda.file.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A library's jar as it lies in the task folder: not compressed. The zip around it compresses a jar
 * better as a whole than the jar its entries one by one: the 43 of a DynamoDB client, Jackson and
 * Log4j take 9.5 MB of it instead of 13.4.
 */
final class StagedJar {

  /**
   * The most that jars may take uncompressed. A function may have 250 MB unpacked, of which a JVM
   * takes up to 110 and a startup cache about as much as the jars: 41 for the 40 of a DynamoDB client,
   * Jackson and Log4j.
   */
  static final int MAX_MB = 64;

  private StagedJar() {}

  /**
   * Whether the jars can go without compression.
   *
   * @param libraries jars, and folders that will be some
   * @param others bytes that the function has besides its jars and its JVM
   */
  static boolean fitUncompressed(List<Path> libraries, long others) throws IOException {
    long bytes = others;
    for (Path library : libraries) {
      bytes += uncompressed(library);
    }
    return bytes <= MAX_MB * 1024L * 1024;
  }

  private static long uncompressed(Path library) throws IOException {
    if (Files.isDirectory(library)) {
      return FileTree.size(library);
    }
    try (ZipFile zip = ClassPath.open(library)) {
      return zip.stream().mapToLong(entry -> Math.max(0, entry.getSize())).sum();
    }
  }

  /**
   * Copies a jar entry by entry, in their order; as it is where there is nothing to change.
   *
   * @param keepSignature whether a signed jar stays as it is
   * @param compressed whether its entries stay compressed
   * @return whether it has lost a signature
   */
  static boolean write(Path library, Path jar, boolean keepSignature, boolean compressed)
      throws IOException {
    boolean signed = JarSignature.isIn(library);
    if (signed ? keepSignature : compressed) {
      Files.copy(library, jar);
      return false;
    }
    try (ZipFile from = ClassPath.open(library);
        JarWriter to = new JarWriter(jar, compressed)) {
      copy(from, to, signed);
    } catch (ZipException e) {
      throw ClassPath.damaged(library, e);
    }
    return signed;
  }

  private static void copy(ZipFile from, JarWriter to, boolean signed) throws IOException {
    Set<String> names = new HashSet<>();
    for (Enumeration<? extends ZipEntry> all = from.entries(); all.hasMoreElements(); ) {
      ZipEntry entry = all.nextElement();
      String name = entry.getName();
      // Of two with one name class loaders take the one that the file has as well.
      if (signed && JarSignature.isFile(name) || !names.add(name)) {
        continue;
      }
      if (entry.isDirectory()) {
        to.putFolder(name.substring(0, name.length() - 1));
      } else {
        byte[] content = content(from, from.getEntry(name));
        boolean hasDigests = signed && name.equalsIgnoreCase(JarFile.MANIFEST_NAME);
        to.putFile(name, hasDigests ? JarSignature.withoutDigests(content) : content);
      }
    }
  }

  private static byte[] content(ZipFile from, ZipEntry entry) throws IOException {
    try (InputStream in = from.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }
}
