package dev.coldbrew.lambda.bundle;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    assertEquals(new SizeBudget(Files.size(zip), 150_000), SizeBudget.of(zip));
  }

  @Test
  void sizesAreToldAgainstTheLimits() {
    assertEquals(
        "21.7 MB of 50 MB, unpacks to 71.0 MB of 250 MB",
        new SizeBudget(21 * MIB + 734_003, 71 * MIB).toString());
  }

  @Test
  void largestZipIsTaken() {
    assertDoesNotThrow(() -> new SizeBudget(60 * MIB, 250 * MIB).check(Path.of("f.zip")));
  }

  @Test
  void largerZipIsRefused() {
    ProblemException e = assertThrows(
        ProblemException.class,
        () -> new SizeBudget(60 * MIB, 250 * MIB + 1).check(Path.of("target/f.zip")));

    assertEquals(
        "'target/f.zip' unpacks to 250.0 MB, Lambda takes 250 MB (dependencies and runtime image)\n"
            + "hint: see what is large: unzip -lv target/f.zip | sort -n | tail",
        e.getMessage());
  }
}
