// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.zip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.task.PackageTime;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnpackedZipTest {

  @TempDir
  Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "America/Los_Angeles", "Pacific/Kiritimati"})
  void timesAreReadAsUtcInEveryTimeZone(String zone) throws Exception {
    Path zip = folder.resolve("a.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      ZipEntry entry = new ZipEntry("lib/a.jar");
      entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0, 2));
      out.putNextEntry(entry);
    }
    ZipEntries.settle(zip);
    Path target = Files.createDirectory(folder.resolve("task"));
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    try {
      UnpackedZip.unpack(zip, target);
    } finally {
      TimeZone.setDefault(before);
    }

    assertEquals(
        PackageTime.INSTANT,
        Files.getLastModifiedTime(target.resolve("lib/a.jar")).toInstant());
  }

  @Test
  void isOfATaskFolderWithTheSameJars() throws Exception {
    Path task = folder.resolve("task");
    Path jar = Files.createDirectories(task.resolve("lib")).resolve("a.jar");
    Files.writeString(jar, "a");
    Files.writeString(task.resolve("bootstrap"), "#!/bin/bash\n");
    Path zip = folder.resolve("a.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (String name : List.of("lib/a.jar", "bootstrap")) {
        out.putNextEntry(new ZipEntry(name));
        out.write(Files.readAllBytes(task.resolve(name)));
      }
    }

    assertTrue(UnpackedZip.isOf(task, zip));

    Files.writeString(jar, "b");

    assertFalse(UnpackedZip.isOf(task, zip));

    Files.writeString(jar, "a");
    Files.writeString(task.resolve("lib/b.jar"), "b");

    assertFalse(UnpackedZip.isOf(task, zip));
  }

  /** In the address of a zip's entry an exclamation mark ends the zip's own. */
  @Test
  void modesAreThoseOfTheEntries() throws Exception {
    Path zip = Files.createDirectory(folder.resolve("done!")).resolve("a.zip");
    try (FileSystem entries = FileSystems.newFileSystem(
        zip, Map.of("create", "true", "enablePosixFileAttributes", "true"))) {
      Path bootstrap = Files.writeString(entries.getPath("bootstrap"), "#!/bin/bash\n");
      Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Path target = Files.createDirectory(folder.resolve("task"));

    UnpackedZip.unpack(zip, target);

    assertEquals(
        "rwxr-xr-x",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve("bootstrap"))));
    assertEquals("#!/bin/bash\n", Files.readString(target.resolve("bootstrap")));
  }

  @Test
  void nothingIsUnpackedOutsideTheFolder() throws Exception {
    Path zip = folder.resolve("a.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("../escaped"));
    }
    Path target = Files.createDirectory(folder.resolve("task"));

    IOException e = assertThrows(IOException.class, () -> UnpackedZip.unpack(zip, target));

    assertEquals(ZipException.class, e.getClass());
    assertFalse(Files.exists(folder.resolve("escaped")));
  }
}
