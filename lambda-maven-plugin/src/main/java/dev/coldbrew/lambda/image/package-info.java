/**
 * Container images made from a finished zip: their layers, the requirements on base images, and the
 * result. The module {@code lambda-image} writes the images. Depends on {@code jvm}, {@code task},
 * {@code zip}, {@code file}, {@code process} and {@code problem}.
 */
package dev.coldbrew.lambda.image;
