// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A copy of this project as it is checked out, without its tests. */
final class Checkout {

  /** Those that are released. */
  static final List<String> MODULES = List.of(
      "lambda-runtime",
      "lambda-maven-plugin",
      "lambda-maven-plugin/deploy",
      "lambda-maven-plugin/image",
      "lambda-archetype");

  private Checkout() {}

  static Path copyTo(Path folder) throws IOException {
    Path checkout = Maven.TARGET.resolve("../..").normalize();
    copy(checkout, folder, "pom.xml");
    copy(checkout, folder, "it/pom.xml");
    for (String module : MODULES) {
      copy(checkout, folder, module + "/pom.xml");
      copy(checkout, folder, module + "/src/main");
      copy(checkout, folder, module + "/src/site");
    }
    return folder;
  }

  private static void copy(Path from, Path to, String path) throws IOException {
    if (!Files.exists(from.resolve(path))) {
      return;
    }
    try (Stream<Path> files = Files.walk(from.resolve(path))) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
        }
      }
    }
  }
}
