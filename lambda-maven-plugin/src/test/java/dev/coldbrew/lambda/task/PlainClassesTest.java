// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.classpath.Library;
import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainClassesTest {

  @TempDir
  Path folder;

  private Path classes;
  private Path files;
  private List<Library> libraries;

  @BeforeEach
  void setUp() throws IOException {
    classes = Files.createDirectory(folder.resolve("classes"));
    files = Files.createDirectory(folder.resolve("files"));
    libraries = List.of(new Library("g:a:1", folder.resolve("a.jar"), "a-1.jar"));
  }

  @Test
  void liesBesideTheJarsAndTheFiles() throws IOException {
    write(classes, "app/Hello.class");
    write(classes, "bootstrap/start.txt");
    write(classes, "config/classes.txt");
    write(classes, "lib/native.so");
    write(files, "config/files.txt");
    Path task = folder.resolve("task");
    Staging staging = Staging.begin(task, List.of(), new TaskFiles(files), false);

    check();
    staging.add(new TaskFiles(files));
    staging.add(new PlainClasses(classes));
    staging.finish();

    assertEquals(
        List.of(
            "app/Hello.class",
            "bootstrap/start.txt",
            "config/classes.txt",
            "config/files.txt",
            "lib/native.so"),
        FileTree.paths(task).stream()
            .filter(Files::isRegularFile)
            .map(file -> FileTree.nameIn(task, file))
            .toList());
  }

  @Test
  void fileWithTheNameOfTheJarsFolderIsRefused() throws IOException {
    Path file = write(classes, "LIB");

    assertEquals("""
        the file 'LIB' of the project's classes would be in the zip, and the folder of the jars has that name (file %s)
        hint: give that file another name""".formatted(file), problem());
  }

  @Test
  void folderWithTheNameOfAJarIsRefused() throws IOException {
    Path inFolder = write(classes, "lib/a-1.jar/notes.txt");

    assertEquals("""
        the folder 'lib/a-1.jar' of the project's classes would be in the zip, and the jar of g:a:1 has that name (folder %s)
        hint: give that folder another name""".formatted(inFolder.getParent()), problem());
  }

  @Test
  void folderWithTheNameOfAFileIsRefused() throws IOException {
    Path inFolder = write(classes, "agent/notes.txt");
    Path file = write(files, "agent");

    assertEquals("""
        the folder 'agent' of the project's classes would be in the zip, and so is the file '%s' (folder %s)
        hint: give one of them another name""".formatted(file, inFolder.getParent()), problem());
  }

  @Test
  void fileWithTheNameOfAFolderIsRefused() throws IOException {
    Path file = write(classes, "agent");
    Path inFolder = write(files, "agent/notes.txt");

    assertEquals("""
        the file 'agent' of the project's classes would be in the zip, and so is the folder '%s' (file %s)
        hint: give one of them another name""".formatted(inFolder.getParent(), file), problem());
  }

  @Test
  void fileWithTheNameOfAFileIsRefused() throws IOException {
    Path file = write(classes, "app/notes.txt");
    Path other = write(files, "app/notes.txt");

    assertEquals("""
        the file 'app/notes.txt' of the project's classes would be in the zip, and so is the file '%s' (file %s)
        hint: give one of them another name""".formatted(other, file), problem());
  }

  private void check() throws IOException {
    new PlainClasses(classes).check(libraries, new TaskFiles(files));
  }

  private String problem() {
    return assertThrows(ProblemException.class, this::check).getMessage();
  }

  private static Path write(Path folder, String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "text");
  }
}
