// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A project's own events, a {@code .json} file each, as they are at the moment: they may change at any
 * time.
 *
 * @param path need not be there
 */
public record EventFolder(Path path) {

  /** The names of the files, sorted. */
  public List<String> names() throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("[^.].*\\.json"))
          .sorted()
          .toList();
    }
  }

  /**
   * The content of one of them. Nothing that is elsewhere has a name here.
   *
   * @param name may be null, which no file has
   */
  public Optional<byte[]> read(String name) throws IOException {
    return name != null && names().contains(name)
        ? Optional.of(Files.readAllBytes(path.resolve(name)))
        : Optional.empty();
  }
}
