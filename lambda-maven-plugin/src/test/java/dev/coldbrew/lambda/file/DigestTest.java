// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestTest {

  /** SHA-256 of "abc" (FIPS 180-2, appendix B.1). */
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir
  Path folder;

  @Test
  void digestOfAFileIsSha256() throws IOException {
    assertEquals(OF_ABC, Digest.of(Files.writeString(folder.resolve("abc"), "abc")));
  }

  @Test
  void fileLargerThanTheBufferIsReadToItsEnd() throws IOException {
    byte[] content = new byte[200_000];
    Path one = Files.write(folder.resolve("one"), content);
    content[199_999] = 1;
    Path other = Files.write(folder.resolve("other"), content);

    assertNotEquals(Digest.of(one), Digest.of(other));
  }

  @Test
  void textsAreKeptApart() {
    assertNotEquals(Digest.of("ab", "c"), Digest.of("a", "bc"));
    assertNotEquals(Digest.of("a"), Digest.of("a", ""));
    assertEquals(Digest.of("a", "b"), Digest.of("a", "b"));
  }
}
