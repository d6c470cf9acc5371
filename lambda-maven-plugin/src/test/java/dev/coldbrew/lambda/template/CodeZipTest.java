// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeZipTest {

  @TempDir
  Path folder;

  @Test
  void zipOf50MbIsLarge() throws IOException {
    assertEquals(false, ofSize(50 * 1024 * 1024 - 1).isLarge());
    assertEquals(true, ofSize(50 * 1024 * 1024).isLarge());
  }

  @Test
  void zipsWithTheSameContentHaveTheSameDigest() throws IOException {
    Path one = Files.writeString(folder.resolve("one.zip"), "same");
    Path other = Files.writeString(folder.resolve("other.zip"), "same");

    assertEquals(CodeZip.of(one).digest(), CodeZip.of(other).digest());
  }

  private CodeZip ofSize(long size) throws IOException {
    Path file = folder.resolve("hello-1.0.zip");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(size);
    }
    return CodeZip.of(file);
  }
}
