// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
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
  void theUsualFileNeedNotExist() {
    assertEquals(Map.of(), EnvironmentFile.read(folder.resolve(".env"), folder));
  }

  @Test
  void aFileThatIsNamedHasToExist() {
    ProblemException problem = assertThrows(
        ProblemException.class, () -> EnvironmentFile.read(folder.resolve("test.env"), folder));

    assertEquals("""
        there is no environment file 'test.env' (property lambda.envFile)
        hint: create it, or remove the property; the default is '.env'""", problem.getMessage());
  }

  @Test
  void aLineThatIsNotAVariableIsNamedByItsNumberAsItMayBeAPassword() throws IOException {
    assertRefused("line 2 is not a variable", "A=1\nsecret\n");
    assertRefused("line 1 is not a variable", "PASSWORD=\"se\"cret\"\nB=2\n");
  }

  @Test
  void aQuoteThatDoesNotEndIsRefused() throws IOException {
    assertRefused("the quote in line 2 is not closed", "A=1\nPASSWORD=\"secret\nB=2\n");
  }

  @Test
  void aQuotedValueMayHaveSeveralLines() throws IOException {
    Path file = Files.writeString(folder.resolve(".env"), "KEY=\"one\ntwo\"\nB=2\n");

    assertEquals(Map.of("KEY", "one\ntwo", "B", "2"), EnvironmentFile.read(file, folder));
  }

  private void assertRefused(String what, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(".env"), text);

    ProblemException problem =
        assertThrows(ProblemException.class, () -> EnvironmentFile.read(file, folder));

    assertEquals(
        "environment file '.env': " + what + " (property lambda.envFile)\n"
            + "hint: write a variable as NAME=value, one a line; quotes go around the whole value",
        problem.getMessage());
    assertNull(problem.getCause());
  }
}
