package dev.coldbrew.lambda.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The list of an image's files with mode, size and SHA-256, kept beside it: what tells a whole
 * image from one that a full disk, a crash or a person has changed.
 */
final class ImageManifest {

  private ImageManifest() {}

  static void write(Path image, Path manifest) throws IOException {
    Files.write(manifest, lines(image));
  }

  /** Whether the image is exactly what the manifest says; a missing one of them is a no. */
  static boolean holds(Path image, Path manifest) throws IOException {
    return Files.isDirectory(image)
        && Files.isRegularFile(manifest)
        && lines(image).equals(Files.readAllLines(manifest));
  }

  private static List<String> lines(Path image) throws IOException {
    var lines = new ArrayList<String>();
    for (var path : FileTree.paths(image)) {
      var mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
      var name = image.relativize(path);
      lines.add(
          Files.isDirectory(path)
              ? "%s %s/".formatted(mode, name)
              : "%s %s %d %s".formatted(mode, name, Files.size(path), Digest.of(path)));
    }
    return lines;
  }
}
