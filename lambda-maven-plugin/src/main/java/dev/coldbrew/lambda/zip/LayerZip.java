// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.zip;

import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.file.Permissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The zip of a function's layer, which Lambda unpacks into {@code /opt}. */
public final class LayerZip {

  /** The classifier with which it is attached to the project. */
  public static final String CLASSIFIER = "layer";

  private static final String EXTENSION = ".zip";

  /** The earliest time that Java writes without an extra field. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0, 2);

  private LayerZip() {}

  /** Where it is, if the function has a layer: {@code hello-1.0-layer.zip} beside {@code hello-1.0.zip}. */
  public static Path beside(Path zip) {
    String name = zip.getFileName().toString();
    return zip.resolveSibling(
        name.substring(0, name.length() - EXTENSION.length()) + "-" + CLASSIFIER + EXTENSION);
  }

  /**
   * Writes it, all or nothing; the same files give the same bytes.
   *
   * @param layer the folder that {@code /opt/coldbrew} will be
   */
  public static void write(Path layer, Path zip) throws IOException {
    Path draft = zip.resolveSibling(zip.getFileName() + ".part");
    Set<String> programs = new HashSet<>();
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(draft))) {
      for (Path path : FileTree.paths(layer)) {
        String name = FileTree.nameIn(layer.getParent(), path);
        ZipEntry entry = new ZipEntry(Files.isDirectory(path) ? name + "/" : name);
        entry.setTimeLocal(TIME);
        out.putNextEntry(entry);
        if (Files.isRegularFile(path)) {
          Files.copy(path, out);
          if (Permissions.isExecutable(path)) {
            programs.add(name);
          }
        }
        out.closeEntry();
      }
    }
    ZipEntries.settle(draft, programs);
    Files.move(draft, zip, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
