// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.zip;

import dev.coldbrew.lambda.file.Permissions;
import dev.coldbrew.lambda.file.WholeFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * What the directory of a zip says of its entries, whatever wrote it on whatever system: one time,
 * {@link dev.coldbrew.lambda.task.PackageTime}, and the modes that Lambda's user needs.
 */
public final class ZipEntries {

  /** 1980-01-01 as the format writes it, where it has no zone: year, month and day; then time. */
  private static final short DOS_DATE = 1 << 5 | 1;

  private static final short DOS_TIME = 0;

  private static final int END = 0x06054b50;
  private static final int END_LENGTH = 22;

  /** What a zip64 archive has in front of its end: where a larger end is. */
  private static final int LOCATOR = 0x07064b50;

  private static final int LOCATOR_LENGTH = 20;
  private static final int END_64 = 0x06064b50;

  /** The extra field of an entry with the numbers for which its own fields are too small. */
  private static final int EXTRA_64 = 1;

  /** In place of a number that is somewhere else. */
  private static final int ELSEWHERE = -1;

  private static final int ENTRY = 0x02014b50;
  private static final int ENTRY_LENGTH = 46;

  /** The system, of the one that wrote an entry, whose modes are in its upper attributes. */
  private static final int UNIX = 3;

  private static final int FOLDER = 0040755;
  private static final int PROGRAM = 0100755;
  private static final int FILE = 0100644;

  private static final int KIND = 0170000;
  private static final int LINK = 0120000;

  /** By which a mode lets the owner of a file start it. */
  private static final int OWNER_EXECUTES = 0100;

  /** Programs that every function may have, in its zip or in its layer's. */
  private static final Set<String> PROGRAMS = Set.of(
      "bootstrap",
      "image/bin/java",
      "image/lib/jspawnhelper",
      "coldbrew/image/bin/java",
      "coldbrew/image/lib/jspawnhelper");

  private final ByteBuffer bytes;
  private final Set<String> programs;

  private ZipEntries(ByteBuffer bytes, Set<String> programs) {
    this.bytes = bytes;
    this.programs = programs;
  }

  /**
   * Sets time and modes. What writes the zip cannot set that time: it adds an extra field then that
   * depends on the time zone of the build, so it writes a time two seconds later. Of a zip from a
   * system without modes, such as Windows, the contents say what is a program.
   */
  public static void settle(Path zip) throws IOException {
    settle(zip, Set.of());
  }

  /**
   * As above, for a zip whose writer knows no modes.
   *
   * @param executable the names of its other programs
   */
  static void settle(Path zip, Set<String> executable) throws IOException {
    byte[] content = Files.readAllBytes(zip);
    Set<String> programs = new HashSet<>(PROGRAMS);
    programs.addAll(executable);
    if (!Permissions.areKept(zip)) {
      addPrograms(content, programs);
    }
    new ZipEntries(ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN), programs).settleIn(zip);
    WholeFile.write(zip, content);
  }

  private static void addPrograms(byte[] content, Set<String> programs) throws IOException {
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(content))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (Permissions.isProgram(in.readNBytes(Permissions.START))) {
          programs.add(entry.getName());
        }
      }
    }
  }

  private void settleIn(Path zip) throws IOException {
    int end = bytes.limit() - END_LENGTH;
    while (end >= 0 && bytes.getInt(end) != END) {
      end--;
    }
    if (end < 0) {
      throw new IOException("'" + zip + "' is not a zip, or not a whole one");
    }
    int entry = bytes.getInt(end + 16);
    int left = unsignedShort(end + 10);
    int locator = end - LOCATOR_LENGTH;
    if (locator >= 0 && bytes.getInt(locator) == LOCATOR) { // as for more than 65,535 entries
      int end64 = toInt(locator + 8, zip);
      require(end64, END_64, zip);
      left = toInt(end64 + 32, zip);
      entry = toInt(end64 + 48, zip);
    }
    for (; left > 0; left--) {
      require(entry, ENTRY, zip);
      setTime(entry + 12);
      setTime(start(entry, zip) + 10); // the same, in front of the content
      int nameLength = unsignedShort(entry + 28);
      setMode(entry, nameLength);
      entry += ENTRY_LENGTH + nameLength + unsignedShort(entry + 30) + unsignedShort(entry + 32);
    }
  }

  /** Where an entry's content begins, with a header that repeats what the directory says. */
  private int start(int entry, Path zip) throws IOException {
    int start = bytes.getInt(entry + 42);
    if (start != ELSEWHERE) {
      return start;
    }
    int field = entry + ENTRY_LENGTH + unsignedShort(entry + 28);
    int end = field + unsignedShort(entry + 30);
    while (field < end && unsignedShort(field) != EXTRA_64) {
      field += 4 + unsignedShort(field + 2);
    }
    if (field >= end) {
      throw unreadable(zip);
    }
    // The start comes after the sizes, of which only those are there that are not in the entry.
    int before = (bytes.getInt(entry + 24) == ELSEWHERE ? Long.BYTES : 0)
        + (bytes.getInt(entry + 20) == ELSEWHERE ? Long.BYTES : 0);
    return toInt(field + 4 + before, zip);
  }

  private int unsignedShort(int position) {
    return Short.toUnsignedInt(bytes.getShort(position));
  }

  /** A position in the file, or a count: the file is in an array. */
  private int toInt(int position, Path zip) throws IOException {
    long value = bytes.getLong(position);
    if (value < 0 || value >= bytes.limit()) {
      throw unreadable(zip);
    }
    return (int) value;
  }

  private void require(int position, int signature, Path zip) throws IOException {
    if (position < 0
        || position > bytes.limit() - ENTRY_LENGTH - END_LENGTH
        || bytes.getInt(position) != signature) {
      throw unreadable(zip);
    }
  }

  private static IOException unreadable(Path zip) {
    return new IOException("the directory of '" + zip + "' cannot be read");
  }

  private void setTime(int position) {
    bytes.putShort(position, DOS_TIME).putShort(position + 2, DOS_DATE);
  }

  private void setMode(int entry, int nameLength) {
    String name =
        new String(bytes.array(), entry + ENTRY_LENGTH, nameLength, StandardCharsets.UTF_8);
    int before = bytes.get(entry + 5) == UNIX ? bytes.getInt(entry + 38) >>> 16 : 0;
    int mode = FILE;
    if ((before & KIND) == LINK) {
      mode = before;
    } else if (name.endsWith("/")) {
      mode = FOLDER;
    } else if (programs.contains(name) || (before & OWNER_EXECUTES) != 0) {
      mode = PROGRAM;
    }
    bytes.put(entry + 5, (byte) UNIX);
    // The lower half has what MS-DOS knows of a file.
    bytes.putInt(entry + 38, mode << 16 | bytes.getInt(entry + 38) & 0xffff);
  }
}
