// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.image;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.coldbrew.lambda.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What came of a build of images, kept for who deploys them.
 *
 * @param target where they went, as the user has named it
 * @param digest of the image; or of the index, if there are several
 * @param images one for each architecture
 */
public record BuiltImages(String target, String digest, List<One> images) {

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  public BuiltImages {
    images = List.copyOf(images);
  }

  /**
   * An image of a function.
   *
   * @param architecture {@code x86_64} or {@code arm64}
   * @param image by which Lambda finds it, such as {@code host/hello@sha256:...}; elsewhere than in a
   *     registry, its digest alone
   */
  public record One(String architecture, String image) {}

  public void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    WholeFile.write(file, GSON.toJson(this) + "\n");
  }

  /** Empty if there is no such file. */
  public static Optional<BuiltImages> read(Path file) throws IOException {
    return Files.isRegularFile(file)
        ? Optional.of(GSON.fromJson(Files.readString(file), BuiltImages.class))
        : Optional.empty();
  }
}
