/**
 * The user's classes, read and never loaded: the class path, the handler's check, class file
 * versions, and uses that matter for the bootstrap. Depends on {@code jvm}, {@code file},
 * {@code problem} and ASM.
 */
package dev.coldbrew.lambda.classpath;
