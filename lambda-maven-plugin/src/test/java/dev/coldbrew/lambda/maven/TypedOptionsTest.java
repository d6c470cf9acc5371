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
    "lambda.payLoad, -Dlambda.payload",
    "lambda.skip, mvn -f DIR lambda:help -Ddetail lists all properties"
  })
  void optionThatNoGoalReadsIsRefused(String property, String hint) throws Exception {
    assertEquals(
        """
        there is no property '%s' (command line)
        hint: %s""".formatted(property, hint),
        new Goal("deploy", basedir)
            .property(property, "true")
            .problem()
            .replaceFirst("-f \\S+", "-f DIR"));
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

  @Test
  void propertyOfTheProjectItselfIsNotRefused() throws Exception {
    assertEquals(
        "[[INFO] Skipped]",
        new Goal("invoke", basedir)
            .property("lambda.invoke.skip", "true")
            .pomProperty("lambda.stage", "dev")
            .property("lambda.stage", "prod")
            .run()
            .toString());
  }
}
