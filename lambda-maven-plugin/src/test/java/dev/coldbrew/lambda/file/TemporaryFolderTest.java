// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.file;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {

  private static final String PROPERTY = "java.io.tmpdir";

  private final String before = System.getProperty(PROPERTY);

  @TempDir
  Path parent;

  @AfterEach
  void putBack() {
    System.setProperty(PROPERTY, before);
  }

  @Test
  void folderIsForItsUserAndGoneWhenItIsClosed() throws IOException {
    System.setProperty(PROPERTY, parent.toString());
    Path path;
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      path = folder.path();
      Files.writeString(path.resolve("file"), "content");

      assertEquals(parent, path.getParent());
      assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    }

    assertFalse(Files.exists(path));
  }

  @Test
  void missingParentIsReported() {
    System.setProperty(PROPERTY, "/no/such/folder");

    ProblemException e = assertThrows(ProblemException.class, TemporaryFolder::create);

    assertEquals(
        "no folder can be made in '/no/such/folder' (property java.io.tmpdir)\n"
            + "hint: give Maven another folder: export MAVEN_OPTS=-Djava.io.tmpdir=/var/tmp",
        e.getMessage());
  }

  @Test
  void pathThatAUrlWritesOtherwiseIsRefusedOnRequest() throws IOException {
    System.setProperty(PROPERTY, Files.createDirectory(parent.resolve("a b")).toString());
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      ProblemException e = assertThrows(
          ProblemException.class, () -> folder.requirePlainPath("no JVM archives classes"));

      assertEquals(
          "no JVM archives classes in a folder with a blank or an unusual character in its path,"
              + " such as '" + parent.resolve("a b") + "' (property java.io.tmpdir)\n"
              + "hint: give Maven another folder: export MAVEN_OPTS=-Djava.io.tmpdir=/var/tmp",
          e.getMessage());
    }
  }

  @Test
  void plainPathIsAccepted() throws IOException {
    System.setProperty(
        PROPERTY, Files.createDirectory(parent.resolve("a-b_c.d~")).toString());
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      assertDoesNotThrow(() -> folder.requirePlainPath("nothing"));
    }
  }
}
