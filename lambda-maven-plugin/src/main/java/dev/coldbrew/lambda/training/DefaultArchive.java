// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.training;

import dev.coldbrew.lambda.file.TaskFolder;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.task.LayerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The image's own CDS archive. A JVM uses it or an AOT cache, never both, so next to an AOT cache it
 * only takes up room in the zip.
 */
public final class DefaultArchive {

  private static final String IN_IMAGE = "lib/server/classes.jsa";

  private DefaultArchive() {}

  /** Where it is, if it is there. */
  private static Path in(TaskFolder task) {
    return task.image().resolve(IN_IMAGE);
  }

  /**
   * Moves it out of the task folder, if it is there. A layer has another id without it, so this comes
   * before the function's digest.
   */
  static void takeOut(TrainingPlan plan) throws IOException {
    TaskFolder task = new TaskFolder(plan.task());
    Path archive = in(task);
    if (Files.exists(archive)) {
      Files.createDirectories(plan.kept());
      Files.move(archive, kept(plan), StandardCopyOption.REPLACE_EXISTING);
      LayerId.update(task);
    }
  }

  /**
   * Puts it into a copy of the task folder that lacks it.
   *
   * @throws ProblemException if it was not taken out of that plan's task folder
   */
  public static void putBack(TrainingPlan plan, Path copy) throws IOException {
    Path archive = in(new TaskFolder(copy));
    if (Files.exists(archive)) {
      return;
    }
    if (!Files.exists(kept(plan))) {
      throw new ProblemException(
          "the image's CDS archive, which lambda:train keeps, is missing",
          "file " + kept(plan),
          "build again: mvn clean package");
    }
    Files.copy(kept(plan), archive);
  }

  /** Puts it into a copy in which a cache is recorded, if it was taken out. */
  static void lend(TrainingPlan plan, Path copy) throws IOException {
    if (Files.exists(kept(plan))) {
      putBack(plan, copy);
    }
  }

  private static Path kept(TrainingPlan plan) {
    return plan.kept().resolve("classes.jsa");
  }
}
