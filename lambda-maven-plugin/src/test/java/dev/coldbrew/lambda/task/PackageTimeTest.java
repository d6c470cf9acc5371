// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageTimeTest {

  private static final LocalDateTime EARLIEST = LocalDateTime.of(1980, 1, 1, 0, 0, 0);

  @TempDir
  Path folder;

  @Test
  void everyEntryOfAZipGetsItInBothPlaces() throws Exception {
    Path zip = zip("one", "two/three");

    PackageTime.setInZip(zip);

    try (ZipFile directory = new ZipFile(zip.toFile());
        ZipInputStream stream = new ZipInputStream(Files.newInputStream(zip))) {
      for (String name : new String[] {"one", "two/three"}) {
        assertEquals(EARLIEST, directory.getEntry(name).getTimeLocal());
        ZipEntry entry = stream.getNextEntry();
        assertEquals(name, entry.getName());
        assertEquals(EARLIEST, entry.getTimeLocal());
        assertEquals(
            "content of " + name, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }

  @Test
  void nothingElseOfTheZipChanges() throws Exception {
    Path zip = zip("one", "two/three");
    byte[] before = Files.readAllBytes(zip);

    PackageTime.setInZip(zip);

    byte[] after = Files.readAllBytes(zip);
    int changed = 0;
    for (int i = 0; i < before.length; i++) {
      changed += before[i] == after[i] ? 0 : 1;
    }
    assertEquals(before.length, after.length);
    assertEquals(4, changed); // the seconds of two entries, in two places each
    assertEquals(1, folder.toFile().list().length);
  }

  @Test
  void whatIsNoZipIsRefused() throws Exception {
    Path zip = Files.writeString(folder.resolve("a.zip"), "no zip");

    IOException e = assertThrows(IOException.class, () -> PackageTime.setInZip(zip));

    assertEquals("'" + zip + "' is not a zip, or not a whole one", e.getMessage());
  }

  @Test
  void everyFileOfAFolderGetsIt() throws Exception {
    Path file = Files.createDirectories(folder.resolve("a/b")).resolve("c");
    Files.createFile(file);

    PackageTime.set(folder.resolve("a"));

    for (Path path : new Path[] {file, file.getParent(), folder.resolve("a")}) {
      assertEquals(PackageTime.INSTANT, Files.getLastModifiedTime(path).toInstant());
    }
  }

  private Path zip(String... names) throws IOException {
    Path zip = folder.resolve("a.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String name : names) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(EARLIEST.plusSeconds(2));
        out.putNextEntry(entry);
        out.write(("content of " + name).getBytes(StandardCharsets.UTF_8));
      }
    }
    return zip;
  }
}
