// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that have all of their new content or all of the one before, should the build be killed. */
public final class WholeFile {

  private WholeFile() {}

  /** Writes it as UTF-8. */
  public static void write(Path file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes it, with the permissions that it had. It is written beside its place first, under a name
   * that only one build uses at a time.
   */
  public static void write(Path file, byte[] content) throws IOException {
    Path draft = Files.write(file.resolveSibling(file.getFileName() + ".draft"), content);
    if (Files.exists(file)) {
      Permissions.copy(file, draft);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
