// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import dev.coldbrew.lambda.file.DraftFolder;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder of the cache that lasts from build to build. It is created only when something has to
 * be written, so a cache that has everything may be read-only.
 */
final class CacheFolder {

  private CacheFolder() {}

  /**
   * A new folder in it for unfinished work.
   *
   * @throws ProblemException if the cache cannot be written
   */
  static DraftFolder newDraft(Path folder, String prefix) {
    try {
      Files.createDirectories(folder);
      return DraftFolder.create(folder, prefix);
    } catch (IOException e) {
      throw new ProblemException(
          "cache folder '" + folder + "' cannot be written: " + e,
          "parameter <cacheDirectory>",
          "name another folder: -Dlambda.cacheDirectory=/some/writable/folder",
          e);
    }
  }
}
