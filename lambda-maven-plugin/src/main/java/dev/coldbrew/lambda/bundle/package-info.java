/**
 * What goes into the zip: the checks of the user's classes, the folder {@code target/lambda/task}
 * and its {@code bootstrap}. Uses {@code file} and {@code problem}, and knows neither Maven nor the
 * JDK that is bundled.
 */
package dev.coldbrew.lambda.bundle;
