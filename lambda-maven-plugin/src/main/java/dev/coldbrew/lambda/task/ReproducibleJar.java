// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import dev.coldbrew.lambda.file.FileTree;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A folder of classes as a jar, the same bytes for the same classes. It is a jar because a startup
 * cache takes no class from a folder, and not the project's own one because a project of packaging
 * {@code lambda} has none.
 *
 * <p>Folders have entries as in every jar: code that searches a package for classes or resources asks
 * the class loader for its folder, and finds nothing without.
 */
public final class ReproducibleJar {

  /** The earliest time that the format can hold without an extra field. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0, 2);

  private static final byte[] MANIFEST =
      "Manifest-Version: 1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private ReproducibleJar() {}

  public static void write(Path classes, Path jar) throws IOException {
    Path ownManifest = classes.resolve(JarFile.MANIFEST_NAME);
    Path metaInf = ownManifest.getParent();
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream out = new ZipOutputStream(file)) {
      // The manifest comes first, where the JVM looks for it.
      putFolder(out, "META-INF");
      boolean hasManifest = Files.isRegularFile(ownManifest);
      put(out, JarFile.MANIFEST_NAME, hasManifest ? Files.readAllBytes(ownManifest) : MANIFEST);
      for (Path path : FileTree.paths(classes)) {
        String name = classes.relativize(path).toString().replace('\\', '/');
        if (path.equals(classes) || path.equals(metaInf) || path.equals(ownManifest)) {
          continue;
        }
        if (Files.isDirectory(path)) {
          putFolder(out, name);
        } else if (Files.isRegularFile(path)) {
          put(out, name, Files.readAllBytes(path));
        }
      }
    }
  }

  /** Stored like every empty entry of the JDK's own jar tool: compressed, it would take two bytes. */
  static void putFolder(ZipOutputStream out, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name + "/");
    entry.setTimeLocal(TIME);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(0);
    entry.setCrc(0);
    out.putNextEntry(entry);
    out.closeEntry();
  }

  static void put(ZipOutputStream out, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    out.putNextEntry(entry);
    out.write(content);
    out.closeEntry();
  }
}
