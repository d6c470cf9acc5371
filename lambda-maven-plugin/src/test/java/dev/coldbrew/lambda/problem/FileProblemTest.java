// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileProblemTest {

  @TempDir
  Path folder;

  @Test
  void fileOfAnotherUserIsNamedWithTheFolderToLookAt() {
    Path file = folder.resolve("lambda/task");

    assertMessage("""
        this user has no permission for '%s' (goal lambda:bundle)
        hint: change its permissions; this shows who may write there: ls -ld '%s'""".formatted(file, folder), new AccessDeniedException(file.toString()));
  }

  @Test
  void readOnlyFileSystemIsNamed() {
    assertMessage(
        """
        '%s/x': Read-only file system (goal lambda:bundle)
        hint: change its permissions; this shows who may write there: ls -ld '%s'""".formatted(folder, folder),
        new FileSystemException(folder + "/x", null, "Read-only file system"));
  }

  @Test
  void fullDiskIsNamed() {
    assertMessage(
        """
        '%s/x': No space left on device (goal lambda:bundle)
        hint: free space there; this shows how much there is: df -h '%s'""".formatted(folder, folder),
        new FileSystemException(folder + "/x", null, "No space left on device"));
    assertMessage(
        """
        '%s/y': No space left on device (goal lambda:bundle)
        hint: free space there; this shows how much there is: df -h '%s'""".formatted(folder, folder),
        new FileSystemException("/source", folder + "/y", "No space left on device"));
    assertMessage("""
        the disk is full (goal lambda:bundle)
        hint: free space there; this shows how much there is: df -h""", new IOException("No space left on device"));
  }

  @Test
  void fileThatAnotherBuildDeletedIsNamed() {
    Path file = folder.resolve("x");
    IOException thrown = assertThrows(IOException.class, () -> Files.readString(file));

    assertMessage("""
        '%s' no longer exists (goal lambda:bundle)
        hint: another build or mvn clean may have removed it: build again, one build at a time""".formatted(file), thrown);
  }

  @Test
  void fileInPlaceOfAFolderIsNamed() throws Exception {
    Path file = Files.createFile(folder.resolve("target"));
    IOException thrown = assertThrows(IOException.class, () -> Files.createFile(file.resolve("x")));

    assertMessage("""
        '%s' is a file, not a folder (goal lambda:bundle)
        hint: move it away; this shows what it is: ls -ld '%s'""".formatted(file, file), thrown);
  }

  @Test
  void permissionsAreNotBlamedForEverything() {
    Path file = folder.resolve("x".repeat(300));
    IOException thrown = assertThrows(IOException.class, () -> Files.createFile(file));

    assertMessage("""
        '%s': File name too long (goal lambda:bundle)
        hint: this shows what is there: ls -ld '%s'""".formatted(file, folder), thrown);
  }

  @Test
  void whatIsNoMatterOfFilesIsLeftAlone() {
    assertEquals(Optional.empty(), FileProblem.of(new EOFException(), "goal lambda:bundle"));
  }

  private static void assertMessage(String expected, IOException thrown) {
    assertEquals(
        expected, FileProblem.of(thrown, "goal lambda:bundle").orElseThrow().getMessage());
  }
}
