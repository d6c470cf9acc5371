// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.zip;

import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A deployment package as Lambda unpacks it: with the modes of its entries, and with their times,
 * which it reads as UTC wherever this machine is.
 */
public final class UnpackedZip {

  private UnpackedZip() {}

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

  /**
   * Refuses files that their owner alone may read: Lambda runs the function as another user.
   *
   * @param task the folder that the zip was unpacked into
   */
  public static void requireReadable(Path task, Path zip) throws IOException {
    for (Path path : FileTree.paths(task)) {
      Set<PosixFilePermission> modes = Files.getPosixFilePermissions(path);
      if (Files.isRegularFile(path) && !modes.contains(PosixFilePermission.OTHERS_READ)) {
        throw new ProblemException(
            "Lambda's user may not read '" + task.relativize(path) + "', which has the mode "
                + PosixFilePermissions.toString(modes),
            "file " + zip.getFileName(),
            "pack target/lambda/task with its modes");
      }
    }
  }

  /** Whether a zip has the files of that task folder. */
  public static boolean isOf(Path task, Path zip) throws IOException {
    try (ZipFile packed = new ZipFile(zip.toFile())) {
      for (Path file : FileTree.paths(task)) {
        if (Files.isRegularFile(file)) {
          ZipEntry entry = packed.getEntry(task.relativize(file).toString());
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
      Files.setPosixFilePermissions(
          file,
          Files.exists(entry)
              ? Files.getPosixFilePermissions(entry)
              : PosixFilePermissions.fromString("rw-r--r--"));
    }
  }

  /** A zip has no time zone: the JDK takes this machine's. */
  private static FileTime inUtc(FileTime time) {
    LocalDateTime written = LocalDateTime.ofInstant(time.toInstant(), ZoneId.systemDefault());
    return FileTime.from(written.toInstant(ZoneOffset.UTC));
  }
}
