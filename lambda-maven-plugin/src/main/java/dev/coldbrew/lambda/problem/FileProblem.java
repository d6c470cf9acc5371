// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.problem;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** What the system refuses to do with a file, in words for the user. */
public final class FileProblem {

  private static final String FULL = "No space left on device";
  private static final String READ_ONLY = "Read-only file system";
  private static final String NOT_A_FOLDER = "Not a directory";

  private FileProblem() {}

  /**
   * Empty for what says nothing of the system's files.
   *
   * @param where in the build it happened, such as {@code goal lambda:bundle}
   */
  public static Optional<ProblemException> of(IOException e, String where) {
    if (e instanceof FileSystemException failure && failure.getFile() != null) {
      // Of two files, the one that is written.
      Path file =
          Path.of(failure.getOtherFile() == null ? failure.getFile() : failure.getOtherFile());
      return Optional.of(new ProblemException(what(failure, file), where, hint(failure, file), e));
    }
    // A stream does not say which file it writes.
    return FULL.equals(e.getMessage())
        ? Optional.of(new ProblemException(
            "the disk is full", where, "free space there; this shows how much there is: df -h", e))
        : Optional.empty();
  }

  private static String what(FileSystemException e, Path file) {
    if (e instanceof AccessDeniedException) {
      return "this user has no permission for '" + file + "'";
    }
    if (e instanceof NoSuchFileException) {
      return "'" + file + "' no longer exists";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "'" + file + "' exists already";
    }
    if (NOT_A_FOLDER.equals(e.getReason())) {
      return "'" + existing(file) + "' is a file, not a folder";
    }
    return "'" + file + "': "
        + (e.getReason() == null ? e.getClass().getSimpleName() : e.getReason());
  }

  private static String hint(FileSystemException e, Path file) {
    if (e instanceof NoSuchFileException) {
      return "another build or mvn clean may have removed it: build again, one build at a time";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "move it away; this shows what it is: ls -ld '" + file + "'";
    }
    if (FULL.equals(e.getReason())) {
      return "free space there; this shows how much there is: df -h '" + existing(file) + "'";
    }
    if (NOT_A_FOLDER.equals(e.getReason())) {
      return "move it away; this shows what it is: ls -ld '" + existing(file) + "'";
    }
    if (e instanceof AccessDeniedException || READ_ONLY.equals(e.getReason())) {
      return "change its permissions; this shows who may write there: ls -ld '" + existing(file)
          + "'";
    }
    return "this shows what is there: ls -ld '" + existing(file) + "'";
  }

  /** The file, or the innermost folder of its path that is there. */
  private static Path existing(Path file) {
    Path path = file.toAbsolutePath();
    while (!Files.exists(path)) {
      path = path.getParent();
    }
    return path;
  }
}
