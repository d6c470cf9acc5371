// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.image;

import dev.coldbrew.lambda.jvm.Architecture;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An image of a function, before it is written. Equal plans produce images with the same digest.
 *
 * @param base the base image, as a tar that {@link ImageTool#fetchBase} wrote
 * @param layers the layers on the base image, from the bottom to the top
 * @param entryPoint the entry point; empty for that of the base image
 * @param handler the function's handler string, which is the argument of the entry point
 * @param labels by name
 * @param created the creation time in the image's configuration
 * @param oci whether its manifest is in OCI format instead of Docker's; Lambda accepts both
 */
public record ImagePlan(
    Path base,
    Architecture architecture,
    List<ImageLayer> layers,
    List<String> entryPoint,
    String handler,
    Map<String, String> labels,
    Instant created,
    boolean oci) {

  public ImagePlan {
    layers = List.copyOf(layers);
    entryPoint = List.copyOf(entryPoint);
    labels =
        Collections.unmodifiableMap(new TreeMap<>(labels)); // in one order, as it is in the digest
  }

  /** The function's environment variables, in addition to those of the base image. */
  public Map<String, String> environment() {
    return new TreeMap<>(
        Map.of("LAMBDA_TASK_ROOT", "/var/task", "LAMBDA_RUNTIME_DIR", "/var/runtime"));
  }
}
