// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.zip;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.zip.SizeBudget.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeBudgetTest {

  private static final long MB = 1024 * 1024;

  private static final String TASK = "'my function/target/lambda/task'";

  @TempDir
  Path folder;

  @Test
  void sizesAreThoseOfTheFileAndOfWhatIsInIt() throws IOException {
    Path zip = folder.resolve("f.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("zeros"));
      out.write(new byte[100_000]);
      out.putNextEntry(new ZipEntry("folder/"));
      out.putNextEntry(new ZipEntry("folder/more"));
      out.write(new byte[50_000]);
    }

    assertEquals(
        new SizeBudget(
            Files.size(zip),
            150_000,
            List.of(new Entry("zeros", 100_000), new Entry("folder/more", 50_000))),
        SizeBudget.of(zip));
  }

  @Test
  void sizesAreReportedAgainstTheLimits() {
    assertEquals(
        "21.7 MB of 50 MB, unpacks to 71.0 MB of 250 MB",
        budget(21 * MB + 734_003, 71 * MB).toString());
    assertEquals(
        "56.0 MB, unpacks to 71.0 MB of 250 MB", budget(56 * MB, 71 * MB).toString());
    assertEquals(
        "4 kB of 50 MB, unpacks to 0.1 MB of 250 MB", budget(3_073, MB / 10).toString());
  }

  @Test
  void largestZipIsTaken() {
    assertDoesNotThrow(() -> budget(60 * MB, 250 * MB).check(Path.of("f.zip"), "a.jar", TASK));
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
      lib/own.jar    ; find what is large in the project's own jar: unzip -lv 'my function/target/lambda/task'/lib/own.jar
      lib/other.jar  ; find what brings a large jar along: mvn dependency:tree
      image/lib/x    ; leave out modules that the function never uses: <excludeModules>
      lambda.aot     ; build without a startup cache: mvn package -Dlambda.train.skip
      model/data.bin ; find what is large: du -a 'my function/target/lambda/task' | sort -n
      app/Data.class ; find what is large: du -a 'my function/target/lambda/task' | sort -n
      lib/libx.so    ; find what is large: du -a 'my function/target/lambda/task' | sort -n
      """)
  void largerZipIsRefusedWithWhatHelps(String name, String hint) {
    SizeBudget budget = new SizeBudget(
        60 * MB,
        250 * MB + 1,
        List.of(new Entry(name, 180 * MB), new Entry("bootstrap", 70 * MB + 1)));

    ProblemException e = assertThrows(
        ProblemException.class, () -> budget.check(Path.of("target/f.zip"), "own.jar", TASK));

    assertEquals(
        "'target/f.zip' unpacks to 250.0 MB, Lambda allows 250 MB; the largest, unpacked: " + name
            + " 180.0 MB, bootstrap 70.0 MB (goal lambda:check)\nhint: " + hint,
        e.getMessage());
  }

  @Test
  void farFromTheLimitsThereIsNothingToBeSaid() {
    assertEquals(Optional.empty(), budget(40 * MB, 200 * MB).advice());
  }

  @Test
  void closeToALimitTheLargestAreReported() {
    Optional<String> advice = Optional.of("the largest, unpacked: a.jar 9.0 MB, b.jar 8.0 MB");

    assertEquals(advice, budget(40 * MB + 1, 100 * MB).advice());
    assertEquals(advice, budget(20 * MB, 200 * MB + 1).advice());
  }

  @Test
  void largeZipHasToGoByWayOfS3() {
    assertEquals(
        Optional.of(
            "Lambda allows less than 50 MB in a direct upload: put it into S3; the largest, unpacked:"
                + " a.jar 9.0 MB, b.jar 8.0 MB"),
        budget(50 * MB, 100 * MB).advice());
  }

  private static SizeBudget budget(long zipped, long unzipped) {
    return new SizeBudget(
        zipped, unzipped, List.of(new Entry("a.jar", 9 * MB), new Entry("b.jar", 8 * MB)));
  }

  @Test
  void layerCountsInWhatIsUnpackedButNotInTheUpload() {
    SizeBudget layer = new SizeBudget(
        20 * MB, 200 * MB, List.of(new Entry("coldbrew/image/lib/modules", 200 * MB)));
    SizeBudget both = budget(3 * MB, 60 * MB).with(layer);

    assertEquals("3.0 MB of 50 MB, unpacks to 260.0 MB of 250 MB", both.toString());
    ProblemException e =
        assertThrows(ProblemException.class, () -> both.check(Path.of("f.zip"), "own.jar", TASK));
    assertEquals(
        "'f.zip' unpacks to 260.0 MB, Lambda allows 250 MB; the largest, unpacked:"
            + " coldbrew/image/lib/modules 200.0 MB, a.jar 9.0 MB, b.jar 8.0 MB (goal lambda:check)\n"
            + "hint: leave out modules that the function never uses: <excludeModules>",
        e.getMessage());
  }
}
