// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypedOptionsTest {

  @TempDir
  Path basedir;

  @ParameterizedTest
  @CsvSource({
    "lambda.deploy.dryrun, -Dlambda.deploy.dryRun",
    "lambda.dryRun, -Dlambda.deploy.dryRun",
    "lambda.deploy.alais, -Dlambda.deploy.alias",
    "lambda.memory, -Dlambda.memorySize",
    "lambda.payLoad, -Dlambda.payload"
  })
  void optionThatNoGoalReadsIsRefused(String property, String hint) throws Exception {
    assertEquals(
        """
        there is no property '%s' (command line or .mvn/maven.config)
        hint: %s""".formatted(property, hint),
        new Goal("deploy", basedir).property(property, "true").problem());
  }

  @Test
  void optionOfAnotherGoalIsNotRefused() throws Exception {
    assertEquals(
        "[[INFO] Skipped]",
        new Goal("invoke", basedir)
            .property("lambda.invoke.skip", "true")
            .property("lambda.deploy.alias", "live")
            .run()
            .toString());
  }

  /** Tests read it, or a file that Maven filters. */
  @Test
  void optionThatIsSimilarToNoneIsNotRefused() throws Exception {
    assertEquals(
        "[[INFO] Skipped]",
        new Goal("invoke", basedir)
            .property("lambda.invoke.skip", "true")
            .property("lambda.stage", "prod")
            .run()
            .toString());
  }

  @Test
  void propertyOfTheProjectItselfIsNotRefused() throws Exception {
    assertEquals(
        "[[INFO] Skipped]",
        new Goal("invoke", basedir)
            .property("lambda.invoke.skip", "true")
            .pomProperty("lambda.events", "a")
            .property("lambda.events", "b")
            .run()
            .toString());
  }
}
