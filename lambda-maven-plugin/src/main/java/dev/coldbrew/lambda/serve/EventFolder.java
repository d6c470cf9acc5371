// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A project's own events, one {@code .json} file each. They may change at any time, so they are
 * read each time.
 *
 * @param path need not exist
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
   * The content of one of them. A file elsewhere cannot be named.
   *
   * @param name may be null, which is no file's name
   */
  public Optional<byte[]> read(String name) throws IOException {
    return name != null && names().contains(name)
        ? Optional.of(Files.readAllBytes(path.resolve(name)))
        : Optional.empty();
  }
}
