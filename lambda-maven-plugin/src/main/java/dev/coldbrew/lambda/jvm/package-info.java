/**
 * The JVM that goes into the zip, made with the JDK's own tools: which JDK, which modules (jdeps),
 * the runtime image (jlink), and whether that fits where it will run. Depends on {@code process},
 * {@code file} and {@code problem}.
 */
package dev.coldbrew.lambda.jvm;
