// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code lambda:train} and {@code lambda:check} refuse before they start the function. */
class TrainGoalTest {

  @TempDir
  Path basedir;

  private Goal train;

  @BeforeEach
  void stageFunction() throws Exception {
    Staged.in(basedir);
    train = new Goal("train", basedir);
  }

  @AfterEach
  void endSession() {
    new BuildLock().afterSessionEnd(null);
  }

  @Test
  void folderOfEventsThatIsNotThereIsRefused() throws Exception {
    assertEquals("""
        there is no folder 'src/lambda/evnts' of training events (property lambda.train.events)
        hint: create it, or remove the property; the default is 'src/lambda/events'""", train.property("lambda.train.events", "src/lambda/evnts").problem());
  }

  @ParameterizedTest
  @CsvSource({
    "lambda.train.repetitions, 0, trainingRepetitions, 1, 10000",
    "lambda.train.repetitions, 10001, trainingRepetitions, 1, 10000",
    "lambda.train.timeoutSeconds, 0, trainingTimeoutSeconds, 1, 900",
    "lambda.train.timeoutSeconds, 901, trainingTimeoutSeconds, 1, 900",
    "lambda.memorySize, 64, memorySize, 128, 10240"
  })
  void numberThatIsOutOfItsRangeIsRefused(
      String property, String value, String parameter, int least, int most) throws Exception {
    assertEquals(
        """
        '%s' is not between %d and %d (parameter <%s>, property %s)
        hint: set one of them to a number in that range, or leave both out""".formatted(value, least, most, parameter, property),
        train.property(property, value).problem());
  }

  @Test
  void functionThatWasNotStagedIsRefused() throws Exception {
    Path other = Files.createDirectory(basedir.resolve("other"));

    assertEquals("""
        there is no packaged function in 'target/lambda/task' (goal lambda:train)
        hint: mvn -f DIR package""", new Goal("train", other).problem().replaceFirst("-f \\S+", "-f DIR"));
  }

  @Test
  void zipThatIsNotThereIsRefused() throws Exception {
    assertEquals("""
        there is no zip at 'target/hello-1.0.zip' (goal lambda:check)
        hint: bind assembly:single to an earlier phase, or put maven-assembly-plugin first in pom.xml""", new Goal("check", basedir).problem());
  }

  @ParameterizedTest
  @ValueSource(strings = {"lambda.train.skip", "lambda.bundle.skip"})
  void trainingIsSkippedOnRequest(String property) throws Exception {
    assertEquals("[[INFO] Skipped]", train.property(property, "true").run().toString());
  }

  @Test
  void checkIsSkippedWhereNothingWasBundled() throws Exception {
    Goal check = new Goal("check", basedir).property("lambda.bundle.skip", "true");

    assertEquals("[[INFO] Skipped]", check.run().toString());
  }

  @Test
  void moduleWithoutAFunctionIsSkipped() throws Exception {
    train.project().getModel().setPackaging("pom");

    assertEquals(
        "[[INFO] Skipped: the packaging is not lambda, and no <handler> is set]",
        train.run().toString());
  }
}
