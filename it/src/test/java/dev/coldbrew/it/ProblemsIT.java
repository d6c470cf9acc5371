// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How a Maven build ends that refuses something. All of the goals' messages are in the plugin's unit
 * tests; here are one that is found before anything slow, and one with a command to type.
 */
class ProblemsIT {

  @TempDir
  static Path temporary;

  private static MavenBuild handlers;

  @BeforeAll
  static void copyProject() {
    handlers = MavenBuild.of("handlers", temporary);
  }

  @Test
  void methodThatDoesNotExistIsRefusedWithTheOneThatWasMeant() {
    assertEquals(
        """
        handler class 'example.Orders' has no method 'prize' (parameter <handler>)
        hint: did you mean <handler>example.Orders::price</handler>?""",
        handlers
            .runAndFail("compile", "lambda:bundle", "-Dlambda.handler=example.Orders::prize")
            .problem());
  }

  @Test
  void commandThatIsMissingIsWrittenForTheFolderOfTheBuild() {
    assertEquals(
        """
        there is no packaged function in 'target/lambda/task' (goal lambda:invoke)
        hint: mvn package lambda:invoke -Dlambda.handler=example.Orders::price""",
        handlers
            .runAndFail("lambda:invoke", "-Dlambda.handler=example.Orders::price")
            .problem());
  }
}
