// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
    Staging staging = Staging.begin(task, List.of(), new TaskFiles(folder.resolve("none")), false);

    staging.add(new Library("g:hello:1", classes, "hello-1.jar"), true);
    staging.add(new Library("g:library:2", library, "library-2.jar"), true);
    staging.write(new BootstrapScript(
        staging.classPath(),
        75,
        List.of(),
        "app.Hello::hello",
        null,
        null,
        true,
        StartupCache.AOT));

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
    Staging staging = Staging.begin(task, List.of(), new TaskFiles(folder.resolve("none")), false);

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

    Staging.begin(task, List.of(), new TaskFiles(folder.resolve("none")), false).finish();

    assertFalse(Files.exists(task.resolve("lib/old.jar")));
  }

  @Test
  void abandonedFolderLeavesTheEarlierOneAndNothingElse() throws IOException {
    Path task = folder.resolve("task");
    Staging.begin(task, List.of(), new TaskFiles(folder.resolve("none")), false).finish();

    Staging.begin(task, List.of(), new TaskFiles(folder.resolve("none")), false).abandon();

    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(task), left.toList());
    }
  }

  @Test
  void whatAKilledBuildHasLeftIsGone() throws IOException {
    Path task = folder.resolve("task");
    Files.createDirectories(folder.resolve("task-123/lib"));

    Staging.begin(task, List.of(), new TaskFiles(folder.resolve("none")), false).finish();

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

  @Test
  void layerHasTheImageAndTheRuntime() throws IOException {
    Path classes = CompiledClasses.in(folder, "public class Hello {}");
    Path runtime = folder.resolve("runtime.jar");
    ReproducibleJar.write(classes, runtime);
    Path task = folder.resolve("target/lambda/task");
    Path layer = folder.resolve("target/opt/coldbrew");

    String id = stageWithLayer(classes, runtime, task, "a");

    assertEquals(id + "\n", Files.readString(layer.resolve("id")));
    assertEquals(16, id.length());
    assertTrue(Files.isRegularFile(layer.resolve("lib/runtime-1.jar")));
    assertTrue(Files.isRegularFile(layer.resolve("image/lib/server/classes.jsa")));
    assertEquals(
        PackageTime.INSTANT,
        Files.getLastModifiedTime(layer.resolve("lib/runtime-1.jar")).toInstant());
    assertFalse(Files.exists(task.resolve("image")));
    assertFalse(Files.exists(task.resolve("lib/runtime-1.jar")));
    assertEquals(id, stageWithLayer(classes, runtime, task, "a"));
    assertNotEquals(id, stageWithLayer(classes, runtime, task, "b"));

    Staging.begin(task, List.of(), new TaskFiles(folder.resolve("none")), false).finish();
    assertFalse(Files.exists(layer));
  }

  private String stageWithLayer(Path classes, Path runtime, Path task, String archive)
      throws IOException {
    Staging staging = Staging.begin(task, List.of(), new TaskFiles(folder.resolve("none")), true);
    staging.add(new Library("g:hello:1", classes, "hello-1.jar"), true);
    staging.addRuntime(new Library("g:runtime:1", runtime, "runtime-1.jar"));
    Files.createDirectories(staging.image().resolve("lib/server"));
    Files.writeString(staging.image().resolve("lib/server/classes.jsa"), archive);
    String id = staging.finishLayer().orElseThrow();
    assertEquals(
        List.of("lib/hello-1.jar", "../../opt/coldbrew/lib/runtime-1.jar"), staging.classPath());
    assertTrue(staging.jars().stream().allMatch(Files::isRegularFile));
    staging.finish();
    return id;
  }
}
