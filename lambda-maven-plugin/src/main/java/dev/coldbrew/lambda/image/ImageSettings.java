// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.image;

import java.time.Instant;
import java.util.Map;

/**
 * What images are made of, beside the zips.
 *
 * @param base the image that they are based on
 * @param target where they go
 * @param oci whether their manifests are OCI's; else they are Docker's
 * @param name what a tar calls the image, such as {@code hello:1.0}
 * @param handler the function's handler string
 * @param ownJar the file name of the jar with the project's own classes
 * @param labels of the images
 * @param created when they were made, as they say of themselves
 */
public record ImageSettings(
    ImageLocation base,
    ImageLocation target,
    boolean oci,
    String name,
    String handler,
    String ownJar,
    Map<String, String> labels,
    Instant created) {}
