// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.classpath.CompiledClasses;
import dev.coldbrew.lambda.classpath.Library;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagingTest {

  @TempDir
  Path folder;

  @Test
  void finishedFolderHasLibrariesAndAnExecutableBootstrap() throws IOException {
    Path task = folder.resolve("task");
    Path classes = CompiledClasses.in(folder, "public class Hello {}");
    Path library = folder.resolve("library.jar");
    ReproducibleJar.write(classes, library);
    Staging staging = Staging.begin(task, List.of(), new TaskFiles(folder.resolve("none")));

    staging.add(new Library("g:hello:1", classes, "hello-1.jar"), true);
    staging.add(new Library("g:library:2", library, "library-2.jar"), true);
    staging.write(new BootstrapScript(
        staging.classPath(), 75, List.of(), "app.Hello::hello", null, true, StartupCache.AOT));

    staging.finish();

    assertEquals(List.of("lib/hello-1.jar", "lib/library-2.jar"), staging.classPath());
    assertTrue(Files.isRegularFile(task.resolve("lib/hello-1.jar")));
    for (String jar : staging.classPath()) {
      try (ZipFile zip = new ZipFile(task.resolve(jar).toFile())) {
        assertTrue(zip.stream().allMatch(entry -> entry.getMethod() == ZipEntry.STORED), jar);
      }
    }
    assertTrue(Files.isExecutable(task.resolve("bootstrap")));
  }

  @Test
  void theProviderOfSlf4jIsNamedInAJarOfItsOwn() throws IOException {
    Path task = folder.resolve("task");
    Staging staging = Staging.begin(task, List.of(), new TaskFiles(folder.resolve("none")));

    staging.addSlf4jProvider();
    staging.finish();

    assertEquals(List.of("lib/slf4j-provider.jar"), staging.classPath());
    try (ZipFile jar = new ZipFile(task.resolve("lib/slf4j-provider.jar").toFile());
        InputStream in = jar.getInputStream(
            jar.getEntry("META-INF/services/org.slf4j.spi.SLF4JServiceProvider"))) {
      assertEquals(
          "dev.coldbrew.lambda.runtime.log.bridge.Slf4jProvider\n",
          new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    assertFalse(Files.exists(task.resolve("service")));
  }

  @Test
  void whatAnEarlierBuildStagedIsGone() throws IOException {
    Path task = folder.resolve("task");
    Files.createDirectories(task.resolve("lib"));
    Files.writeString(task.resolve("lib/old.jar"), "old");

    Staging.begin(task, List.of(), new TaskFiles(folder.resolve("none"))).finish();

    assertFalse(Files.exists(task.resolve("lib/old.jar")));
  }

  @Test
  void abandonedFolderLeavesTheEarlierOneAndNothingElse() throws IOException {
    Path task = folder.resolve("task");
    Staging.begin(task, List.of(), new TaskFiles(folder.resolve("none"))).finish();

    Staging.begin(task, List.of(), new TaskFiles(folder.resolve("none"))).abandon();

    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(task), left.toList());
    }
  }

  @Test
  void whatAKilledBuildHasLeftIsGone() throws IOException {
    Path task = folder.resolve("task");
    Files.createDirectories(folder.resolve("task-123/lib"));

    Staging.begin(task, List.of(), new TaskFiles(folder.resolve("none"))).finish();

    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(task), left.toList());
    }
  }

  @Test
  void twoLibrariesOfOneNameAreRefused() {
    List<Library> libraries = List.of(
        new Library("com.a:util:1.0", Path.of("a"), "util-1.0.jar"),
        new Library("com.b:util:1.0", Path.of("b"), "util-1.0.jar"));

    ProblemException e =
        assertThrows(ProblemException.class, () -> Staging.checkFileNames(libraries));

    assertEquals(
        "two dependencies have the file name 'util-1.0.jar' (com.a:util:1.0 and com.b:util:1.0)\n"
            + "hint: exclude one of them, or set <prependGroupId>true</prependGroupId>",
        e.getMessage());
  }

  @Test
  void twoLibrariesWhoseNamesDifferInCaseAreRefused() {
    List<Library> libraries = List.of(
        new Library("com.a:util:1.0", Path.of("a"), "util-1.0.jar"),
        new Library("com.b:Util:1.0", Path.of("b"), "Util-1.0.jar"));

    ProblemException e =
        assertThrows(ProblemException.class, () -> Staging.checkFileNames(libraries));

    assertEquals(
        "two dependencies have the file name 'Util-1.0.jar' but for the case of its letters"
            + " (com.a:util:1.0 and com.b:Util:1.0)\n"
            + "hint: exclude one of them, or set <prependGroupId>true</prependGroupId>",
        e.getMessage());
  }
}
