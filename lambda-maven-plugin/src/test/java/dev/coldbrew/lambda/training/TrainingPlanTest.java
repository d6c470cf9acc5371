// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.coldbrew.lambda.emulator.FunctionConfiguration;
import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.task.StartupCache;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingPlanTest {

  @TempDir
  Path folder;

  private Path task;
  private Path event;

  @BeforeEach
  void stage() throws IOException {
    task = Files.createDirectories(folder.resolve("task"));
    Files.createDirectories(task.resolve("lib"));
    Files.writeString(task.resolve("bootstrap"), "#!/bin/bash\n");
    Files.writeString(task.resolve("lib/a.jar"), "classes");
    event = Files.writeString(folder.resolve("ada.json"), "{}");
  }

  @Test
  void trainingKnowsThatItIsOneAndHasNoCredentials() {
    TrainingPlan plan = plan(Map.of("TABLE", "orders"), Map.of(), 10);

    assertEquals(
        Map.of(
            "TABLE", "orders",
            "LAMBDA_TRAINING", "true",
            "AWS_SHARED_CREDENTIALS_FILE", "/dev/null",
            "AWS_CREDENTIAL_PROFILES_FILE", "/dev/null",
            "AWS_CONFIG_FILE", "/dev/null",
            "AWS_EC2_METADATA_DISABLED", "true"),
        plan.trainedFunction().environment());
    assertEquals(Map.of("AWS_REGION", "eu-central-1"), plan.developer());
  }

  @Test
  void environmentOfTheTrainingGoesFirst() {
    TrainingPlan plan = plan(Map.of("TABLE", "orders"), Map.of("TABLE", "test"), 10);

    assertEquals("test", plan.trainedFunction().environment().get("TABLE"));
  }

  @Test
  void eventsAreTheJsonFilesOfTheFolderByName() throws IOException {
    Path events = Files.createDirectories(folder.resolve("events"));
    for (String name : List.of("b.json", "a.json", "readme.md", ".#a.json")) {
      Files.writeString(events.resolve(name), "{}");
    }

    Files.createDirectory(events.resolve("folder.json"));
    Files.createSymbolicLink(events.resolve("dangling.json"), folder.resolve("none.json"));

    assertEquals(
        List.of(events.resolve("a.json"), events.resolve("b.json")), TrainingPlan.eventsIn(events));
    assertEquals(List.of(), TrainingPlan.eventsIn(folder.resolve("none")));
  }

  @Test
  void digestIsThatOfACopyAndDoesNotKnowCaches() throws IOException {
    String digest = plan(Map.of(), Map.of(), 10).digest(task);
    Path copy = Files.createDirectories(folder.resolve("copy/lib")).getParent();
    Files.copy(task.resolve("bootstrap"), copy.resolve("bootstrap"));
    Files.copy(task.resolve("lib/a.jar"), copy.resolve("lib/a.jar"));
    Files.writeString(copy.resolve("lambda.aot"), "recorded");

    assertEquals(digest, plan(Map.of(), Map.of(), 10).digest(copy));
  }

  @Test
  void digestChangesWithWhatTheCacheDependsOn() throws IOException {
    TrainingPlan plan = plan(Map.of(), Map.of(), 10);
    String digest = plan.digest(task);

    assertNotEquals(digest, plan(Map.of("A", "b"), Map.of(), 10).digest(task));
    assertNotEquals(digest, plan(Map.of(), Map.of("A", "b"), 10).digest(task));
    assertNotEquals(digest, plan(Map.of(), Map.of(), 11).digest(task));
    Files.writeString(event, "{\"name\":\"Ada\"}");
    String ofOtherEvent = plan.digest(task);
    assertNotEquals(digest, ofOtherEvent);
    Files.writeString(task.resolve("lib/a.jar"), "Classes");
    assertNotEquals(ofOtherEvent, plan.digest(task));
  }

  @Test
  void digestOfTheTaskKnowsNoSettings() throws IOException {
    String digest = plan(Map.of(), Map.of(), 10).digestOfTask(task);

    assertEquals(digest, plan(Map.of("A", "b"), Map.of("A", "b"), 11).digestOfTask(task));
    Files.writeString(task.resolve("lib/a.jar"), "Classes");
    assertNotEquals(digest, plan(Map.of(), Map.of(), 10).digestOfTask(task));
  }

  @Test
  void digestTellsVariablesFromTheirValues() throws IOException {
    assertNotEquals(
        plan(Map.of("A", "1", "B", "2"), Map.of(), 10).digest(task),
        plan(Map.of("A", "1, B=2"), Map.of(), 10).digest(task));
  }

  /** A zip that was packed from one is unpacked on the other. */
  @Test
  void digestOfTheTaskIsTheSameOnWindows() throws IOException {
    Path java = Files.createDirectories(task.resolve("image/bin")).resolve("java");
    Files.writeString(java, "a program");
    Files.writeString(task.resolve("lambda.aot"), "a cache");
    Files.writeString(Files.createDirectory(task.resolve("priming")).resolve("1.json"), "{}");
    TrainingPlan plan = plan(StartupCache.AOT);

    try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
      Path copy = windows.getPath("C:\\work\\task");
      FileTree.copy(task, copy);

      assertEquals(plan.digestOfTask(task), plan.digestOfTask(copy));
      Files.writeString(copy.resolve("image\\bin\\java"), "another program");
      assertNotEquals(plan.digestOfTask(task), plan.digestOfTask(copy));
    }
  }

  private TrainingPlan plan(StartupCache cache) {
    TrainingPlan plan = plan(Map.of(), Map.of(), 10);
    return new TrainingPlan(
        task, cache, plan.function(), Map.of(), plan.region(), plan.events(), 10);
  }

  private TrainingPlan plan(
      Map<String, String> environment, Map<String, String> ofTraining, int repetitions) {
    return new TrainingPlan(
        task,
        StartupCache.AOT,
        new FunctionConfiguration("f", "a.B::c", 512, Duration.ofSeconds(60), environment),
        ofTraining,
        "eu-central-1",
        List.of(event),
        repetitions);
  }
}
