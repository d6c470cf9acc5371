// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code lambda:measure} refuses before it measures anything. */
class MeasureGoalTest {

  @TempDir
  Path basedir;

  private Goal measure;

  @BeforeEach
  void stageFunction() throws Exception {
    Staged.in(basedir);
    measure = new Goal("measure", basedir);
  }

  @ParameterizedTest
  @CsvSource({
    "0, lambda.measure.runs, measureRuns, 1, 1000",
    "1001, lambda.measure.runs, measureRuns, 1, 1000",
    "-1, lambda.measure.warm, measureWarmInvocations, 0, 1000000",
    "1000001, lambda.measure.warm, measureWarmInvocations, 0, 1000000",
    "-1, lambda.measure.maxFirstMillis, measureMaxFirstMillis, 0, 900000",
    "900001, lambda.measure.maxFirstMillis, measureMaxFirstMillis, 0, 900000"
  })
  void numberThatIsOutOfItsRangeIsRefused(
      String value, String property, String parameter, int least, int most) throws Exception {
    assertEquals(
        """
        '%s' is not between %d and %d (parameter <%s>, property %s)
        hint: set one of them to a number in that range, or leave both out""".formatted(value, least, most, parameter, property),
        measure.property(property, value).problem());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.1", "1.0", "NaN", "Infinity"})
  void priceThatIsNoneIsRefused(String price) throws Exception {
    assertEquals(
        """
        '%s' is not between 0 and 1 \
        (parameter <measurePricePerGbSecond>, property lambda.measure.pricePerGbSecond)
        hint: set one of them to the price in USD, such as 0.0000166667, or leave both out""".formatted(price),
        measure.property("lambda.measure.pricePerGbSecond", price).problem());
  }

  @Test
  void limitForAFirstResponseNeedsAnEvent() throws Exception {
    assertEquals("""
        there is no event for a first response (property lambda.measure.maxFirstMillis)
        hint: write one into src/lambda/events/first.json""", measure.property("lambda.measure.maxFirstMillis", "1").problem());
  }

  @Test
  void functionThatWasNotPackagedIsRefused() throws Exception {
    Path other = Files.createDirectory(basedir.resolve("other"));

    assertEquals("""
        there is no packaged function in 'target/lambda/task' (goal lambda:measure)
        hint: mvn -f DIR package lambda:measure""", withoutFolder(new Goal("measure", other).problem()));
  }

  @Test
  void zipThatIsNotThereIsRefused() throws Exception {
    assertEquals("""
        there is no zip at 'target/hello-1.0.zip' (goal lambda:measure)
        hint: mvn -f DIR package lambda:measure""", withoutFolder(measure.problem()));
  }

  @Test
  void zipThatIsOlderThanTheStagedFunctionIsRefused() throws Exception {
    new ZipOutputStream(Files.newOutputStream(basedir.resolve("target/hello-1.0.zip"))).close();

    assertEquals("""
        'target/hello-1.0.zip' is older than the staged function (goal lambda:measure)
        hint: mvn -f DIR package lambda:measure""", withoutFolder(measure.problem()));
  }

  @Test
  void severalJdksNeedTheNoteOfWhatWasBundled() throws Exception {
    assertEquals(
        """
        there is no record of how 'target/lambda/task' was bundled (property lambda.measure.jdks)
        hint: mvn -f DIR package lambda:measure -Dlambda.measure.jdks=17,25""", withoutFolder(measure.property("lambda.measure.jdks", "17,25").problem()));
  }

  @Test
  void goalIsSkippedOnRequest() throws Exception {
    assertEquals(
        "[[INFO] Skipped]",
        measure.property("lambda.measure.skip", "true").run().toString());
  }

  /** The tests do not run in the project's folder, as Maven does. */
  private static String withoutFolder(String problem) {
    return problem.replaceFirst("-f \\S+", "-f DIR");
  }
}
