// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.deploy;

import java.util.Optional;

/**
 * A deployment of one function.
 *
 * @param function as it is to be
 * @param zip its code; empty if that is an image
 * @param image the URI of the container image that is its code; empty if that is a zip
 * @param layer the zip of the layer with its JVM; empty if it has none
 * @param layerName under which that is published
 * @param bucket of S3, for zips that are too large for a request; empty for none
 * @param publish whether a version is published
 * @param alias that is moved to the published version; empty for none
 * @param dryRun whether to say what would be changed, and change nothing
 */
public record DeployRequest(
    FunctionSettings function,
    Optional<CodeFile> zip,
    Optional<String> image,
    Optional<CodeFile> layer,
    String layerName,
    Optional<String> bucket,
    boolean publish,
    Optional<String> alias,
    boolean dryRun) {

  /** Whether a version is published, be it for an alias alone. */
  public boolean publishes() {
    return publish || alias.isPresent();
  }
}
