// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import dev.coldbrew.lambda.zip.UnpackedZip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The finished zip, with its own JVM and its startup cache.
 *
 * @param zip which a later build replaces
 */
public record PackagedCode(Path zip) implements FunctionCode {

  @Override
  public List<Path> sources() {
    return List.of(zip);
  }

  @Override
  public void stage(Path task) throws IOException {
    Files.createDirectory(task);
    UnpackedZip.unpack(zip, task);
  }
}
