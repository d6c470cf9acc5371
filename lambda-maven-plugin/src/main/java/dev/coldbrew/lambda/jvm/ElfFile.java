// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The requirements of a Linux program or shared library on the machine that starts it, read from
 * its dynamic section as the dynamic linker does (System V ABI, chapters 4 and 5; symbol versions:
 * Linux Standard Base, chapter 10.7). 64-bit little-endian files only: x86_64 and aarch64.
 *
 * @param machine "x86_64", "aarch64", or the number of another
 * @param needed the sonames of the libraries it is linked with (DT_NEEDED)
 * @param glibc the newest version of glibc that one of its symbols needs, if any
 * @param ownGlibc the newest version of glibc whose symbols it defines: that of glibc itself
 */
record ElfFile(
    String machine, List<String> needed, Optional<Version> glibc, Optional<Version> ownGlibc) {

  /** How many bytes of a file {@link #machineOf} needs. */
  static final int START = 0x14;

  private static final int MAGIC = 0x464c457f;
  private static final int CLASS_64_LITTLE_ENDIAN = 0x0102;
  private static final int PT_LOAD = 1;
  private static final int PT_DYNAMIC = 2;
  private static final int DT_NEEDED = 1;
  private static final int DT_STRTAB = 5;
  private static final int DT_VERDEF = 0x6ffffffc;
  private static final int DT_VERDEFNUM = 0x6ffffffd;
  private static final int DT_VERNEED = 0x6ffffffe;
  private static final int DT_VERNEEDNUM = 0x6fffffff;
  private static final String GLIBC = "GLIBC_";

  ElfFile {
    needed = List.copyOf(needed);
  }

  /** Empty for a file of any other kind. */
  static Optional<ElfFile> read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return read(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()), file.toString());
    }
  }

  /**
   * The same of a file in memory.
   *
   * @param name the file's name, for messages
   */
  static Optional<ElfFile> read(ByteBuffer content, String name) throws IOException {
    ByteBuffer bytes = content.order(ByteOrder.LITTLE_ENDIAN);
    try {
      if (bytes.limit() < 64
          || bytes.getInt(0) != MAGIC
          || bytes.getShort(4) != CLASS_64_LITTLE_ENDIAN) {
        return Optional.empty();
      }
      return Optional.of(new Reader(bytes).read());
    } catch (IndexOutOfBoundsException | BufferUnderflowException e) {
      throw new IOException("'" + name + "' is damaged: an ELF file that ends too early", e);
    }
  }

  /**
   * The machine of a file that begins with these bytes; empty for a file of any other kind.
   *
   * @param start at least {@link #START} bytes, if the file has as many
   */
  static Optional<String> machineOf(byte[] start) {
    if (start.length < START) {
      return Optional.empty();
    }
    ByteBuffer bytes = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
    return bytes.getInt(0) == MAGIC && bytes.getShort(4) == CLASS_64_LITTLE_ENDIAN
        ? Optional.of(machine(bytes.getShort(0x12)))
        : Optional.empty();
  }

  /** Walks program headers, dynamic section and version needs; addresses become file offsets. */
  private static final class Reader {

    private final ByteBuffer bytes;
    private final List<Segment> segments = new ArrayList<>();

    private record Segment(long offset, long address, long size) {}

    Reader(ByteBuffer bytes) {
      this.bytes = bytes;
    }

    ElfFile read() {
      int dynamic = -1;
      int header = (int) bytes.getLong(0x20);
      for (int i = 0; i < bytes.getShort(0x38); i++, header += bytes.getShort(0x36)) {
        ElfFile.Reader.Segment segment = new Segment(
            bytes.getLong(header + 8), bytes.getLong(header + 16), bytes.getLong(header + 32));
        switch (bytes.getInt(header)) {
          case PT_LOAD -> segments.add(segment);
          case PT_DYNAMIC -> dynamic = (int) segment.offset;
          default -> {}
        }
      }
      String machine = machine(bytes.getShort(0x12));
      return dynamic < 0
          ? new ElfFile(machine, List.of(), Optional.empty(), Optional.empty())
          : dynamic(machine, dynamic);
    }

    private ElfFile dynamic(String machine, int section) {
      List<Long> needed = new ArrayList<>();
      long strings = 0;
      long versionNeeds = 0;
      long versionNeedCount = 0;
      long definitions = 0;
      long definitionCount = 0;
      for (int entry = section; bytes.getLong(entry) != 0; entry += 16) {
        long value = bytes.getLong(entry + 8);
        switch ((int) bytes.getLong(entry)) {
          case DT_NEEDED -> needed.add(value);
          case DT_STRTAB -> strings = value;
          case DT_VERNEED -> versionNeeds = value;
          case DT_VERNEEDNUM -> versionNeedCount = value;
          case DT_VERDEF -> definitions = value;
          case DT_VERDEFNUM -> definitionCount = value;
          default -> {}
        }
      }
      int names = offset(strings);
      Optional<Version> glibc = Optional.empty();
      int need = versionNeedCount == 0 ? 0 : offset(versionNeeds);
      for (int i = 0; i < versionNeedCount; i++, need += bytes.getInt(need + 12)) {
        int version = need + bytes.getInt(need + 8);
        for (int j = 0; j < bytes.getShort(need + 2); j++, version += bytes.getInt(version + 12)) {
          glibc = newer(glibc, glibcVersion(string(names + bytes.getInt(version + 8))));
        }
      }
      Optional<Version> own = Optional.empty();
      int definition = definitionCount == 0 ? 0 : offset(definitions);
      for (int i = 0; i < definitionCount; i++, definition += bytes.getInt(definition + 16)) {
        int name = bytes.getInt(definition + bytes.getInt(definition + 12));
        own = newer(own, glibcVersion(string(names + name)));
      }
      return new ElfFile(
          machine,
          needed.stream().map(name -> string(names + name.intValue())).toList(),
          glibc,
          own);
    }

    private int offset(long address) {
      for (ElfFile.Reader.Segment segment : segments) {
        if (address >= segment.address && address < segment.address + segment.size) {
          return (int) (address - segment.address + segment.offset);
        }
      }
      throw new IndexOutOfBoundsException("no segment holds address " + address);
    }

    private String string(int start) {
      int end = start;
      while (bytes.get(end) != 0) {
        end++;
      }
      byte[] name = new byte[end - start];
      bytes.get(start, name);
      return new String(name, StandardCharsets.UTF_8);
    }
  }

  private static String machine(short number) {
    return switch (number) {
      case 62 -> "x86_64";
      case 183 -> "aarch64";
      default -> "machine " + number;
    };
  }

  /** "GLIBC_2.34" is a version; "GLIBC_PRIVATE" has no number, and "GLIBCXX_3.4" is libstdc++'s. */
  private static Optional<Version> glibcVersion(String symbolVersion) {
    if (symbolVersion.equals("GLIBC_ABI_DT_RELR")) {
      return Optional.of(Version.parse("2.36")); // the first that loads packed relocations
    }
    return symbolVersion.startsWith(GLIBC)
            && Character.isDigit(symbolVersion.charAt(GLIBC.length()))
        ? Optional.of(Version.parse(symbolVersion.substring(GLIBC.length())))
        : Optional.empty();
  }

  /** Versions compare as numbers: 2.4 is older than 2.17. */
  static Optional<Version> newer(Optional<Version> one, Optional<Version> other) {
    return one.isEmpty() || other.isPresent() && one.get().compareTo(other.get()) < 0 ? other : one;
  }
}
