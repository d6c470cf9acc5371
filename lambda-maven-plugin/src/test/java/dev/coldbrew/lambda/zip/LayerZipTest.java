// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.zip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.coldbrew.lambda.task.PackageTime;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerZipTest {

  @TempDir
  Path folder;

  private Path task;
  private Path zip;

  /** A task folder with its layer, and their zips. */
  @BeforeEach
  void stage() throws IOException {
    task = Files.createDirectories(folder.resolve("target/lambda/task"));
    Files.writeString(task.resolve("bootstrap"), "#!/bin/bash\n");
    Path layer = Files.createDirectories(folder.resolve("target/opt/coldbrew"));
    Path java = Files.createDirectories(layer.resolve("image/bin")).resolve("java");
    Files.writeString(java, "program");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path jar = Files.createDirectories(layer.resolve("lib")).resolve("a.jar");
    Files.writeString(jar, "jar");
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-r--r--"));
    zip = folder.resolve("target/hello-1.0.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("bootstrap"));
      out.write(Files.readAllBytes(task.resolve("bootstrap")));
    }
    LayerZip.write(layer, LayerZip.beside(zip));
  }

  @Test
  void liesBesideTheFunctions() {
    assertEquals(folder.resolve("target/hello-1.0-layer.zip"), LayerZip.beside(zip));
  }

  @Test
  void hasTheFolderAsItWillBeInOpt() throws IOException {
    try (ZipFile file = new ZipFile(LayerZip.beside(zip).toFile())) {
      assertEquals(
          List.of(
              "coldbrew/",
              "coldbrew/image/",
              "coldbrew/image/bin/",
              "coldbrew/image/bin/java",
              "coldbrew/lib/",
              "coldbrew/lib/a.jar"),
          file.stream().map(ZipEntry::getName).toList());
    }
  }

  @Test
  void isUnpackedBesideTheFunctionWithModesAndTimes() throws IOException {
    Path root = folder.resolve("root");

    UnpackedZip.unpackFunction(zip, root.resolve("var/task"));

    assertEquals("#!/bin/bash\n", Files.readString(root.resolve("var/task/bootstrap")));
    Path layer = root.resolve("opt/coldbrew");
    assertEquals("rwxr-xr-x", mode(layer.resolve("image/bin/java")));
    assertEquals("rwxr-xr-x", mode(layer.resolve("lib")));
    assertEquals("rw-r--r--", mode(layer.resolve("lib/a.jar")));
    assertEquals(
        PackageTime.INSTANT,
        Files.getLastModifiedTime(layer.resolve("lib/a.jar")).toInstant());
  }

  /** That file system has no modes, and a program of any position looks like a library. */
  @Test
  void javaStaysAProgramOnWindows() throws IOException {
    byte[] program = new byte[64];
    System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F'}, 0, program, 0, 4);
    program[16] = 3; // ET_DYN
    Path written = folder.resolve("windows.zip");
    try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows().toBuilder()
        .setAttributeViews("basic", "owner", "dos")
        .build())) {
      Path layer = windows.getPath("C:\\work\\target\\opt\\coldbrew");
      for (String name : List.of("image\\bin\\java", "image\\lib\\jspawnhelper", "lib\\a.jar")) {
        Path file = layer.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, program);
      }
      Path ofLayer = windows.getPath("C:\\work\\target\\hello-1.0-layer.zip");

      LayerZip.write(layer, ofLayer);

      Files.write(written, Files.readAllBytes(ofLayer));
    }
    Path opt = Files.createDirectory(folder.resolve("opt"));
    UnpackedZip.unpack(written, opt);
    assertEquals("rwxr-xr-x", mode(opt.resolve("coldbrew/image/bin/java")));
    assertEquals("rwxr-xr-x", mode(opt.resolve("coldbrew/image/lib/jspawnhelper")));
    assertEquals("rw-r--r--", mode(opt.resolve("coldbrew/lib/a.jar")));
  }

  @Test
  void isTheSameInEveryTimeZone() throws IOException {
    Path other = folder.resolve("other.zip");
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
    try {
      LayerZip.write(folder.resolve("target/opt/coldbrew"), other);
    } finally {
      TimeZone.setDefault(before);
    }

    assertEquals(-1, Files.mismatch(LayerZip.beside(zip), other));
  }

  @Test
  void belongsToTheFunctionAsLongAsBothAreAsStaged() throws IOException {
    assertTrue(UnpackedZip.isOf(task, zip));

    Files.writeString(folder.resolve("target/opt/coldbrew/lib/a.jar"), "other");
    assertFalse(UnpackedZip.isOf(task, zip));

    Files.writeString(folder.resolve("target/opt/coldbrew/lib/a.jar"), "jar");
    Files.writeString(folder.resolve("target/opt/other"), "not of the layer");
    assertTrue(UnpackedZip.isOf(task, zip));

    Files.delete(LayerZip.beside(zip));
    assertFalse(UnpackedZip.isOf(task, zip));
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
