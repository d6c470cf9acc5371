// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * A zip of a folder in which every entry has one time, as a packager writes it: byte by byte, since
 * no writer of the JDK writes all of these times.
 */
final class RepackedZip {

  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;

  /** Version 2.0, made on Unix: the upper half of the attributes is a mode. */
  private static final short VERSION = 20;

  private static final short MADE_ON_UNIX = 3 << 8 | VERSION;

  private RepackedZip() {}

  /**
   * @param dosDate year since 1980, month and day; 0 where the packager sets none
   * @param dosTime hours, minutes and half the seconds
   */
  static void write(Path folder, Path zip, int dosDate, int dosTime) throws IOException {
    ByteArrayOutputStream entries = new ByteArrayOutputStream();
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      byte[] name = folder.relativize(file).toString().getBytes(StandardCharsets.UTF_8);
      byte[] content = Files.readAllBytes(file);
      int start = entries.size();
      ByteBuffer about = buffer(26).putShort(VERSION).putShort((short) 0).putShort((short) 0);
      about.putShort((short) dosTime).putShort((short) dosDate).putInt(crc(content));
      about.putInt(content.length).putInt(content.length); // stored, not compressed
      about.putShort((short) name.length).putShort((short) 0);
      entries.writeBytes(buffer(4).putInt(LOCAL).array());
      entries.writeBytes(about.array());
      entries.writeBytes(name);
      entries.writeBytes(content);
      int mode = Files.isExecutable(file) ? 0100755 : 0100644;
      directory.writeBytes(buffer(6).putInt(CENTRAL).putShort(MADE_ON_UNIX).array());
      directory.writeBytes(about.array());
      directory.writeBytes(buffer(14)
          .putShort((short) 0)
          .putInt(0)
          .putInt(mode << 16)
          .putInt(start)
          .array());
      directory.writeBytes(name);
    }
    ByteBuffer end = buffer(22).putInt(END).putInt(0);
    end.putShort((short) files.size()).putShort((short) files.size());
    end.putInt(directory.size()).putInt(entries.size());
    entries.writeBytes(directory.toByteArray());
    entries.writeBytes(end.array());
    Files.write(zip, entries.toByteArray());
  }

  private static int crc(byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    return (int) crc.getValue();
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
