// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.download;

import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.file.Permissions;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** A {@code .tar.gz} file. Nothing in it is written outside the folder that it is unpacked into. */
final class Archive {

  private final Path root;
  private final LinkCopies copies;

  private Archive(Path root) {
    this.root = root;
    this.copies = new LinkCopies(root);
  }

  /**
   * Unpacks the archive with its file times, and with its modes if the file system supports them.
   * Copies replace links if the file system has none, or if this user is not allowed to create any.
   *
   * @param folder an empty folder
   * @throws IOException if the archive is damaged, or something in it would leave the folder
   */
  static void unpack(Path file, Path folder) throws IOException {
    new Archive(folder.toRealPath()).unpack(file);
  }

  private void unpack(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(in))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(tar, entry);
      }
      copies.make();
    } catch (IllegalArgumentException e) { // a name that is no path, or a damaged header
      throw new IOException(e.getMessage(), e);
    }
    requireLinksInside();
  }

  private void unpack(TarArchiveInputStream tar, TarArchiveEntry entry) throws IOException {
    Path path = inside(entry.getName());
    if (entry.isFIFO() || entry.isBlockDevice() || entry.isCharacterDevice()) {
      throw new IOException("'" + entry.getName() + "' is not a file, a folder or a link");
    }
    if (entry.isDirectory()) {
      Files.createDirectories(path);
    } else if (entry.isSymbolicLink()) {
      link(path, root.getFileSystem().getPath(entry.getLinkName()));
    } else if (entry.isLink()) {
      hardLink(path, inside(entry.getLinkName()));
    } else {
      Files.copy(tar, path);
      if (Permissions.areKept(path)) {
        Files.setPosixFilePermissions(path, permissions(entry.getMode()));
      }
      Files.setLastModifiedTime(path, entry.getLastModifiedTime());
    }
  }

  private void link(Path path, Path target) throws IOException {
    try {
      Files.createSymbolicLink(path, target);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (FileSystemException | UnsupportedOperationException e) {
      copies.add(path, target);
    }
  }

  private static void hardLink(Path path, Path existing) throws IOException {
    try {
      Files.createLink(path, existing);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (FileSystemException | UnsupportedOperationException e) {
      Files.copy(existing, path, StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  /**
   * The path of an entry, with its parent created. Refuses a path that leaves the folder, even
   * through a link.
   */
  private Path inside(String name) throws IOException {
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

  /** Checked once everything is unpacked, because a link may point to a later entry. */
  private void requireLinksInside() throws IOException {
    for (Path path : FileTree.paths(root)) {
      if (Files.isSymbolicLink(path) && !path.toRealPath().startsWith(root)) {
        throw leaves(root.relativize(path).toString());
      }
    }
  }

  static IOException leaves(String name) {
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
