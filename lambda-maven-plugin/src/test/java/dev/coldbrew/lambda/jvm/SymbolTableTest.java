// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SymbolTableTest {

  private static final int LOADED = 0x200;
  private static final int SYMBOLS = 3;
  private static final int STRINGS = 4;
  private static final int NAMES = 6;

  /** Sections: none, loaded, a debug link, symbols, strings, a comment, names of sections. */
  private final Library library = new Library();

  @TempDir
  Path folder;

  private static final class Library {

    final ByteBuffer bytes = ByteBuffer.allocate(0x1000).order(ByteOrder.LITTLE_ENDIAN);
    private final int headers = 0x800;

    Library() {
      bytes.putInt(0, 0x464c457f).putShort(4, (short) 0x0102);
      bytes.putLong(0x20, 64).putLong(0x28, headers);
      bytes.putShort(0x36, (short) 56).putShort(0x38, (short) 1);
      bytes.putShort(0x3a, (short) 64).putShort(0x3c, (short) 7).putShort(0x3e, (short) NAMES);
      bytes.putInt(64, 1).putLong(64 + 8, 0).putLong(64 + 32, LOADED); // a segment
      section(1, 1, 2, 0x100, 0x100, 0, "code");
      section(2, 1, 0, LOADED, 10, 0, "libx.debug");
      section(SYMBOLS, 2, 0, 0x210, 0x300, STRINGS, "symbols");
      section(STRINGS, 3, 0, 0x510, 0x200, 0, "strings");
      section(5, 1, 0, 0x711, 7, 0, "comment");
      section(NAMES, 3, 0, 0x720, 5, 0, "names");
    }

    void section(int i, int type, long flags, int offset, int size, int link, String content) {
      int header = headers + i * 64;
      bytes.putInt(header + 4, type).putLong(header + 8, flags);
      bytes.putLong(header + 0x18, offset).putLong(header + 0x20, size);
      bytes.putInt(header + 0x28, link).putLong(header + 0x30, i == 5 ? 1 : 8);
      bytes.put(offset, content.getBytes(StandardCharsets.US_ASCII));
    }

    byte[] file() {
      return Arrays.copyOf(bytes.array(), headers + 7 * 64);
    }
  }

  @Test
  void whatIsLoadedStaysAndTheOtherSectionsMoveUp() {
    byte[] file = library.file();

    byte[] stripped = SymbolTable.without(file);

    assertEquals(0x220 + 7 * 64, stripped.length);
    assertArrayEquals(
        Arrays.copyOfRange(file, 64, LOADED), Arrays.copyOfRange(stripped, 64, LOADED));
    assertEquals("code", content(stripped, 1));
    assertEquals("libx.debug", content(stripped, 2));
    assertEquals("comment", content(stripped, 5));
    assertEquals("names", content(stripped, NAMES));
    assertArrayEquals(new byte[64], header(stripped, SYMBOLS));
    assertArrayEquals(new byte[64], header(stripped, STRINGS));
  }

  @Test
  void whatHasNoneStaysAsItIs() {
    byte[] stripped = SymbolTable.without(library.file());

    assertSame(stripped, SymbolTable.without(stripped));
  }

  @Test
  void anotherKindOfFileStaysAsItIs() {
    for (byte[] file :
        List.of(new byte[0], new byte[100], "#!/bin/sh".getBytes(StandardCharsets.US_ASCII))) {
      assertSame(file, SymbolTable.without(file));
    }
    library.bytes.put(4, (byte) 1); // 32 bits
    assertStays();
  }

  @Test
  void aTableThatIsLoadedStays() {
    library.bytes.putLong(64 + 32, 0x600);
    assertStays();
  }

  @Test
  void aTableWhoseStringsNameTheSectionsStays() {
    library.bytes.putShort(0x3e, (short) STRINGS);
    assertStays();
  }

  @Test
  void aTableThatRelocationsReferToStays() {
    library.section(5, 4, 0, 0x711, 7, SYMBOLS, "comment");
    assertStays();
  }

  @Test
  void aFileThatEndsTooEarlyStaysAsItIs() {
    byte[] file = library.file();
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertSame(cut, SymbolTable.without(cut));
    }
  }

  @Test
  void aSectionBeyondWhatAFileCanHaveStaysAsItIs() {
    library.bytes.putLong(0x800 + 5 * 64 + 0x18, Long.MAX_VALUE / 2);
    assertStays();
  }

  @Test
  void sectionsThatLieInEachOtherStayAsTheyAre() {
    for (int i = 5; i <= NAMES; i++) {
      library.section(i, 1, 0, 0x210, 0x780, 0, "comment");
    }
    assertStays();
  }

  /** Bit by bit: what a file says of itself may be anything. */
  @Test
  void aChangedFileIsStrippedOrStaysAsItIs() {
    byte[] file = library.file();
    for (int bit = 0; bit < file.length * 8; bit++) {
      file[bit / 8] ^= (byte) (1 << bit % 8);
      byte[] result = SymbolTable.without(file);
      assertTrue(result == file || result.length < file.length, "bit " + bit);
      file[bit / 8] ^= (byte) (1 << bit % 8);
    }
  }

  /** Any of the machine's JDKs may come without one, as Debian's do. */
  @Test
  void theJvmItselfIsStillOne() throws Exception {
    Path jvm = Path.of(System.getProperty("java.home"), "lib/server/libjvm.so");
    Path copy = Files.copy(jvm, folder.resolve("libjvm.so"));

    SymbolTable.removeFrom(copy);

    assertTrue(Files.size(copy) <= Files.size(jvm));
    assertEquals(ElfFile.read(jvm), ElfFile.read(copy));
    byte[] stripped = Files.readAllBytes(copy);
    assertSame(stripped, SymbolTable.without(stripped));
  }

  private void assertStays() {
    byte[] file = library.file();
    assertSame(file, SymbolTable.without(file));
  }

  private static byte[] header(byte[] file, int section) {
    int headers = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong(0x28);
    return Arrays.copyOfRange(file, headers + section * 64, headers + (section + 1) * 64);
  }

  private static String content(byte[] file, int section) {
    ByteBuffer header = ByteBuffer.wrap(header(file, section)).order(ByteOrder.LITTLE_ENDIAN);
    int offset = (int) header.getLong(0x18);
    return new String(file, offset, (int) header.getLong(0x20), StandardCharsets.US_ASCII)
        .replaceFirst("\0.*", "");
  }

  @BeforeEach
  void theLibraryIsWhole() {
    assertEquals("code", content(library.file(), 1));
  }
}
