// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A snapshot of code. Two equal snapshots are of the same code, unless somebody has set the clock
 * back.
 *
 * @param files each with what distinguishes it from its earlier content
 * @param folders where files may appear and disappear
 */
public record CodeState(Map<Path, Stamp> files, Set<Path> folders) {

  /**
   * @param key identifies the file itself, which a rename replaces; null where the system has no
   *     such key
   */
  public record Stamp(long size, FileTime changed, Object key) {}

  /** A snapshot of what is there now. */
  public static CodeState of(List<Path> sources) {
    Visitor visitor = new Visitor();
    for (Path source : sources) {
      if (!Files.isDirectory(source)) {
        visitor.folders.add(nearestFolder(source.toAbsolutePath().getParent()));
      }
      try {
        Files.walkFileTree(
            source, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, visitor);
      } catch (IOException e) {
        throw new UncheckedIOException(e); // the visitor throws none
      }
    }
    return new CodeState(visitor.files, visitor.folders);
  }

  /** The folder in which a missing source will appear. */
  private static Path nearestFolder(Path folder) {
    Path nearest = folder;
    while (!Files.isDirectory(nearest)) {
      nearest = nearest.getParent();
    }
    return nearest;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CodeState state && state.files.equals(files);
  }

  @Override
  public int hashCode() {
    return files.hashCode();
  }

  /** Takes a file that vanishes during the visit for a missing one. */
  private static final class Visitor extends SimpleFileVisitor<Path> {
    private final Map<Path, Stamp> files = new HashMap<>();
    private final Set<Path> folders = new HashSet<>();

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      folders.add(folder);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      Stamp stamp =
          new Stamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
      files.put(file, stamp);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException e) {
      return FileVisitResult.CONTINUE;
    }
  }
}
