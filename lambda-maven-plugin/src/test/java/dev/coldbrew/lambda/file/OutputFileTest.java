// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputFileTest {

  @TempDir
  Path root;

  @Test
  void foldersOfItsPathAreCreated() throws Exception {
    file("a/b/x.yaml").createFolder();
    file("a/b/x.yaml").createFolder();
    file("x.yaml").createFolder();

    assertTrue(Files.isDirectory(root.resolve("a/b")));
  }

  @Test
  void folderInItsPlaceIsRefused() throws Exception {
    Files.createDirectory(root.resolve("src"));

    assertEquals("""
        'src' is a folder (parameter <f>)
        hint: -Dfile=src/usual.yaml""", problem("src"));
    assertEquals("""
        '.' is a folder (parameter <f>)
        hint: -Dfile=usual.yaml""", problem(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pom.xml/x.yaml", "pom.xml/a/b/x.yaml"})
  void fileInPlaceOfAFolderIsLeftAlone(String path) throws Exception {
    Files.createFile(root.resolve("pom.xml"));

    assertEquals("""
        'pom.xml' is a file, not a folder (parameter <f>)
        hint: choose another file: -Dfile=usual.yaml""", problem(path));
  }

  /** Linux has such folders in {@code /proc}. */
  @Test
  void folderThatCannotBeCreatedWasNotRemoved() throws Exception {
    Files.createSymbolicLink(root.resolve("link"), root.resolve("nothing"));

    assertEquals("""
        folder 'link/a' cannot be created (parameter <f>)
        hint: choose another file: -Dfile=usual.yaml""", problem("link/a/x.yaml"));
  }

  private String problem(String path) {
    return assertThrows(ProblemException.class, () -> file(path).createFolder()).getMessage();
  }

  private OutputFile file(String path) {
    return new OutputFile(
        root, root.resolve(path).normalize(), "usual.yaml", "parameter <f>", "-Dfile=");
  }
}
