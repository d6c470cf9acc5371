// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import dev.coldbrew.lambda.file.Digest;
import dev.coldbrew.lambda.file.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * By what a function knows its layer: a digest of all that is in it, in a file of its own, which costs
 * the bootstrap no process to read.
 */
final class LayerId {

  /** In the layer's folder. */
  static final String FILE = "id";

  /** The image's own CDS archive, which training takes away where there is an AOT cache. */
  private static final String DEFAULT_ARCHIVE = "image/lib/server/classes.jsa";

  /** Enough that two layers never have the same by chance. */
  private static final int LENGTH = 16;

  private LayerId() {}

  /** Writes it. */
  static String write(Path layer, StartupCache cache) throws IOException {
    List<String> parts = new ArrayList<>();
    for (Path path : FileTree.paths(layer)) {
      String name = FileTree.nameIn(layer, path);
      if (Files.isRegularFile(path)
          && !(cache == StartupCache.AOT && name.equals(DEFAULT_ARCHIVE))) {
        parts.add(name + " " + Digest.of(path));
      }
    }
    String id = Digest.of(parts.toArray(String[]::new)).substring(0, LENGTH);
    Files.writeString(layer.resolve(FILE), id + "\n");
    return id;
  }
}
