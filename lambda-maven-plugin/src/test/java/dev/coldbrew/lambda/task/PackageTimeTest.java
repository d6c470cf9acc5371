// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "CDS, 17.0.15, 1970-01-01T00:00:00Z",
    "CDS, 21.0.8, 1970-01-01T00:00:00Z",
    "AOT, 25.0.3, 1980-01-01T00:00:00Z",
    "CDS, 26.0.1, 1980-01-01T00:00:00Z"
  })
  void jarHasNoTimeInTrainingWhereTheJvmThenLooksAtNone(
      StartupCache cache, String version, Instant expected) throws Exception {
    Path jar = Files.createDirectories(folder.resolve("var/task/lib")).resolve("a.jar");
    Files.createFile(jar);
    Path shared = Files.createDirectories(folder.resolve("opt/coldbrew/lib")).resolve("b.jar");
    Files.createFile(shared);
    Files.writeString(
        Files.createDirectories(folder.resolve("opt/coldbrew/image")).resolve("release"),
        "JAVA_VERSION=\"" + version + "\"\n");

    PackageTime.setForTraining(folder.resolve("var/task"), cache);

    assertEquals(expected, Files.getLastModifiedTime(jar).toInstant());
    assertEquals(expected, Files.getLastModifiedTime(shared).toInstant());
  }
}
