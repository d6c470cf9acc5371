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
 * The result of building images, stored for tools that deploy them.
 *
 * @param target where they were written, as the user named it
 * @param digest the digest of the image, or of the index if there are several images
 * @param images one image per architecture
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
   * @param image the image URI for Lambda, such as {@code host/hello@sha256:...}; if the image is
   *     not in a registry, only its digest
   */
  public record One(String architecture, String image) {}

  public void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    WholeFile.write(file, GSON.toJson(this) + "\n");
  }

  /** Reads the file; empty if it does not exist. */
  public static Optional<BuiltImages> read(Path file) throws IOException {
    return Files.isRegularFile(file)
        ? Optional.of(GSON.fromJson(Files.readString(file), BuiltImages.class))
        : Optional.empty();
  }
}
