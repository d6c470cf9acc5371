// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

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
}
