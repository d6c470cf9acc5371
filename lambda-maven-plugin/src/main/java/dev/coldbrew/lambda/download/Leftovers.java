// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.download;

import dev.coldbrew.lambda.file.DraftFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The leftovers of killed builds in the store: drafts, which are useless, and parts of archives,
 * which a later build can resume.
 */
final class Leftovers {

  private static final String PART = ".part";

  /** How long a part that no build resumes is kept. */
  private static final Duration KEPT = Duration.ofDays(7);

  private final Path directory;
  private final String draft;

  /**
   * @param draft the prefix of the names of drafts
   */
  Leftovers(Path directory, String draft) {
    this.directory = directory;
    this.draft = draft;
  }

  /** The file for what was received of the archive whose content will be in that folder. */
  Path part(Path folder) {
    return folder.resolveSibling(folder.getFileName() + PART);
  }

  /**
   * Deletes leftovers that no build needs any more. This needs no lock: a draft in use has its own,
   * and no build downloads an archive whose folder exists.
   */
  void sweep() {
    try {
      List<Path> children = children();
      for (Path part : children) {
        if (isPart(part) && Files.isDirectory(folder(part))) {
          Files.deleteIfExists(part);
        }
      }
      if (children.stream().anyMatch(child -> child.getFileName().toString().startsWith(draft))) {
        DraftFolder.create(directory, draft).close(); // deletes those that are not in use
      }
    } catch (IOException | UncheckedIOException e) {
      // The cache may be read-only, or another user's: they stay.
    }
  }

  /** Deletes parts that nobody came back for; only while this build holds the lock. */
  void deleteOldPartsBut(Path own) throws IOException {
    Instant oldest = Instant.now().minus(KEPT);
    for (Path part : children()) {
      if (isPart(part)
          && !part.equals(own)
          && Files.getLastModifiedTime(part).toInstant().isBefore(oldest)) {
        Files.deleteIfExists(part);
      }
    }
  }

  private static boolean isPart(Path file) {
    return file.getFileName().toString().endsWith(PART) && Files.isRegularFile(file);
  }

  private static Path folder(Path part) {
    String name = part.getFileName().toString();
    return part.resolveSibling(name.substring(0, name.length() - PART.length()));
  }

  private List<Path> children() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(directory)) {
      return children.toList();
    }
  }
}
