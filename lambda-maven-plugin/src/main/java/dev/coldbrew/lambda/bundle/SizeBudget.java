package dev.coldbrew.lambda.bundle;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The zip's sizes against Lambda's limits.
 *
 * @param zipped bytes of the file
 * @param unzipped bytes of what is in it
 * @param largest what takes most of the room in the file, with its share
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
 *     quotas</a>
 */
public record SizeBudget(long zipped, long unzipped, List<String> largest) {

  private static final long MIB = 1024 * 1024;

  /** For a direct upload; a larger zip goes by way of S3. */
  private static final long MAX_UPLOADED_MIB = 50;

  /** For the function and its layers together. */
  private static final long MAX_UNZIPPED_MIB = 250;

  /** From here on a limit is close. */
  private static final int CLOSE_PERCENT = 80;

  private static final int LARGEST = 5;

  public static SizeBudget of(Path zip) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      long unzipped = file.stream().mapToLong(ZipEntry::getSize).sum();
      List<String> largest = file.stream()
          .sorted(Comparator.comparingLong(ZipEntry::getCompressedSize).reversed())
          .limit(LARGEST)
          .map(entry -> entry.getName() + " " + mib(entry.getCompressedSize()))
          .toList();
      return new SizeBudget(Files.size(zip), unzipped, largest);
    }
  }

  /**
   * @throws ProblemException if Lambda cannot take it
   */
  public void check(Path zip) {
    if (unzipped > MAX_UNZIPPED_MIB * MIB) {
      throw new ProblemException(
          "'" + zip + "' unpacks to " + mib(unzipped) + ", Lambda takes " + MAX_UNZIPPED_MIB
              + " MB; the largest in the zip: " + String.join(", ", largest),
          "dependencies and runtime image",
          "see what brings a large jar along: mvn dependency:tree");
    }
  }

  /** What takes the room, if a limit is close. */
  public Optional<String> advice() {
    if (zipped > MAX_UPLOADED_MIB * MIB) {
      return Optional.of("more than 50 MB cannot be uploaded directly, but from S3; the largest: "
          + String.join(", ", largest));
    }
    boolean close = zipped * 100 > MAX_UPLOADED_MIB * MIB * CLOSE_PERCENT
        || unzipped * 100 > MAX_UNZIPPED_MIB * MIB * CLOSE_PERCENT;
    return close ? Optional.of("the largest: " + String.join(", ", largest)) : Optional.empty();
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
