// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {

  @TempDir
  Path temporary;

  private Path folder;

  @BeforeEach
  void fill() throws IOException {
    folder = Files.createDirectories(temporary.resolve("folder"));
    Files.createDirectories(folder.resolve("b/c"));
    Files.writeString(folder.resolve("b/c/file"), "12345");
    Files.writeString(folder.resolve("a"), "123");
  }

  @Test
  void pathsAreSortedWithParentsFirst() throws IOException {
    assertEquals(
        List.of("", "a", "b", "b/c", "b/c/file"),
        FileTree.paths(folder).stream()
            .map(path -> folder.relativize(path).toString())
            .toList());
  }

  @Test
  void folderThatIsNotThereHasNoPaths() {
    assertThrows(NoSuchFileException.class, () -> FileTree.paths(folder.resolve("none")));
  }

  @Test
  void sizeIsThatOfTheFiles() throws IOException {
    assertEquals(8, FileTree.size(folder));
  }

  @Test
  void deletingFollowsNoLinks() throws IOException {
    Path outside = Files.writeString(temporary.resolve("outside"), "stays");
    Files.createSymbolicLink(folder.resolve("link"), outside);
    Files.createSymbolicLink(folder.resolve("dangling"), temporary.resolve("none"));

    FileTree.delete(folder);

    assertFalse(Files.exists(folder));
    assertTrue(Files.exists(outside));
  }

  @Test
  void deletingWhatIsNotThereDoesNothing() throws IOException {
    FileTree.delete(folder.resolve("none"));

    assertTrue(Files.exists(folder));
  }

  @Test
  void copyHasModesAndTimes() throws IOException {
    Path file = folder.resolve("a");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x---"));
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));

    FileTree.copy(folder, temporary.resolve("copy"));

    Path copy = temporary.resolve("copy/a");
    assertEquals(8, FileTree.size(temporary.resolve("copy")));
    assertEquals("rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)));
    assertEquals(1_000_000_000_000L, Files.getLastModifiedTime(copy).toMillis());
  }

  @Test
  void copyReplacesNothing() throws IOException {
    Path target = Files.createDirectories(temporary.resolve("target"));
    Files.writeString(target.resolve("a"), "mine");

    assertThrows(FileAlreadyExistsException.class, () -> FileTree.copy(folder, target));
    assertEquals("mine", Files.readString(target.resolve("a")));
  }
}
