// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The archetype, and the files of what it generates. */
final class Archetype {

  private static final String[] GENERATE = {
    Maven.ARCHETYPE_GENERATE,
    "-DarchetypeGroupId=dev.coldbrew",
    "-DarchetypeArtifactId=lambda-archetype",
    "-DarchetypeVersion=" + Maven.COLDBREW_VERSION,
    "-DarchetypeCatalog=local"
  };

  private Archetype() {}

  /** Generates the project {@code hello}, without a warning, and returns its folder. */
  static Path generate(Path folder, String... properties) throws IOException {
    String log = build(folder, properties).run(GENERATE).log();
    assertEquals(
        List.of(), log.lines().filter(line -> line.startsWith("[WARNING]")).toList());
    return folder.resolve("hello");
  }

  /** Expects a refusal, and returns what Maven prints. */
  static String refuse(Path folder, String... properties) throws IOException {
    return build(folder, properties).runAndFail(GENERATE).log();
  }

  private static MavenBuild build(Path folder, String... properties) throws IOException {
    return MavenBuild.in(Files.createDirectories(folder))
        .with("-DartifactId=hello")
        .with(properties);
  }

  static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
