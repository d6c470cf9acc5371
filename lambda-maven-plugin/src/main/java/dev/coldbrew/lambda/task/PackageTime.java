// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import dev.coldbrew.lambda.file.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The time of every file in the deployment package. A startup cache is good for jars of one size and
 * one time only, so the files have at training what Lambda will give them: 1980-01-01 00:00:00, the
 * earliest that a zip can say, which is also what SAM and CDK set when they zip again (lambda-builders
 * issue 924).
 */
public final class PackageTime {

  public static final Instant INSTANT = Instant.parse("1980-01-01T00:00:00Z");

  /** The same as the zip format writes it, where it has no zone: year, month and day; then time. */
  private static final short DOS_DATE = 1 << 5 | 1;

  private static final short DOS_TIME = 0;

  private static final int END = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int ENTRY = 0x02014b50;
  private static final int ENTRY_LENGTH = 46;

  private PackageTime() {}

  /** Gives it to a folder and all that is in it. */
  public static void set(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.toList();
    }
    for (Path file : files) {
      Files.setLastModifiedTime(file, FileTime.from(INSTANT));
    }
  }

  /**
   * Gives it to all entries of a zip. What writes the zip cannot: with that time it adds an extra
   * field that depends on the time zone of the build, so it writes a time two seconds later.
   */
  public static void setInZip(Path zip) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(zip)).order(ByteOrder.LITTLE_ENDIAN);
    int end = bytes.limit() - END_LENGTH;
    while (end >= 0 && bytes.getInt(end) != END) {
      end--;
    }
    if (end < 0) {
      throw new IOException("'" + zip + "' is not a zip, or not a whole one");
    }
    int entry = bytes.getInt(end + 16);
    for (int left = Short.toUnsignedInt(bytes.getShort(end + 10)); left > 0; left--) {
      if (bytes.getInt(entry) != ENTRY) {
        throw new IOException("the directory of '" + zip + "' cannot be read");
      }
      set(bytes, entry + 12);
      set(bytes, bytes.getInt(entry + 42) + 10); // the same, in front of the content
      entry += ENTRY_LENGTH
          + Short.toUnsignedInt(bytes.getShort(entry + 28))
          + Short.toUnsignedInt(bytes.getShort(entry + 30))
          + Short.toUnsignedInt(bytes.getShort(entry + 32));
    }
    WholeFile.write(zip, bytes.array());
  }

  private static void set(ByteBuffer bytes, int position) {
    bytes.putShort(position, DOS_TIME).putShort(position + 2, DOS_DATE);
  }
}
