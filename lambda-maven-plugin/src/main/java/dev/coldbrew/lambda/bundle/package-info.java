/**
 * What goes into the zip: the checks of the user's classes, the folder {@code target/lambda/task}
 * and its {@code bootstrap}. Depends on {@code jvm}, {@code file}, {@code problem} and
 * Gson.
 */
package dev.coldbrew.lambda.bundle;
