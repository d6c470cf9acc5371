// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.image;

import dev.coldbrew.lambda.jvm.Architecture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Reads and writes container images. Every failure of a registry becomes a {@link
 * dev.coldbrew.lambda.problem.ProblemException}.
 */
public interface ImageTool {

  /**
   * Pulls a base image into a tar in the format of {@code docker save}, but with compressed layers.
   *
   * @param tar the file to write
   */
  void fetchBase(ImageLocation base, Architecture architecture, Path tar, ImageAccess access)
      throws IOException;

  /**
   * Writes an image.
   *
   * @param name the image's name in a tar
   * @return its digest, such as {@code sha256:...}
   */
  String write(ImagePlan plan, ImageLocation target, String name, ImageAccess access)
      throws IOException;

  /**
   * Writes an index of images that are already in the same repository of a registry.
   *
   * @param digests the digests of the images, by architecture
   * @return its digest
   */
  String writeIndex(
      ImageLocation target, Map<Architecture, String> digests, boolean oci, ImageAccess access)
      throws IOException;
}
