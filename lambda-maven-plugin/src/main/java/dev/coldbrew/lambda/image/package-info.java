/**
 * Container images that are made of a finished zip: what goes into which layer, what a base image has to
 * have, and what came of it. What writes images is in the module {@code lambda-image}. Depends on {@code
 * jvm}, {@code task}, {@code zip}, {@code file}, {@code process} and {@code problem}.
 */
package dev.coldbrew.lambda.image;
