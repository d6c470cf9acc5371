// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code lambda:profile} refuses before it starts the function. */
class ProfileGoalTest {

  @TempDir
  Path basedir;

  private Goal profile;

  @BeforeEach
  void stageFunction() throws Exception {
    Staged.in(basedir);
    profile = new Goal("profile", basedir);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1001"})
  void numberOfRunsThatIsOutOfItsRangeIsRefused(String runs) throws Exception {
    assertEquals(
        """
        '%s' is not between 1 and 1000 (parameter <profileRuns>, property lambda.profile.runs)
        hint: set one of them to a number in that range, or leave both out""".formatted(runs), profile.property("lambda.profile.runs", runs).problem());
  }

  @Test
  void zipThatIsNotThereIsRefused() throws Exception {
    assertEquals("""
        there is no zip at 'target/hello-1.0.zip' (goal lambda:profile)
        hint: mvn -f DIR package lambda:profile""", profile.problem().replaceFirst("-f \\S+", "-f DIR"));
  }
}
