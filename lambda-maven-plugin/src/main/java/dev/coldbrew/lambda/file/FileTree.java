// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Whole folders: their files, their copies and their end. */
public final class FileTree {

  private FileTree() {}

  /** Everything below the folder and the folder itself, parents first, in a fixed order. */
  public static List<Path> paths(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The bytes of all files below it. */
  public static long size(Path folder) throws IOException {
    long size = 0L;
    for (Path path : paths(folder)) {
      size += Files.isRegularFile(path) ? Files.size(path) : 0;
    }
    return size;
  }

  /** Deletes a folder or file and all below it, if it is there. */
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    for (Path path : paths(folder).stream().sorted(Comparator.reverseOrder()).toList()) {
      Permissions.setDeletable(path);
      Files.deleteIfExists(path);
    }
  }

  /** Copies a folder with its modes and times to where nothing is yet. */
  public static void copy(Path folder, Path target) throws IOException {
    for (Path path : paths(folder)) {
      Files.copy(path, target.resolve(nameIn(folder, path)), StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  /** What a file in a folder is called, with slashes on every system: in zips, patterns and digests. */
  public static String nameIn(Path folder, Path path) {
    Path relative = folder.relativize(path);
    return relative.toString().replace(relative.getFileSystem().getSeparator(), "/");
  }

  /** A file as it is seen from a folder; with its whole path from another drive of Windows. */
  public static Path seenFrom(Path folder, Path file) {
    return Objects.equals(folder.getRoot(), file.getRoot()) ? folder.relativize(file) : file;
  }
}
