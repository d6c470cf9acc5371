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

  /** As on Windows, where JDKs for Linux are downloaded as well. */
  @Test
  void filesAreUnpackedOnAFileSystemWithoutModes() throws Exception {
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

  /** As for users of Windows without the privilege to create links. */
  @Test
  void linksBecomeCopiesOnAFileSystemWithoutLinks() throws Exception {
    try (FileSystem windows = withoutLinks()) {
      Path unpacked = unpack(
          windows,
          new TarGz()
              .symbolicLink("jdk/legal/copy/LICENSE", "../base/LICENSE")
              .symbolicLink("jdk/legal/again/LICENSE", "../copy/LICENSE")
              .symbolicLink("jdk/man", "./share/man")
              .symbolicLink("jdk/share/man/ja", "ja_JP.UTF-8")
              .symbolicLink("jdk/page", "man/ja/java.1")
              .file("jdk/legal/base/LICENSE")
              .file("jdk/share/man/ja_JP.UTF-8/java.1")
              .hardLink("jdk/legal/hard", "jdk/legal/base/LICENSE"));

      for (String name : List.of("copy/LICENSE", "again/LICENSE", "hard")) {
        Path copy = unpacked.resolve("jdk/legal").resolve(name);
        assertEquals("jdk/legal/base/LICENSE", Files.readString(copy));
        assertEquals(TarGz.TIME, Files.getLastModifiedTime(copy).toInstant());
      }
      for (String name : List.of("man/ja/java.1", "share/man/ja/java.1", "page")) {
        assertEquals(
            "jdk/share/man/ja_JP.UTF-8/java.1",
            Files.readString(unpacked.resolve("jdk").resolve(name)));
      }
    }
  }

  static Stream<Map.Entry<String, UnaryOperator<TarGz>>> linksThatCannotBeCopied() {
    return Stream.of(
        escape("'link' would leave the folder", tar -> tar.symbolicLink("link", "..")),
        escape("'link' would leave the folder", tar -> tar.symbolicLink("link", "../outside")),
        escape("'link' would leave the folder", tar -> tar.symbolicLink("link", "C:/outside")),
        // By its names, the second is inside; by its links, it is not.
        escape(
            "'a\\b\\second' would leave the folder",
            tar -> tar.file("top/file")
                .symbolicLink("a/b/first", "../../top")
                .symbolicLink("a/b/second", "first/../../outside")),
        escape("C:\\work\\folder\\gone", tar -> tar.symbolicLink("link", "gone")),
        escape(
            "'a\\link' points to a folder that it is in",
            tar -> tar.file("a/file").symbolicLink("a/link", "../a")),
        escape(
            "'b\\link' points to a folder that it is in",
            tar -> tar.file("a/file")
                .file("b/file")
                .symbolicLink("a/link", "../b")
                .symbolicLink("b/link", "../a")),
        escape(
            "'one' points to too many other links",
            tar -> tar.symbolicLink("one", "other").symbolicLink("other", "one")));
  }

  @ParameterizedTest
  @MethodSource("linksThatCannotBeCopied")
  void linkThatCannotBeCopiedIsRefused(Map.Entry<String, UnaryOperator<TarGz>> link)
      throws Exception {
    try (FileSystem windows = withoutLinks()) {
      Files.createDirectories(windows.getPath("C:\\work"));
      Files.writeString(windows.getPath("C:\\work\\outside"), "secret");

      IOException refused = assertThrows(
          IOException.class, () -> unpack(windows, link.getValue().apply(new TarGz())));

      assertEquals(link.getKey(), refused.getMessage());
    }
  }

  private static FileSystem withoutLinks() {
    return Jimfs.newFileSystem(Configuration.windows().toBuilder()
        .setAttributeViews("basic", "owner", "dos")
        .setSupportedFeatures()
        .build());
  }

  private static Path unpack(FileSystem system, TarGz archive) throws IOException {
    Path work = Files.createDirectories(system.getPath("C:\\work"));
    Path file = Files.write(work.resolve("archive"), archive.bytes());
    Path unpacked = Files.createDirectory(work.resolve("folder"));
    Archive.unpack(file, unpacked);
    return unpacked;
  }

  @Test
  void pipeIsRefused() {
    IOException refused = assertThrows(
        IOException.class, () -> unpack(new TarGz().pipe("jdk/pipe").bytes()));

    assertEquals("'jdk/pipe' is not a file, a folder or a link", refused.getMessage());
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
