// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestTest {

  /** As {@code printf abc | sha256sum} prints it; FIPS 180-4 has it as an example. */
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir
  Path folder;

  @Test
  void digestOfAFileIsThatOfItsBytes() throws Exception {
    assertEquals(OF_ABC, Digest.of(Files.writeString(folder.resolve("file"), "abc")));
  }

  @Test
  void fileMayBeLongerThanTheBuffer() throws Exception {
    Path file = Files.write(folder.resolve("file"), new byte[1_000_000]); // zeros

    assertEquals(
        "d29751f2649b32ff572b5e0a9f541ea660a50f94ff0beedfb0b692b924cc8025", Digest.of(file));
  }

  @Test
  void textsAreNotRunTogether() {
    assertEquals(Digest.of("ab", "c"), Digest.of("ab", "c"));
    assertNotEquals(Digest.of("ab", "c"), Digest.of("a", "bc"));
    assertNotEquals(Digest.of("ab", "c"), Digest.of("abc"));
    assertNotEquals(Digest.of("ab", "c"), Digest.of("c", "ab"));
    assertNotEquals(Digest.of(), Digest.of(""));
  }
}
