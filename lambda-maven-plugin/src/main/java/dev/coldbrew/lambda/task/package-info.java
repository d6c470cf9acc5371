/**
 * The folder {@code target/lambda/task} that becomes {@code /var/task}: its jars, files, fonts and
 * {@code bootstrap}, and the kind of its startup cache. Depends on {@code classpath}, {@code jvm},
 * {@code process}, {@code file}, {@code problem} and Gson.
 */
package dev.coldbrew.lambda.task;
