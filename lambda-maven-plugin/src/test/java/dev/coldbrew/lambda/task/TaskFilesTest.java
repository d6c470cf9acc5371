// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.classpath.Library;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskFilesTest {

  private static final List<Library> LIBRARIES =
      List.of(new Library("g:hello:1", Path.of("classes"), "hello-1.jar"));

  @TempDir
  Path temporary;

  private Path folder() {
    return temporary.resolve("src/lambda/task");
  }

  private Path write(String name) throws IOException {
    Path file = folder().resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, name);
  }

  @Test
  void folderNeedNotBeThere() throws IOException {
    TaskFiles files = new TaskFiles(folder());

    files.check(LIBRARIES);
    assertEquals(0, files.count());
    assertEquals(List.of(), staged(files));
  }

  @Test
  void filesAreStagedForEveryUserAndProgramsCanBeStarted() throws IOException {
    Files.setPosixFilePermissions(
        write("collector.yaml"), PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(write("bin/tool"), PosixFilePermissions.fromString("rwx------"));
    write(".hidden/file");
    Files.createDirectories(folder().resolve("empty"));
    Path elsewhere = Files.createDirectories(temporary.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("linked"), "linked");
    Files.createSymbolicLink(folder().resolve("link"), elsewhere);

    TaskFiles files = new TaskFiles(folder());
    files.check(LIBRARIES);

    assertEquals(4, files.count());
    assertEquals(
        List.of(
            "rwxr-xr-x .hidden",
            "rw-r--r-- .hidden/file",
            "rwxr-xr-x bin",
            "rwxr-xr-x bin/tool",
            "rw-r--r-- collector.yaml",
            "rwxr-xr-x empty",
            "rwxr-xr-x lib",
            "rwxr-xr-x link",
            "rw-r--r-- link/linked"),
        modes(files));
  }

  @Test
  void jarsAreKnownForTheModulesThatTheyNeed() throws IOException {
    Path agent = write("agents/agent.jar");
    write("agents/agent.yaml");

    assertEquals(List.of(agent), new TaskFiles(folder()).jars());
  }

  @Test
  void librariesOfTheSystemGoBesideTheJars() throws IOException {
    write("lib/libfoo.so");

    TaskFiles files = new TaskFiles(folder());
    files.check(LIBRARIES);

    assertEquals(List.of("lib/libfoo.so"), staged(files));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bootstrap",
        "image/bin/java",
        "lambda.aot",
        "lambda.jsa",
        "lib/hello-1.jar",
        "lib",
        "Bootstrap",
        "Lib",
        "lib/Hello-1.jar"
      })
  void whatWouldReplaceAnotherFileIsRefused(String name) throws IOException {
    Path file = write(name);
    String taken = name.startsWith("image") ? "image" : name;

    ProblemException e =
        assertThrows(ProblemException.class, () -> new TaskFiles(folder()).check(LIBRARIES));

    assertEquals(
        "'%s' is in every function's zip already (file %s)\nhint: give it another name"
            .formatted(taken, name.equals(taken) ? file : folder().resolve(taken)),
        e.getMessage());
  }

  @Test
  @Timeout(60)
  void deviceIsRefused() throws IOException {
    Files.createDirectories(folder());
    Path link = Files.createSymbolicLink(folder().resolve("zero"), Path.of("/dev/zero"));

    ProblemException e =
        assertThrows(ProblemException.class, () -> new TaskFiles(folder()).check(LIBRARIES));

    assertEquals(
        "'zero' is neither a file nor a folder (file " + link
            + ")\nhint: remove it, or put a file in its place",
        e.getMessage());
    Files.delete(link);
  }

  private List<String> staged(TaskFiles files) throws IOException {
    return modes(files).stream()
        .filter(line -> line.startsWith("rw-"))
        .map(line -> line.substring(10))
        .toList();
  }

  /** What is in the task folder, each with its mode before it. */
  private List<String> modes(TaskFiles files) throws IOException {
    Path task = temporary.resolve("task");
    Staging staging = Staging.begin(task, List.of(), files, false);
    staging.add(files);
    staging.finish();
    assertFalse(Files.isSymbolicLink(task));
    try (Stream<Path> paths = Files.walk(task)) {
      List<String> lines = new ArrayList<>();
      for (Path path : paths.filter(p -> !p.equals(task)).sorted().toList()) {
        lines.add(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)) + " "
            + task.relativize(path));
      }
      return lines;
    }
  }
}
