// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.image;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A layer of an image.
 *
 * @param name for reports
 * @param files with their folders, which come first
 */
public record ImageLayer(String name, List<File> files) {

  public ImageLayer {
    files = List.copyOf(files);
  }

  /**
   * A file or a folder.
   *
   * @param source whose content it has
   * @param path in the image, such as {@code /var/task/bootstrap}
   * @param executable whether a user may start it, or look into it
   * @param modified its time, of which a layer has the seconds
   */
  public record File(Path source, String path, boolean executable, Instant modified) {}
}
