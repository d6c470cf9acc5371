// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.deploy;

import java.util.Optional;

/**
 * A request to deploy one function.
 *
 * @param function its settings after the deployment
 * @param zip its code; empty if the code is an image
 * @param image the URI of the container image with its code; empty if the code is a zip
 * @param layer the zip of the layer with its JVM; empty if it has none
 * @param layerName the name under which the layer is published
 * @param bucket the S3 bucket for zips that are too large for a request; empty for none
 * @param publish whether to publish a version
 * @param alias the alias to point at the published version; empty for none, or for {@link
 *     FunctionSettings#SNAP_START_ALIAS} if only a published version starts from a snapshot
 * @param dryRun whether to report the changes without making them
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

  /** Without a version there is no snapshot, and callers need a name for the latest version. */
  public DeployRequest {
    if (alias.isEmpty() && function.snapStart() && !publish) {
      alias = Optional.of(FunctionSettings.SNAP_START_ALIAS);
    }
  }

  /** Whether a version is published, even if only an alias requires it. */
  public boolean publishes() {
    return publish || alias.isPresent();
  }
}
