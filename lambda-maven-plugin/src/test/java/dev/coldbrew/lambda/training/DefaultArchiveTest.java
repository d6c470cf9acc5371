// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.emulator.FunctionConfiguration;
import dev.coldbrew.lambda.file.TaskFolder;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.task.LayerId;
import dev.coldbrew.lambda.task.Staging;
import dev.coldbrew.lambda.task.StartupCache;
import dev.coldbrew.lambda.task.TaskFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefaultArchiveTest {

  private static final String ARCHIVE = "image/lib/server/classes.jsa";

  @TempDir
  Path folder;

  private Path task;
  private Path copy;
  private TrainingPlan plan;

  @BeforeEach
  void stage() throws IOException {
    task = folder.resolve("task");
    copy = folder.resolve("copy");
    Files.createDirectories(task.resolve("image/lib/server"));
    Files.createDirectories(copy.resolve("image/lib/server"));
    plan = new TrainingPlan(
        task,
        StartupCache.AOT,
        new FunctionConfiguration("hello", "example.Hello", 512, Duration.ofSeconds(20), Map.of()),
        Map.of(),
        "us-east-1",
        List.of(),
        1);
  }

  @Test
  void whatIsTakenOutCanBePutBackIntoACopy() throws IOException {
    Files.writeString(task.resolve(ARCHIVE), "shared");

    DefaultArchive.takeOut(plan);
    DefaultArchive.putBack(plan, copy);

    assertFalse(Files.exists(task.resolve(ARCHIVE)));
    assertEquals("shared", Files.readString(copy.resolve(ARCHIVE)));
  }

  /** A layer with it and a layer without it are two, and the function takes only one of them. */
  @Test
  void layerHasAnotherIdWithoutIt() throws IOException {
    TaskFolder staged = TaskFolder.in(folder.resolve("target/lambda"));
    String before = stageWithLayer(staged);
    TrainingPlan ofLayer = new TrainingPlan(
        staged.path(), StartupCache.AOT, plan.function(), Map.of(), "us-east-1", List.of(), 1);

    DefaultArchive.takeOut(ofLayer);

    String after = LayerId.of(staged).orElseThrow();
    assertNotEquals(before, after);
    assertEquals("layer " + after + "\n", Files.readString(staged.bootstrap()));
    DefaultArchive.takeOut(ofLayer);
    assertEquals(Optional.of(after), LayerId.of(staged));
    stageWithLayer(staged);
    DefaultArchive.takeOut(ofLayer);
    assertEquals(Optional.of(after), LayerId.of(staged));
  }

  private String stageWithLayer(TaskFolder task) throws IOException {
    Staging staging =
        Staging.begin(task.path(), List.of(), new TaskFiles(folder.resolve("none")), true);
    Files.createDirectories(staging.image().resolve("lib/server"));
    Files.writeString(staging.image().resolve("lib/server/classes.jsa"), "shared");
    Files.writeString(staging.image().resolve("release"), "JAVA_VERSION=25");
    String id = staging.finishLayer().orElseThrow();
    staging.finish();
    Files.writeString(task.bootstrap(), "layer " + id + "\n");
    return id;
  }

  @Test
  void theOneThatIsThereStays() throws IOException {
    Files.writeString(copy.resolve(ARCHIVE), "own");

    DefaultArchive.putBack(plan, copy);

    assertEquals("own", Files.readString(copy.resolve(ARCHIVE)));
  }

  @Test
  void theOneThatIsLostIsMissed() {
    ProblemException e =
        assertThrows(ProblemException.class, () -> DefaultArchive.putBack(plan, copy));

    assertEquals(
        "the image's CDS archive, which lambda:train keeps, is missing (file "
            + folder.resolve("startup-cache/classes.jsa") + ")\n"
            + "hint: build again: mvn clean package",
        e.getMessage());
  }
}
