/**
 * The JVM that goes into the zip, built with the JDK's own tools: which JDK, which modules (jdeps),
 * the runtime image (jlink), and whether that can run on the target. Depends on {@code process},
 * {@code file} and {@code problem}.
 */
package dev.coldbrew.lambda.jvm;
