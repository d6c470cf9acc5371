// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jib;

import dev.coldbrew.lambda.file.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** The unfinished layers in Jib's cache, which Jib itself never deletes if a build is killed. */
final class CacheDrafts {

  /** Jib's own name for the folder. */
  private static final String FOLDER = "tmp";

  /** A draft that has not changed for so long belongs to no running build: a stalled download fails. */
  private static final Duration MAX_AGE = Duration.ofDays(1);

  private CacheDrafts() {}

  /** Deletes those that no build still writes to. */
  static void deleteOld(Path cache) {
    Path folder = cache.resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      return;
    }
    Instant oldest = Instant.now().minus(MAX_AGE);
    try (Stream<Path> drafts = Files.list(folder)) {
      for (Path draft : drafts.toList()) {
        if (lastWrite(draft).isBefore(oldest)) {
          FileTree.delete(draft);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // The cache may be read-only, or another build may have finished its draft: they stay for
      // now.
    }
  }

  private static Instant lastWrite(Path draft) throws IOException {
    Instant last = Instant.EPOCH;
    for (Path path : FileTree.paths(draft)) {
      Instant modified = Files.getLastModifiedTime(path).toInstant();
      last = modified.isAfter(last) ? modified : last;
    }
    return last;
  }
}
