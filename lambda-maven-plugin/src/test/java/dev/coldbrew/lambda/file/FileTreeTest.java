// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.file;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
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

  private static final FileTime OLD = FileTime.fromMillis(315_532_800_000L); // 1980

  @TempDir
  Path temporary;

  private Path tree;

  @BeforeEach
  void writeTree() throws IOException {
    tree = Files.createDirectory(temporary.resolve("tree"));
    Files.writeString(tree.resolve("b"), "four");
    Files.createDirectories(tree.resolve("a/empty"));
    Files.writeString(tree.resolve("a/file"), "seven..");
  }

  @Test
  void pathsAreInAFixedOrderParentsFirst() throws IOException {
    assertEquals(
        List.of("", "a", "a/empty", "a/file", "b"),
        FileTree.paths(tree).stream()
            .map(path -> tree.relativize(path).toString())
            .toList());
  }

  @Test
  void missingFolderHasNoPaths() {
    Path missing = temporary.resolve("missing");

    NoSuchFileException thrown =
        assertThrows(NoSuchFileException.class, () -> FileTree.paths(missing));

    assertEquals(missing.toString(), thrown.getFile());
  }

  @Test
  void sizeIsThatOfTheFiles() throws IOException {
    assertEquals(11, FileTree.size(tree));
    assertEquals(4, FileTree.size(tree.resolve("b")));
    assertEquals(0, FileTree.size(tree.resolve("a/empty")));
  }

  @Test
  void folderIsDeletedWithAllThatIsBelow() throws IOException {
    FileTree.delete(tree);

    assertFalse(Files.exists(tree));
    assertDoesNotThrow(() -> FileTree.delete(tree)); // it is not there any more
  }

  @Test
  void whereLinksLeadNothingIsDeleted() throws IOException {
    Path outside = Files.createDirectory(temporary.resolve("outside"));
    Files.createFile(outside.resolve("kept"));
    Files.createSymbolicLink(tree.resolve("a/link"), outside);
    Files.createSymbolicLink(temporary.resolve("broken"), temporary.resolve("nowhere"));

    FileTree.delete(tree);
    FileTree.delete(temporary.resolve("broken"));

    assertTrue(Files.exists(outside.resolve("kept")));
    assertFalse(Files.isSymbolicLink(temporary.resolve("broken")));
  }

  @Test
  void copyHasModesAndTimes() throws IOException {
    Files.setPosixFilePermissions(tree.resolve("b"), PosixFilePermissions.fromString("rwxr-x---"));
    Files.setLastModifiedTime(tree.resolve("b"), OLD);
    Path copy = temporary.resolve("copy");

    FileTree.copy(tree, copy);

    assertEquals("seven..", Files.readString(copy.resolve("a/file")));
    assertTrue(Files.isDirectory(copy.resolve("a/empty")));
    assertEquals(
        "rwxr-x---",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(copy.resolve("b"))));
    assertEquals(OLD, Files.getLastModifiedTime(copy.resolve("b")));
  }

  @Test
  void copyReplacesNothing() throws IOException {
    Path copy = Files.createFile(temporary.resolve("copy"));

    assertThrows(FileAlreadyExistsException.class, () -> FileTree.copy(tree, copy));
  }
}
