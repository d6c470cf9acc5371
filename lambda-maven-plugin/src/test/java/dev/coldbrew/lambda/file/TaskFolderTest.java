// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskFolderTest {

  private final TaskFolder task = TaskFolder.in(Path.of("/project/target/lambda"));

  @Test
  void contentIsWithinTheFolder() {
    assertEquals(Path.of("/project/target/lambda/task/bootstrap"), task.bootstrap());
    assertEquals(Path.of("/project/target/lambda/task/lib"), task.libraries());
    assertEquals(Path.of("/project/target/lambda/task/image"), task.image());
  }

  @Test
  void whatIsKeptLiesBesideIt() {
    assertEquals(Path.of("/project/target/lambda/bundle.json"), task.bundlePlan());
    assertEquals(Path.of("/project/target/lambda/startup-cache"), task.recordedCache());
    assertEquals(Path.of("/project/target/lambda/logs"), task.logs());
    assertEquals(
        Path.of("/project/target/lambda/measure/Temurin-25.0.3-9"),
        task.measured("Temurin 25.0.3+9"));
  }

  @Test
  void layerLiesWhereItWillBeInLambdaAsSeenFromTheFolder() {
    assertEquals(Path.of("/project/target/opt/coldbrew"), task.layer());
    assertEquals(Path.of("/opt/coldbrew"), new TaskFolder(Path.of("/var/task")).layer());
    assertEquals(
        Path.of("/root/opt/coldbrew"), TaskFolder.inRoot(Path.of("/root")).layer());
  }

  @Test
  void imageIsInTheLayerIfThereIsOne(@TempDir Path folder) throws IOException {
    TaskFolder staged = TaskFolder.inRoot(folder);
    Files.createDirectories(staged.path());
    assertEquals(folder.resolve("var/task/image"), staged.image());
    assertEquals(List.of(folder.resolve("var/task")), staged.folders());

    Files.createDirectories(staged.layer());
    assertEquals(folder.resolve("opt/coldbrew/image"), staged.image());
    assertEquals(
        List.of(folder.resolve("var/task"), folder.resolve("opt/coldbrew")), staged.folders());
  }

  @Test
  void isCopiedWithItsLayer(@TempDir Path folder) throws IOException {
    TaskFolder staged = TaskFolder.in(folder.resolve("target/lambda"));
    Files.createDirectories(staged.path());
    Files.writeString(staged.bootstrap(), "exit");
    Files.createDirectories(staged.layerLibraries());
    TaskFolder copy = TaskFolder.inRoot(folder.resolve("root"));

    staged.copyTo(copy);

    assertEquals("exit", Files.readString(folder.resolve("root/var/task/bootstrap")));
    assertTrue(Files.isDirectory(folder.resolve("root/opt/coldbrew/lib")));
  }
}
