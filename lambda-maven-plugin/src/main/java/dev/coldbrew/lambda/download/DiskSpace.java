// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.download;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether there is room for an archive and its content. */
final class DiskSpace {

  private static final String FULL = "No space left on device";
  private static final String OVER_QUOTA = "Disk quota exceeded";

  /** The content's size as a multiple of the archive's; for Temurin's JDK 25, it is 2.1. */
  private static final int CONTENT = 3;

  private static final int MB = 1_000_000;

  private final Path directory;
  private final Asset asset;

  /**
   * @param directory the existing folder for both
   */
  DiskSpace(Path directory, Asset asset) {
    this.directory = directory;
    this.asset = asset;
  }

  /**
   * Refuses a download that would fail midway.
   *
   * @param file the part of the archive that an earlier build received, if any
   */
  void require(Path file) throws IOException {
    long usable = Files.getFileStore(directory).getUsableSpace();
    long there = Files.exists(file) ? Files.size(file) : 0;
    if (usable > 0 && usable + there < needed()) { // 0 also means that the system does not know
      throw problem(null);
    }
  }

  static boolean isFull(IOException e) {
    String reason = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
    return FULL.equals(reason) || OVER_QUOTA.equals(reason);
  }

  ProblemException problem(IOException cause) {
    return new ProblemException(
        "no room in '%s' for '%s' and its content, about %d MB"
            .formatted(directory, asset.name(), needed() / MB + 1),
        "parameter <cacheDirectory>",
        "free some space there, or name another folder: -Dlambda.cacheDirectory=/some/folder",
        cause);
  }

  private long needed() {
    return asset.size() * (1 + CONTENT);
  }
}
