// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StagedJarTest {

  private static final String MANIFEST = "Manifest-Version: 1.0\r\nMulti-Release: true\r\n"
      + "Class-Path: other.jar\r\n\r\nName: app/\r\nSealed: true\r\n\r\n";

  /** In this order, with all that a library may have: versions, services, a library in a library. */
  private static final List<String> NAMES = List.of(
      "META-INF/",
      "META-INF/MANIFEST.MF",
      "z/",
      "z/last.txt",
      "META-INF/versions/9/a/text.txt",
      "META-INF/services/app.Service",
      "a/",
      "a/text.txt",
      "native/libx.so",
      "nested.jar",
      "leer/\u00fc.txt");

  @TempDir
  Path folder;

  private Path library;
  private Path staged;

  @BeforeEach
  void writeLibrary() throws IOException {
    library = folder.resolve("library.jar");
    staged = folder.resolve("staged.jar");
    try (OutputStream file = Files.newOutputStream(library);
        ZipOutputStream out = new ZipOutputStream(file)) {
      out.setComment("a comment of the jar");
      for (String name : NAMES) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(1_700_000_000_000L);
        entry.setComment("a comment of the entry");
        entry.setExtra(new byte[] {(byte) 0xfe, (byte) 0xca, 0, 0});
        out.putNextEntry(entry);
        if (!name.endsWith("/")) {
          out.write(content(name));
        }
        out.closeEntry();
      }
    }
  }

  private static byte[] content(String name) {
    String text = name.equals("META-INF/MANIFEST.MF") ? MANIFEST : name.repeat(100);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void entriesAreStoredInTheirOrderWithTheirContent() throws Exception {
    assertFalse(StagedJar.write(library, staged, false, false));

    try (ZipFile zip = new ZipFile(staged.toFile())) {
      assertEquals(NAMES, zip.stream().map(ZipEntry::getName).toList());
      for (ZipEntry entry : zip.stream().toList()) {
        assertEquals(ZipEntry.STORED, entry.getMethod(), entry.getName());
        if (!entry.isDirectory()) {
          try (InputStream in = zip.getInputStream(entry)) {
            assertArrayEquals(content(entry.getName()), in.readAllBytes(), entry.getName());
          }
        }
      }
    }
  }

  @Test
  void classLoadersFindWhatTheyFoundBefore() throws Exception {
    StagedJar.write(library, staged, false, false);

    try (JarFile jar = new JarFile(staged.toFile(), true, ZipFile.OPEN_READ, Runtime.version())) {
      assertTrue(jar.isMultiRelease());
      assertEquals(
          "META-INF/versions/9/a/text.txt", jar.getJarEntry("a/text.txt").getRealName());
      assertEquals(
          "other.jar", jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH));
      assertEquals("true", jar.getManifest().getAttributes("app/").getValue("Sealed"));
    }
    try (URLClassLoader loader = new URLClassLoader(new URL[] {staged.toUri().toURL()}, null)) {
      assertArrayEquals(
          content("native/libx.so"),
          loader.getResourceAsStream("native/libx.so").readAllBytes());
    }
  }

  @Test
  void bytesDependOnTheContentAlone() throws Exception {
    StagedJar.write(library, staged, false, false);
    byte[] first = Files.readAllBytes(staged);
    Files.delete(staged);
    try (OutputStream file = Files.newOutputStream(library);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (String name : NAMES) {
        out.putNextEntry(new ZipEntry(name));
        out.write(name.endsWith("/") ? new byte[0] : content(name));
        out.closeEntry();
      }
    }

    StagedJar.write(library, staged, false, false);

    assertArrayEquals(first, Files.readAllBytes(staged));
  }

  @Test
  void aJarThatStaysCompressedIsCopied() throws Exception {
    assertFalse(StagedJar.write(library, staged, false, true));

    assertArrayEquals(Files.readAllBytes(library), Files.readAllBytes(staged));
  }

  /** A script that starts the jar, say: the class path has no use for it. */
  @Test
  void whatComesBeforeTheFirstEntryIsLeftOut() throws Exception {
    StagedJar.write(library, staged, false, false);
    byte[] plain = Files.readAllBytes(staged);
    Files.delete(staged);
    byte[] jar = Files.readAllBytes(library);
    try (OutputStream out = Files.newOutputStream(library)) {
      out.write("#!/bin/sh\nexec java -jar \"$0\"\n".getBytes(StandardCharsets.US_ASCII));
      out.write(jar);
    }

    StagedJar.write(library, staged, false, false);

    assertArrayEquals(plain, Files.readAllBytes(staged));
  }

  @Test
  void aDamagedEntryIsRefused() throws Exception {
    byte[] jar = Files.readAllBytes(library);
    int name = new String(jar, StandardCharsets.ISO_8859_1).indexOf("z/last.txt");
    int extra = jar[name - 2];
    jar[name + "z/last.txt".length() + extra] = 7; // the last block, of a type that there is not
    Files.write(library, jar);

    ProblemException e =
        assertThrows(ProblemException.class, () -> StagedJar.write(library, staged, false, false));

    assertEquals(
        "'library.jar' is not a readable jar: invalid block type (file " + library
            + ")\nhint: delete that file, so that it is built or downloaded again",
        e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1})
  void jarsFitUncompressedUpTo64Megabytes(long more) throws Exception {
    long content = NAMES.stream()
        .filter(name -> !name.endsWith("/"))
        .mapToLong(name -> content(name).length)
        .sum();

    assertEquals(
        more == 0, StagedJar.fitUncompressed(List.of(library), 64L * 1024 * 1024 - content + more));
  }

  @Test
  void aLargeJarDoesNotFit() throws Exception {
    byte[] zeros = new byte[1024 * 1024];
    try (OutputStream file = Files.newOutputStream(library);
        ZipOutputStream out = new ZipOutputStream(file)) {
      out.putNextEntry(new ZipEntry("zeros"));
      for (int i = 0; i < 65; i++) {
        out.write(zeros);
      }
      out.closeEntry();
    }

    assertFalse(StagedJar.fitUncompressed(List.of(library), 0));
  }

  /** A model or a database among the project's resources. */
  @Test
  void aFolderWithALargeFileDoesNotFit() throws Exception {
    Path resource = Files.createDirectory(folder.resolve("classes")).resolve("model");
    try (RandomAccessFile file = new RandomAccessFile(resource.toFile(), "rw")) {
      file.setLength(64L * 1024 * 1024 + 1);
    }

    assertFalse(StagedJar.fitUncompressed(List.of(folder.resolve("classes")), 0));
  }
}
