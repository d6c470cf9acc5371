// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

import dev.coldbrew.lambda.file.Digest;
import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.zip.SizeBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The zip of a function or of its layer.
 *
 * @param file its path
 * @param digest the digest of its content
 * @param isLarge whether Lambda accepts it only from S3
 */
public record CodeZip(String file, String digest, boolean isLarge) {

  public static CodeZip of(Path file) throws IOException {
    return new CodeZip(file.toString(), Digest.of(file), SizeBudget.isForS3(Files.size(file)));
  }

  String seenFrom(Path folder) {
    return FileTree.nameIn(folder, Path.of(file));
  }

  String fileName() {
    return Path.of(file).getFileName().toString();
  }
}
