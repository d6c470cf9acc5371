// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.file;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file that the user chose to have written. If it cannot be, the user has to choose another one:
 * what is in its way is theirs, and no build has removed what is missing.
 *
 * @param root the folder that a relative path starts at, and that messages show paths from
 * @param path the path, absolute
 * @param usual the file name to suggest
 * @param where the parameter that names it, for messages
 * @param option what is typed before the path, such as {@code -Dlambda.template.file=}
 */
public record OutputFile(Path root, Path path, String usual, String where, String option) {

  /** Creates its folder, unless it is there. */
  public void createFolder() throws IOException {
    requireNoFolder();
    Path folder = path.getParent();
    Path existing = folder;
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing)) {
      throw another("'" + shown(existing) + "' is a file, not a folder");
    }
    try {
      Files.createDirectories(folder);
    } catch (NoSuchFileException | FileAlreadyExistsException e) {
      throw another("folder '" + shown(folder) + "' cannot be created");
    }
  }

  /** Refuses an existing folder in its place. */
  public void requireNoFolder() {
    if (Files.isDirectory(path)) {
      throw problem(
          "'" + (path.equals(root) ? "." : shown(path)) + "' is a folder",
          option + shown(path.resolve(usual)));
    }
  }

  /** The problem with it. */
  public ProblemException problem(String what, String hint) {
    return new ProblemException(what, where, hint);
  }

  /** The path to show to the user. */
  public Path shown() {
    return shown(path);
  }

  private ProblemException another(String what) {
    return problem(what, "choose another file: " + option + usual);
  }

  /** Another path, as it is shown. */
  public Path shown(Path file) {
    return FileTree.seenFrom(root, file);
  }
}
