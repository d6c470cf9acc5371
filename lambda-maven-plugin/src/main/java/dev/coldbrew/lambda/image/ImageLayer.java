// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.image;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A layer of an image.
 *
 * @param name for reports
 * @param files the files, after the folders that contain them
 */
public record ImageLayer(String name, List<File> files) {

  public ImageLayer {
    files = List.copyOf(files);
  }

  /**
   * A file or a folder.
   *
   * @param source the file with the content
   * @param path in the image, such as {@code /var/task/bootstrap}
   * @param executable whether users may execute the file or enter the folder
   * @param modified its modification time, which a layer stores in seconds
   */
  public record File(Path source, String path, boolean executable, Instant modified) {}
}
