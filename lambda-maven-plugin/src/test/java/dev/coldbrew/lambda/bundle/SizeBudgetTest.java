package dev.coldbrew.lambda.bundle;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SizeBudgetTest {

  private static final long MIB = 1024 * 1024;

  @TempDir
  Path folder;

  @Test
  void sizesAreThoseOfTheFileAndOfWhatIsInIt() throws IOException {
    Path zip = folder.resolve("f.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("zeros"));
      out.write(new byte[100_000]);
      out.putNextEntry(new ZipEntry("folder/more"));
      out.write(new byte[50_000]);
    }

    assertEquals(
        new SizeBudget(Files.size(zip), 150_000, List.of("zeros 0.0 MB", "folder/more 0.0 MB")),
        SizeBudget.of(zip));
  }

  @Test
  void sizesAreToldAgainstTheLimits() {
    assertEquals(
        "21.7 MB of 50 MB, unpacks to 71.0 MB of 250 MB",
        budget(21 * MIB + 734_003, 71 * MIB).toString());
  }

  @Test
  void largestZipIsTaken() {
    assertDoesNotThrow(() -> budget(60 * MIB, 250 * MIB).check(Path.of("f.zip")));
  }

  @Test
  void largerZipIsRefused() {
    ProblemException e = assertThrows(
        ProblemException.class,
        () -> budget(60 * MIB, 250 * MIB + 1).check(Path.of("target/f.zip")));

    assertEquals(
        "'target/f.zip' unpacks to 250.0 MB, Lambda takes 250 MB; the largest in the zip: a.jar 9.0 MB,"
            + " b.jar 8.0 MB (dependencies and runtime image)\n"
            + "hint: see what brings a large jar along: mvn dependency:tree",
        e.getMessage());
  }

  @Test
  void farFromTheLimitsThereIsNothingToBeSaid() {
    assertEquals(Optional.empty(), budget(40 * MIB, 200 * MIB).advice());
  }

  @Test
  void closeToALimitTheLargestAreTold() {
    Optional<String> advice = Optional.of("the largest: a.jar 9.0 MB, b.jar 8.0 MB");

    assertEquals(advice, budget(40 * MIB + 1, 100 * MIB).advice());
    assertEquals(advice, budget(20 * MIB, 200 * MIB + 1).advice());
  }

  @Test
  void largeZipHasToGoByWayOfS3() {
    assertEquals(
        Optional.of("more than 50 MB cannot be uploaded directly, but from S3; the largest:"
            + " a.jar 9.0 MB, b.jar 8.0 MB"),
        budget(50 * MIB + 1, 100 * MIB).advice());
  }

  private static SizeBudget budget(long zipped, long unzipped) {
    return new SizeBudget(zipped, unzipped, List.of("a.jar 9.0 MB", "b.jar 8.0 MB"));
  }
}
