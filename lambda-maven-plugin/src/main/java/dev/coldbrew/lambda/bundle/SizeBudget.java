package dev.coldbrew.lambda.bundle;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The zip's sizes against Lambda's limits.
 *
 * @param zipped bytes of the file
 * @param unzipped bytes of what is in it
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
 *     quotas</a>
 */
public record SizeBudget(long zipped, long unzipped) {

  private static final long MIB = 1024 * 1024;

  /** For a direct upload; a larger zip goes by way of S3. */
  private static final long MAX_UPLOADED_MIB = 50;

  /** For the function and its layers together. */
  private static final long MAX_UNZIPPED_MIB = 250;

  public static SizeBudget of(Path zip) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      long unzipped = file.stream().mapToLong(ZipEntry::getSize).sum();
      return new SizeBudget(Files.size(zip), unzipped);
    }
  }

  /**
   * @throws ProblemException if Lambda cannot take it
   */
  public void check(Path zip) {
    if (unzipped > MAX_UNZIPPED_MIB * MIB) {
      throw new ProblemException(
          "'" + zip + "' unpacks to " + mib(unzipped) + ", Lambda takes " + MAX_UNZIPPED_MIB
              + " MB",
          "dependencies and runtime image",
          "see what is large: unzip -lv " + zip + " | sort -n | tail");
    }
  }

  @Override
  public String toString() {
    return mib(zipped) + " of " + MAX_UPLOADED_MIB + " MB, unpacks to " + mib(unzipped) + " of "
        + MAX_UNZIPPED_MIB + " MB";
  }

  private static String mib(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", (double) bytes / MIB);
  }
}
