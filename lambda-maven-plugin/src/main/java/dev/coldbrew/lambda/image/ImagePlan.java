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
 * An image of a function, before it is written. The same plan is always the same image, to its digest.
 *
 * @param base the base image as a tar that {@link ImageTool#fetchBase} has written
 * @param layers on it, from the bottom to the top
 * @param entryPoint the program that starts it; empty for that of the base image
 * @param handler the function's handler string, with which the entry point is started
 * @param labels by name
 * @param created when it was made, as it says of itself
 * @param oci whether its manifest is one of OCI; else it is Docker's. Lambda takes both
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

  /** Of the function alone; those of the base image stay. */
  public Map<String, String> environment() {
    return new TreeMap<>(
        Map.of("LAMBDA_TASK_ROOT", "/var/task", "LAMBDA_RUNTIME_DIR", "/var/runtime"));
  }
}
