// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchiveTest {

  @TempDir
  Path directory;

  private Path folder;

  @BeforeEach
  void makeFolder() throws Exception {
    folder = Files.createDirectory(directory.resolve("folder"));
  }

  @Test
  void modesTimesAndLinksAreKept() throws Exception {
    unpack(new TarGz()
        .folder("jdk/")
        .file("jdk/bin/java", new byte[] {1, 2}, 0755)
        .file("jdk/conf/secret", new byte[] {3}, 0400)
        .symbolicLink("jdk/legal/copy/LICENSE", "../base/LICENSE")
        .file("jdk/legal/base/LICENSE")
        .hardLink("jdk/bin/again", "jdk/bin/java")
        .bytes());

    assertEquals("rwxr-xr-x", modes("jdk/bin/java"));
    assertEquals("rw-------", modes("jdk/conf/secret"));
    assertEquals(
        TarGz.TIME, Files.getLastModifiedTime(folder.resolve("jdk/bin/java")).toInstant());
    assertEquals(
        "jdk/legal/base/LICENSE", Files.readString(folder.resolve("jdk/legal/copy/LICENSE")));
    assertTrue(Files.isSameFile(folder.resolve("jdk/bin/again"), folder.resolve("jdk/bin/java")));
  }

  static Stream<Map.Entry<String, UnaryOperator<TarGz>>> escapes() {
    return Stream.of(
        escape("../outside", tar -> tar.file("../outside")),
        escape("jdk/../../outside", tar -> tar.file("jdk/../../outside")),
        escape("/outside", tar -> tar.file("/outside")),
        escape("link/outside", tar -> tar.symbolicLink("link", "..").file("link/outside")),
        escape("link", tar -> tar.symbolicLink("link", "..")),
        escape("link", tar -> tar.symbolicLink("link", "/etc/passwd")),
        // By its names, the second is inside; by its links, it is not.
        escape(
            "b/second",
            tar -> tar.folder("b/")
                .symbolicLink("a/first", "..")
                .symbolicLink("b/second", "../a/first/..")),
        escape("../outside", tar -> tar.hardLink("link", "../outside")));
  }

  private static Map.Entry<String, UnaryOperator<TarGz>> escape(
      String name, UnaryOperator<TarGz> entries) {
    return Map.entry(name, entries);
  }

  @ParameterizedTest
  @MethodSource("escapes")
  void nothingLeavesTheFolder(Map.Entry<String, UnaryOperator<TarGz>> escape) throws Exception {
    byte[] archive = escape.getValue().apply(new TarGz()).bytes();

    IOException refused = assertThrows(IOException.class, () -> unpack(archive));

    assertEquals("'" + escape.getKey() + "' would leave the folder", refused.getMessage());
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(
          List.of("archive", "folder"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  /** Windows, say, where JDKs for Linux are downloaded as well. */
  @Test
  void whereModesAreNotKeptTheFilesAre() throws Exception {
    try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows().toBuilder()
        .setAttributeViews("basic", "owner", "dos")
        .build())) {
      Path work = Files.createDirectories(windows.getPath("C:\\work"));
      Path archive = Files.write(
          work.resolve("archive"),
          new TarGz()
              .file("jdk/bin/java", new byte[] {1, 2}, 0755)
              .file("jdk/legal/base/LICENSE")
              .symbolicLink("jdk/legal/copy/LICENSE", "../base/LICENSE")
              .bytes());
      Path unpacked = Files.createDirectory(work.resolve("folder"));

      Archive.unpack(archive, unpacked);

      assertEquals(2, Files.size(unpacked.resolve("jdk/bin/java")));
      assertEquals(
          "jdk/legal/base/LICENSE", Files.readString(unpacked.resolve("jdk/legal/copy/LICENSE")));
    }
  }

  @Test
  void whatIsNoFileIsRefused() {
    IOException refused = assertThrows(
        IOException.class, () -> unpack(new TarGz().pipe("jdk/pipe").bytes()));

    assertEquals("'jdk/pipe' is neither a file, a folder nor a link", refused.getMessage());
  }

  @Test
  void truncatedOneIsRefused() {
    byte[] whole = TarGz.jdk("25.0.3+9-LTS", "x86_64");

    IOException refused =
        assertThrows(IOException.class, () -> unpack(Arrays.copyOf(whole, whole.length / 2)));

    assertEquals("Unexpected end of ZLIB input stream", refused.getMessage());
  }

  @Test
  void webPageIsRefused() {
    IOException refused =
        assertThrows(IOException.class, () -> unpack("<!doctype html><p>Log in".getBytes()));

    assertEquals("Not in GZIP format", refused.getMessage());
  }

  private void unpack(byte[] archive) throws IOException {
    Archive.unpack(Files.write(directory.resolve("archive"), archive), folder);
  }

  private String modes(String file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file)));
  }
}
