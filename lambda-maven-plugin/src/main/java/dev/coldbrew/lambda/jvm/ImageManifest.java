// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import dev.coldbrew.lambda.file.Digest;
import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.file.Permissions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The list of an image's files with mode, size and SHA-256, kept beside it. It tells a whole
 * image from one that a full disk, a crash or a person has changed.
 */
final class ImageManifest {

  private ImageManifest() {}

  static void write(Path image, Path manifest) throws IOException {
    Files.writeString(manifest, text(image));
  }

  /** Whether the image is exactly as the manifest says; no if either is missing. */
  static boolean holds(Path image, Path manifest) throws IOException {
    try {
      return Files.isRegularFile(manifest)
          && Arrays.equals(
              Files.readAllBytes(manifest), text(image).getBytes(StandardCharsets.UTF_8));
    } catch (FileSystemException e) {
      return false; // missing or unreadable, or another build is just moving it away
    }
  }

  private static String text(Path image) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path path : FileTree.paths(image)) {
      String mode = Permissions.text(path);
      String name = FileTree.nameIn(image, path);
      if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        lines.add("%s %s/".formatted(mode, name));
      } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        lines.add("%s %s %d %s".formatted(mode, name, Files.size(path), Digest.of(path)));
      } else {
        // Not followed: a link may point to a device that never ends.
        lines.add("%s is neither a file nor a folder".formatted(name));
      }
    }
    return String.join("\n", lines);
  }
}
