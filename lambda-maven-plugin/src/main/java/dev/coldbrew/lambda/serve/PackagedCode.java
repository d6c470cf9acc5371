// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import dev.coldbrew.lambda.file.TaskFolder;
import dev.coldbrew.lambda.task.StandInJava;
import dev.coldbrew.lambda.zip.LayerZip;
import dev.coldbrew.lambda.zip.UnpackedZip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;

/**
 * The finished zip, with its own JVM and its startup cache.
 *
 * @param zip may be replaced by a later build
 */
public record PackagedCode(Path zip) implements FunctionCode {

  @Override
  public List<Path> sources() {
    return List.of(zip, LayerZip.beside(zip)); // which need not be there
  }

  /** A zip that is still being written counts as missing. */
  @Override
  public Optional<String> missing() {
    try {
      new ZipFile(zip.toFile()).close();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("no zip at " + zip);
    }
  }

  @Override
  public void stage(Path task) throws IOException {
    UnpackedZip.unpackFunction(zip, task);
    // Its build has left what starts its JVM beside it.
    StandInJava.install(TaskFolder.in(zip.resolveSibling("lambda")).path(), task);
  }
}
