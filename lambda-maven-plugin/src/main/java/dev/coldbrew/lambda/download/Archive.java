// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.download;

import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.file.Permissions;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** A {@code .tar.gz}. Nothing of it gets outside the folder that it is unpacked in. */
final class Archive {

  private Archive() {}

  /**
   * Unpacks it with its times, and its modes where the file system keeps them.
   *
   * @param folder one that is there and empty
   * @throws IOException when it is damaged, or would leave the folder
   */
  static void unpack(Path file, Path folder) throws IOException {
    Path root = folder.toRealPath();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(in))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(tar, entry, root);
      }
    } catch (IllegalArgumentException e) { // a name that is no path, or a damaged header
      throw new IOException(e.getMessage(), e);
    }
    requireLinksInside(root);
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path root)
      throws IOException {
    Path path = inside(root, entry.getName());
    if (entry.isFIFO() || entry.isBlockDevice() || entry.isCharacterDevice()) {
      throw new IOException("'" + entry.getName() + "' is neither a file, a folder nor a link");
    }
    if (entry.isDirectory()) {
      Files.createDirectories(path);
    } else if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, root.getFileSystem().getPath(entry.getLinkName()));
    } else if (entry.isLink()) {
      Files.createLink(path, inside(root, entry.getLinkName()));
    } else {
      Files.copy(tar, path);
      if (Permissions.areKept(path)) {
        Files.setPosixFilePermissions(path, permissions(entry.getMode()));
      }
      Files.setLastModifiedTime(path, entry.getLastModifiedTime());
    }
  }

  /** Where an entry belongs; its parent is there then. It may not be reached through a link either. */
  private static Path inside(Path root, String name) throws IOException {
    Path path = root.resolve(name).normalize();
    if (!path.startsWith(root)) {
      throw leaves(name);
    }
    if (path.equals(root)) {
      return root;
    }
    Path existing = path.getParent();
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (!existing.toRealPath().startsWith(root)) {
      throw leaves(name);
    }
    Files.createDirectories(path.getParent());
    return path;
  }

  /** When all is there, as a link may lead to a later one. */
  private static void requireLinksInside(Path root) throws IOException {
    for (Path path : FileTree.paths(root)) {
      if (Files.isSymbolicLink(path) && !path.toRealPath().startsWith(root)) {
        throw leaves(root.relativize(path).toString());
      }
    }
  }

  private static IOException leaves(String name) {
    return new IOException("'" + name + "' would leave the folder");
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions =
        EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    PosixFilePermission[] bits = PosixFilePermission.values(); // in the order of "rwxrwxrwx"
    for (int i = 0; i < bits.length; i++) {
      if ((mode >> bits.length - 1 - i & 1) == 1) {
        permissions.add(bits[i]);
      }
    }
    return permissions;
  }
}
