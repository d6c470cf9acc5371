// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.image;

import dev.coldbrew.lambda.jvm.Architecture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What reads and writes container images. All that can go wrong with a registry is a {@link
 * dev.coldbrew.lambda.problem.ProblemException}.
 */
public interface ImageTool {

  /**
   * Writes a base image as {@code docker save} does, but with compressed layers.
   *
   * @param tar the file
   */
  void fetchBase(ImageLocation base, Architecture architecture, Path tar, ImageAccess access)
      throws IOException;

  /**
   * Writes an image.
   *
   * @param name what a tar calls it
   * @return its digest, such as {@code sha256:...}
   */
  String write(ImagePlan plan, ImageLocation target, String name, ImageAccess access)
      throws IOException;

  /**
   * Writes an index of images that are in the same repository of a registry already.
   *
   * @param digests of the images, by their architecture
   * @return its digest
   */
  String writeIndex(
      ImageLocation target, Map<Architecture, String> digests, boolean oci, ImageAccess access)
      throws IOException;
}
