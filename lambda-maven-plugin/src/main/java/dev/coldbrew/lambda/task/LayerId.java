// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.task;

import dev.coldbrew.lambda.file.Digest;
import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.file.TaskFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a function knows its layer by: a digest of everything else in it, in a file of its own, which
 * the bootstrap reads without starting a process.
 */
public final class LayerId {

  /** In the layer's folder. */
  static final String FILE = "id";

  /** Long enough that no two layers have the same by chance. */
  private static final int LENGTH = 16;

  private LayerId() {}

  /** That of a staged function's layer; empty if it has no layer. */
  public static Optional<String> of(TaskFolder task) throws IOException {
    return task.hasLayer()
        ? Optional.of(Files.readString(task.layer().resolve(FILE)).strip())
        : Optional.empty();
  }

  /** Writes it into a layer's folder. */
  static String write(Path layer) throws IOException {
    List<String> parts = new ArrayList<>();
    for (Path path : FileTree.paths(layer)) {
      String name = FileTree.nameIn(layer, path);
      if (Files.isRegularFile(path) && !name.equals(FILE)) {
        parts.add(name + " " + Digest.of(path));
      }
    }
    String id = Digest.of(parts.toArray(String[]::new)).substring(0, LENGTH);
    Files.writeString(layer.resolve(FILE), id + "\n");
    return id;
  }

  /** Writes it again for a staged function whose layer has changed, and into the bootstrap. */
  public static void update(TaskFolder task) throws IOException {
    Optional<String> before = of(task);
    if (before.isPresent()) {
      BootstrapScript.replaceLayer(task.bootstrap(), before.get(), write(task.layer()));
    }
  }
}
