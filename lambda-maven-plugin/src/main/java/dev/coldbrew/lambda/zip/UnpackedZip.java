// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.zip;

import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.file.Permissions;
import dev.coldbrew.lambda.file.TaskFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A deployment package as Lambda unpacks it: with the modes of its entries, and with their times,
 * which it reads as UTC wherever this machine is.
 */
public final class UnpackedZip {

  private UnpackedZip() {}

  /**
   * Unpacks a function's zip, and the one of its layer, if there is one beside it.
   *
   * @param task where {@code /var/task} will be; the layer will be at its place beside it
   */
  public static void unpackFunction(Path zip, Path task) throws IOException {
    unpack(zip, Files.createDirectories(task));
    Path layer = LayerZip.beside(zip);
    if (Files.isRegularFile(layer)) {
      Path opt = new TaskFolder(task).layer().getParent();
      unpack(layer, Files.createDirectories(opt));
    }
  }

  /**
   * @param target a folder that is there and empty
   */
  public static void unpack(Path zip, Path target) throws IOException {
    Map<String, String> options = Map.of("enablePosixFileAttributes", "true");
    try (FileSystem entries = FileSystems.newFileSystem(zip, options)) {
      Path root = entries.getPath("/");
      List<Path> parentsFirst;
      try (Stream<Path> all = Files.walk(root)) {
        parentsFirst = all.filter(entry -> !entry.equals(root)).toList();
      }
      for (Path entry : parentsFirst) {
        unpack(entry, target.resolve(root.relativize(entry).toString()).normalize(), target);
      }
      for (Path entry : parentsFirst) { // a folder's own changes with what is put into it
        Path file = target.resolve(root.relativize(entry).toString());
        Files.setLastModifiedTime(file, inUtc(Files.getLastModifiedTime(entry)));
      }
    }
  }

  public static boolean isZip(Path file) throws IOException {
    try {
      new ZipFile(file.toFile()).close();
      return true;
    } catch (ZipException e) {
      return false;
    }
  }

  /** Whether a function's zip, and the one of its layer, have the files of that task folder. */
  public static boolean isOf(Path task, Path zip) throws IOException {
    TaskFolder folder = new TaskFolder(task);
    return has(zip, task, task)
        && (!folder.hasLayer()
            || has(LayerZip.beside(zip), folder.layer().getParent(), folder.layer()));
  }

  /** @param root what is the zip's root, of the folder or above it */
  private static boolean has(Path zip, Path root, Path folder) throws IOException {
    if (!Files.isRegularFile(zip)) {
      return false;
    }
    try (ZipFile packed = new ZipFile(zip.toFile())) {
      for (Path file : FileTree.paths(folder)) {
        if (Files.isRegularFile(file)) {
          ZipEntry entry = packed.getEntry(FileTree.nameIn(root, file));
          if (entry == null || entry.getCrc() != crc(file)) {
            return false;
          }
        }
      }
      return true;
    }
  }

  private static long crc(Path file) throws IOException {
    try (CheckedInputStream in = new CheckedInputStream(Files.newInputStream(file), new CRC32())) {
      in.transferTo(OutputStream.nullOutputStream());
      return in.getChecksum().getValue();
    }
  }

  private static void unpack(Path entry, Path file, Path target) throws IOException {
    if (!file.startsWith(target)) {
      throw new IOException("the entry '" + entry + "' would leave the folder");
    }
    if (Files.isDirectory(entry)) {
      Files.createDirectories(file);
    } else {
      Files.createDirectories(file.getParent());
      Files.copy(entry, file);
      if (Files.exists(entry)) {
        Permissions.copy(entry, file);
      } else {
        Permissions.setReadable(file);
      }
    }
  }

  /** A zip has no time zone: the JDK takes this machine's. */
  private static FileTime inUtc(FileTime time) {
    LocalDateTime written = LocalDateTime.ofInstant(time.toInstant(), ZoneId.systemDefault());
    return FileTime.from(written.toInstant(ZoneOffset.UTC));
  }
}
