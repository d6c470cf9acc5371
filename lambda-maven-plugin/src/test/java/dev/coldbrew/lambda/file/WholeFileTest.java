// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

  @TempDir
  Path folder;

  @Test
  void newFileHasItsContentAsUtf8AndNothingIsLeftBesideIt() throws IOException {
    Path file = folder.resolve("file");

    WholeFile.write(file, "Zo\u00eb");

    assertEquals("Zo\u00eb", Files.readString(file));
    assertEquals(List.of(file), files());
  }

  @Test
  void fileThatIsReplacedKeepsItsPermissions() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "longer than the new content");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));

    WholeFile.write(file, new byte[] {1, 2, 3});

    assertEquals(3, Files.size(file));
    assertEquals("rwxr-x--x", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertEquals(List.of(file), files());
  }

  @Test
  void readerSeesTheOldContentToTheEnd() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    try (InputStream reader = Files.newInputStream(file)) {
      WholeFile.write(file, "new, and longer");

      assertEquals("old", new String(reader.readAllBytes()));
    }
  }

  @Test
  void fileStaysAsItWasWhereTheNewContentCannotBeWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    Files.createDirectory(folder.resolve("file.draft"));

    assertThrows(IOException.class, () -> WholeFile.write(file, "new"));

    assertEquals("old", Files.readString(file));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
