// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.zip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipEntriesTest {

  private static final LocalDateTime EARLIEST = LocalDateTime.of(1980, 1, 1, 0, 0, 0);

  @TempDir
  Path folder;

  @Test
  void everyEntryGetsItsTimeInBothPlaces() throws Exception {
    Path zip = zip("one", "two/three");

    ZipEntries.settle(zip);

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

    ZipEntries.settle(zip);

    byte[] after = Files.readAllBytes(zip);
    int changed = 0;
    for (int i = 0; i < before.length; i++) {
      changed += before[i] == after[i] ? 0 : 1;
    }
    assertEquals(before.length, after.length);
    // Of two entries each: the seconds, in two places; the system; the two bytes of the mode.
    assertEquals(10, changed);
    assertEquals(1, folder.toFile().list().length);
  }

  /** Every number of an entry is in its extra field then. */
  @Test
  void zip64IsRead() throws Exception {
    Path zip = folder.resolve("a.zip");
    try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
      out.setUseZip64(Zip64Mode.AlwaysWithCompatibility); // JDK 25 reads no other
      for (String name : List.of("bootstrap", "notes.txt")) {
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        entry.setTimeLocal(EARLIEST.plusSeconds(2));
        out.putArchiveEntry(entry);
        out.write(("content of " + name).getBytes(StandardCharsets.UTF_8));
        out.closeArchiveEntry();
      }
    }

    ZipEntries.settle(zip);

    assertEquals(List.of("rwxr-xr-x bootstrap", "rw-r--r-- notes.txt"), modes(zip));
    try (ZipFile directory = new ZipFile(zip.toFile());
        ZipInputStream stream = new ZipInputStream(Files.newInputStream(zip))) {
      for (String name : List.of("bootstrap", "notes.txt")) {
        assertEquals(EARLIEST, directory.getEntry(name).getTimeLocal());
        assertEquals(EARLIEST, stream.getNextEntry().getTimeLocal());
        assertEquals(
            "content of " + name, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
  }

  /** Of them all, a directory without zip64 can count 65,535. */
  @Test
  void manyEntriesGetTheirTimes() throws Exception {
    Path zip = zip(IntStream.range(0, 65_600).mapToObj(i -> "many/" + i).toArray(String[]::new));

    ZipEntries.settle(zip);

    try (ZipFile directory = new ZipFile(zip.toFile())) {
      assertEquals(65_600, directory.size());
      assertEquals(
          List.of(),
          directory.stream()
              .filter(entry -> !entry.getTimeLocal().equals(EARLIEST))
              .toList());
    }
  }

  @Test
  void damagedDirectoryIsRefused() throws Exception {
    Path zip = zip("one");
    byte[] content = Files.readAllBytes(zip);
    content[content.length - 6] ^= 1; // where the directory is
    Files.write(zip, content);

    IOException e = assertThrows(IOException.class, () -> ZipEntries.settle(zip));

    assertEquals("the directory of '" + zip + "' cannot be read", e.getMessage());
  }

  @Test
  void whatIsNoZipIsRefused() throws Exception {
    Path zip = Files.writeString(folder.resolve("a.zip"), "no zip");

    IOException e = assertThrows(IOException.class, () -> ZipEntries.settle(zip));

    assertEquals("'" + zip + "' is not a zip, or not a whole one", e.getMessage());
  }

  @Test
  void modesFollowFromTheNamesWhereTheZipHasNone() throws Exception {
    Path zip =
        zip("bootstrap", "image/bin/java", "image/lib/", "image/lib/jspawnhelper", "lib/a.jar");

    ZipEntries.settle(zip);

    assertEquals(
        List.of(
            "rwxr-xr-x bootstrap",
            "rwxr-xr-x image/bin/java",
            "rwxr-xr-x image/lib",
            "rwxr-xr-x image/lib/jspawnhelper",
            "rw-r--r-- lib/a.jar"),
        modes(zip));
  }

  /** Lambda runs a function as another user than the owner of its files. */
  @Test
  void whatItsOwnerAloneMayReadOrStartIsForAll() throws Exception {
    Path zip = folder.resolve("a.zip");
    try (FileSystem entries = open(zip, Map.of("create", "true"))) {
      Map.of("lambda.aot", "rw-------", "tool", "rwx------").forEach((name, mode) -> {
        try {
          Path file = Files.writeString(entries.getPath(name), "content");
          Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        } catch (IOException e) {
          throw new AssertionError(e);
        }
      });
    }

    ZipEntries.settle(zip);

    assertEquals(List.of("rw-r--r-- lambda.aot", "rwxr-xr-x tool"), modes(zip));
  }

  @Test
  void onWindowsTheContentSaysWhatIsAProgram() throws Exception {
    Path written = zip(Map.of("run.sh", "#!/bin/sh\n", "notes.txt", "text", "bootstrap", "#!"));
    try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
      Path zip = windows.getPath("C:\\work\\a.zip");
      Files.write(zip, Files.readAllBytes(written));

      ZipEntries.settle(zip);

      Files.write(written, Files.readAllBytes(zip));
    }
    assertEquals(
        List.of("rwxr-xr-x bootstrap", "rw-r--r-- notes.txt", "rwxr-xr-x run.sh"), modes(written));
  }

  private static List<String> modes(Path zip) throws IOException {
    List<String> modes = new ArrayList<>();
    try (FileSystem entries = open(zip, Map.of());
        Stream<Path> paths = Files.walk(entries.getPath("/"))) {
      try (ZipFile listed = new ZipFile(zip.toFile())) {
        for (Path path : paths.sorted().toList()) {
          String name = path.toString().substring(1);
          if (listed.getEntry(name) != null) {
            String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
            modes.add(mode + " " + name);
          }
        }
      }
    }
    return modes;
  }

  private static FileSystem open(Path zip, Map<String, String> options) throws IOException {
    Map<String, String> all = new HashMap<>(options);
    all.put("enablePosixFileAttributes", "true");
    return FileSystems.newFileSystem(zip, all);
  }

  private Path zip(String... names) throws IOException {
    Map<String, String> contents = new LinkedHashMap<>();
    for (String name : names) {
      contents.put(name, name.endsWith("/") ? "" : "content of " + name);
    }
    return zip(contents);
  }

  private Path zip(Map<String, String> contents) throws IOException {
    Path zip = folder.resolve("a.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (Map.Entry<String, String> content : contents.entrySet()) {
        ZipEntry entry = new ZipEntry(content.getKey());
        entry.setTimeLocal(EARLIEST.plusSeconds(2));
        out.putNextEntry(entry);
        out.write(content.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return zip;
  }
}
