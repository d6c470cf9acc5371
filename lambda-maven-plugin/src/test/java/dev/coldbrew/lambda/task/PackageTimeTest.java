// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageTimeTest {

  @TempDir
  Path folder;

  @Test
  void everyFileOfAFolderGetsIt() throws Exception {
    Path file = Files.createDirectories(folder.resolve("a/b")).resolve("c");
    Files.createFile(file);

    PackageTime.set(folder.resolve("a"));

    for (Path path : new Path[] {file, file.getParent(), folder.resolve("a")}) {
      assertEquals(PackageTime.INSTANT, Files.getLastModifiedTime(path).toInstant());
    }
  }
}
