// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentFileTest {

  @TempDir
  Path folder;

  @Test
  void hasTheVariablesOfItsLines() throws IOException {
    Path file = Files.writeString(folder.resolve("test.env"), """
        # of the tests

        TABLE_NAME=orders
        QUOTED="two words"
        URL=http://localhost:8000/?a=b
        EMPTY=
        """);

    assertEquals(
        Map.of(
            "TABLE_NAME", "orders",
            "QUOTED", "two words",
            "URL", "http://localhost:8000/?a=b",
            "EMPTY", ""),
        EnvironmentFile.read(file, folder));
  }

  @Test
  void theUsualOneNeedNotBeThere() {
    assertEquals(Map.of(), EnvironmentFile.read(folder.resolve(".env"), folder));
  }

  @Test
  void oneThatIsNamedHasToBeThere() {
    ProblemException problem = assertThrows(
        ProblemException.class, () -> EnvironmentFile.read(folder.resolve("test.env"), folder));

    assertEquals("""
        there is no environment file 'test.env' (property lambda.envFile)
        hint: create it, or remove the property; the default is '.env'""", problem.getMessage());
  }

  @Test
  void aLineThatIsNoVariableIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve(".env"), "A=1\nnonsense\n");

    ProblemException problem =
        assertThrows(ProblemException.class, () -> EnvironmentFile.read(file, folder));

    assertEquals("""
        environment file '.env': Malformed entry nonsense (property lambda.envFile)
        hint: write a variable as NAME=value, one a line""", problem.getMessage());
  }
}
