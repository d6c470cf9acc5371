// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.image;

import java.time.Instant;
import java.util.Map;

/**
 * The settings for images, apart from the zips.
 *
 * @param base the base image
 * @param target where they go
 * @param oci whether their manifests are in OCI format instead of Docker's
 * @param name the image's name in a tar, such as {@code hello:1.0}
 * @param handler the function's handler string
 * @param ownJar the file name of the jar with the project's own classes
 * @param labels the labels of the images
 * @param created the creation time in the images' configuration
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
