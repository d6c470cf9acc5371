// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import java.io.IOException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The symbol table of a shared library ({@code .symtab} and its {@code .strtab}), a sixth of {@code
 * libjvm.so}. No program needs it to run: the dynamic linker has its own ({@code .dynsym}). It
 * gives the native frames of a crash report names.
 *
 * <p>jlink's {@code --strip-native-debug-symbols} and {@code --strip-debug} start the machine's
 * {@code objcopy}, and fail if there is none, or if it does not support the JDK's architecture.
 * Here, sections keep their numbers, because other sections refer to them; removed ones become
 * inactive.
 *
 * @see <a href="https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.sheader.html">System V ABI,
 *     Sections</a>
 */
final class SymbolTable {

  private static final int MAGIC = 0x464c457f;
  private static final short CLASS_64_LITTLE_ENDIAN = 0x0102;
  private static final int SECTION_HEADER_SIZE = 64;
  private static final int SHT_NULL = 0;
  private static final int SHT_SYMTAB = 2;
  private static final int SHT_STRTAB = 3;
  private static final int SHT_NOBITS = 8;
  private static final long SHF_ALLOC = 2;

  private final byte[] file;
  private final ByteBuffer bytes;
  private final List<Section> sections = new ArrayList<>();

  private record Section(int type, long flags, long offset, long size, int link, long alignment) {

    boolean isLoaded() {
      return (flags & SHF_ALLOC) != 0;
    }

    /** The end of its content in the file. */
    long end() {
      return type == SHT_NOBITS || type == SHT_NULL ? 0 : offset + size;
    }
  }

  private SymbolTable(byte[] file) {
    this.file = file;
    this.bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Removes the table. Leaves a file unchanged if it has none, is of another kind, or has an
   * unusual layout.
   */
  static void removeFrom(Path file) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    byte[] stripped = without(whole);
    if (stripped != whole) {
      Files.delete(file); // jlink makes some read-only
      Files.write(file, stripped);
    }
  }

  /** The content of a file without its table; the same array if nothing was removed. */
  static byte[] without(byte[] file) {
    try {
      byte[] stripped = new SymbolTable(file).strip();
      return stripped.length < file.length ? stripped : file;
    } catch (IndexOutOfBoundsException
        | BufferOverflowException
        | IllegalArgumentException
        | ArithmeticException e) {
      return file; // its headers point outside the file
    }
  }

  private byte[] strip() {
    if (file.length < 64
        || bytes.getInt(0) != MAGIC
        || bytes.getShort(4) != CLASS_64_LITTLE_ENDIAN
        || bytes.getShort(0x3a) != SECTION_HEADER_SIZE) {
      return file;
    }
    int headers = Math.toIntExact(bytes.getLong(0x28));
    int names = bytes.getShort(0x3e);
    for (int i = 0; i < bytes.getShort(0x3c); i++) {
      int header = headers + i * SECTION_HEADER_SIZE;
      sections.add(new Section(
          bytes.getInt(header + 4),
          bytes.getLong(header + 8),
          bytes.getLong(header + 0x18),
          bytes.getLong(header + 0x20),
          bytes.getInt(header + 0x28),
          bytes.getLong(header + 0x30)));
    }
    int symbols = indexOf(SHT_SYMTAB);
    int strings = symbols < 0 ? -1 : sections.get(symbols).link();
    long loaded = endOfLoaded();
    if (symbols < 0
        || strings == names
        || sections.get(strings).type() != SHT_STRTAB
        || sections.get(symbols).offset() < loaded
        || sections.get(strings).offset() < loaded
        || headers < loaded
        || isReferredTo(symbols, strings)) {
      return file;
    }
    return write(Math.toIntExact(loaded), headers, symbols, strings);
  }

  private int indexOf(int type) {
    for (int i = 0; i < sections.size(); i++) {
      if (sections.get(i).type() == type) {
        return i;
      }
    }
    return -1;
  }

  /** The offset after which nothing is mapped into memory. */
  private long endOfLoaded() {
    long end = 64;
    int header = Math.toIntExact(bytes.getLong(0x20));
    for (int i = 0; i < bytes.getShort(0x38); i++, header += bytes.getShort(0x36)) {
      end = Math.max(end, bytes.getLong(header + 8) + bytes.getLong(header + 32));
    }
    end = Math.max(end, header);
    for (Section section : sections) {
      if (section.isLoaded()) {
        end = Math.max(end, section.end());
      }
    }
    return end;
  }

  /**
   * Whether another section than these two refers to them, such as the relocations of an object
   * file.
   */
  private boolean isReferredTo(int symbols, int strings) {
    for (int i = 0; i < sections.size(); i++) {
      int link = sections.get(i).link();
      if (i != symbols && link != 0 && (link == symbols || link == strings)) {
        return true;
      }
    }
    return false;
  }

  /** Sections that are loaded stay where they are; the others move up, followed by the headers. */
  private byte[] write(int loaded, int headers, int symbols, int strings) {
    byte[] result = new byte[file.length + sections.size() * 16 + SECTION_HEADER_SIZE];
    ByteBuffer out = ByteBuffer.wrap(result).order(ByteOrder.LITTLE_ENDIAN);
    out.put(file, 0, loaded);
    long[] offsets = new long[sections.size()];
    for (int i = 0; i < sections.size(); i++) {
      Section section = sections.get(i);
      offsets[i] = section.offset();
      if (i != symbols && i != strings && section.end() > loaded) {
        align(out, section.alignment());
        offsets[i] = out.position();
        out.put(file, Math.toIntExact(section.offset()), Math.toIntExact(section.size()));
      }
    }
    align(out, 8);
    int newHeaders = out.position();
    out.put(file, headers, sections.size() * SECTION_HEADER_SIZE);
    for (int i = 0; i < sections.size(); i++) {
      int header = newHeaders + i * SECTION_HEADER_SIZE;
      out.putLong(header + 0x18, offsets[i]);
      if (i == symbols || i == strings) {
        out.put(header, new byte[SECTION_HEADER_SIZE]);
      }
    }
    out.putLong(0x28, newHeaders);
    return Arrays.copyOf(result, out.position());
  }

  private static void align(ByteBuffer out, long alignment) {
    int to = Math.toIntExact(Math.max(1, alignment));
    out.position((out.position() + to - 1) / to * to);
  }
}
