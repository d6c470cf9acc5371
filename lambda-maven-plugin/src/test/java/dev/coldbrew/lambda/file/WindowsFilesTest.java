// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a file system like Windows': backslashes, drives, no modes, and names in any case. */
class WindowsFilesTest {

  private final FileSystem windows = Jimfs.newFileSystem(Configuration.windows().toBuilder()
      .setRoots("C:\\", "D:\\")
      .setAttributeViews("basic", "owner", "dos")
      .build());

  private Path folder;

  @BeforeEach
  void setUp() throws IOException {
    folder = Files.createDirectories(windows.getPath("C:\\work\\task"));
  }

  @AfterEach
  void tearDown() throws IOException {
    windows.close();
  }

  @Test
  void namesHaveSlashes() throws IOException {
    Path java = write("image/bin/java", "");

    assertEquals("image/bin/java", FileTree.nameIn(folder, java));
    assertEquals("image\\bin\\java", FileTree.seenFrom(folder, java).toString());
  }

  @Test
  void whatIsOnAnotherDriveHasItsWholePath() {
    Path jar = windows.getPath("D:\\repository\\a.jar");

    assertEquals("D:\\repository\\a.jar", FileTree.seenFrom(folder, jar).toString());
  }

  @Test
  void permissionsAreNotSetAndNotAskedFor() throws IOException {
    Path file = write("notes.txt", "text");

    Permissions.setReadable(file);
    Permissions.setExecutable(folder);
    Permissions.setForAll(file);
    Permissions.copy(file, file);

    assertFalse(Permissions.areKept(file));
    assertEquals("", Permissions.text(file));
    assertEquals(0, Permissions.ofOwner(folder).length);
  }

  @Test
  void programsAreKnownByTheirContent() throws IOException {
    assertTrue(Permissions.isExecutable(write("run", "#!/bin/sh\n")));
    assertFalse(Permissions.isExecutable(write("notes.txt", "text")));
    byte[] library = new byte[64];
    System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F'}, 0, library, 0, 4);
    library[16] = 3;
    assertFalse(Permissions.isExecutable(Files.write(folder.resolve("a.so"), library)));
    library[16] = 2;
    assertTrue(Permissions.isExecutable(Files.write(folder.resolve("tool"), library)));
  }

  @Test
  void treeIsCopiedToThisSystemAndDeletedThoughOneFileMayOnlyBeRead() throws IOException {
    Path file = write("lib/a.txt", "text");
    Files.setAttribute(file, "dos:readonly", true);
    Path copy = Files.createTempDirectory("windows-").resolve("copy");

    FileTree.copy(folder, copy);
    FileTree.delete(folder);

    assertEquals("text", Files.readString(copy.resolve("lib/a.txt")));
    assertFalse(Files.exists(folder));
    FileTree.delete(copy.getParent());
  }

  @Test
  void draftFolderIsMadeAndLeftBehindOnesAreDeleted() throws IOException {
    Path left = Files.createDirectory(folder.resolve("draft-1"));
    Files.createFile(folder.resolve("draft-1.lock"));

    try (DraftFolder draft = DraftFolder.create(folder, "draft-")) {
      assertTrue(Files.isDirectory(draft.path()));
      assertFalse(Files.exists(left));
    }

    assertEquals(List.of(folder), FileTree.paths(folder));
  }

  @Test
  void wholeFileReplacesAnother() throws IOException {
    Path file = write("a.json", "{}");

    WholeFile.write(file, "[]");

    assertEquals("[]", Files.readString(file));
    assertEquals(List.of(folder, file), FileTree.paths(folder));
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }
}
