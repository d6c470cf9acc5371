// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
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
  void contentIsReplacedAndNoDraftStays() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "before");

    WholeFile.write(file, "after ü");

    assertEquals("after ü", Files.readString(file));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void permissionsStay() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "before");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));

    WholeFile.write(file, "after");

    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void contentBeforeStaysIfTheNewOneCannotBeWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "before");
    Files.createDirectory(folder.resolve("file.draft"));

    assertThrows(IOException.class, () -> WholeFile.write(file, "after"));
    assertEquals("before", Files.readString(file));
  }
}
