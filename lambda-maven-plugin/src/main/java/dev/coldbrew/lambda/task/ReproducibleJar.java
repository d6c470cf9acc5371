// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import dev.coldbrew.lambda.file.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;

/**
 * A folder of classes as a jar, the same bytes for the same classes. It is a jar because a startup
 * cache contains no class from a folder, and not the project's own one because a project of packaging
 * {@code lambda} has none.
 *
 * <p>Folders have entries as in every jar: code that searches a package for classes or resources asks
 * the class loader for its folder, and finds nothing without.
 */
public final class ReproducibleJar {

  private static final byte[] MANIFEST =
      "Manifest-Version: 1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private ReproducibleJar() {}

  /** Writes a jar with one class of this program, which uses no other one of it. */
  public static void writeClass(Class<?> type, Path jar) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    try (InputStream bytes = type.getResourceAsStream("/" + name);
        JarWriter out = new JarWriter(jar, false)) {
      out.putFile(name, bytes.readAllBytes());
    }
  }

  /** As {@link #write(Path, Path, boolean)}, compressed. */
  public static void write(Path classes, Path jar) throws IOException {
    write(classes, jar, true);
  }

  /**
   * Writes it.
   *
   * @param compressed whether its entries are
   */
  static void write(Path classes, Path jar, boolean compressed) throws IOException {
    Path ownManifest = classes.resolve(JarFile.MANIFEST_NAME);
    Path metaInf = ownManifest.getParent();
    try (JarWriter out = new JarWriter(jar, compressed)) {
      // The manifest comes first, where the JVM looks for it.
      out.putFolder("META-INF");
      boolean hasManifest = Files.isRegularFile(ownManifest);
      out.putFile(JarFile.MANIFEST_NAME, hasManifest ? Files.readAllBytes(ownManifest) : MANIFEST);
      for (Path path : FileTree.paths(classes)) {
        String name = FileTree.nameIn(classes, path);
        if (path.equals(classes) || path.equals(metaInf) || path.equals(ownManifest)) {
          continue;
        }
        if (Files.isDirectory(path)) {
          out.putFolder(name);
        } else if (Files.isRegularFile(path)) {
          out.putFile(name, Files.readAllBytes(path));
        }
      }
    }
  }
}
