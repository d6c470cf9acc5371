// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.image.BuiltImages;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The container image of a function that {@code lambda:image} has pushed into a registry. */
final class PushedImage {

  private PushedImage() {}

  /**
   * Its URI, with its digest.
   *
   * @param report where that goal has noted it
   * @param zip that it was made from; need not be there
   * @param hint the command that pushes it
   */
  static String of(Path report, Path zip, String architecture, String hint) throws IOException {
    Optional<BuiltImages> built = BuiltImages.read(report);
    if (built.isEmpty()) {
      throw problem("no container image of the function was built", hint);
    }
    if (Files.exists(zip)
        && Files.getLastModifiedTime(zip).compareTo(Files.getLastModifiedTime(report)) > 0) {
      throw problem("the container image is older than the zip", hint);
    }
    return built.get().images().stream()
        .filter(image -> image.architecture().equals(architecture))
        .map(BuiltImages.One::image)
        .filter(image -> image.contains("@")) // an image elsewhere has only a digest
        .findFirst()
        .orElseThrow(() -> problem("no container image for " + architecture + " was pushed", hint));
  }

  private static ProblemException problem(String what, String hint) {
    return new ProblemException(
        what, "parameter <deployImage>, property lambda.deploy.image", hint);
  }
}
