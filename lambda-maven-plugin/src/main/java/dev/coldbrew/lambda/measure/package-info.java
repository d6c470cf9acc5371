/**
 * The cold-start report: the packaged function, with and without its startup cache, and a hello-world
 * JVM take turns. Depends on {@code training}, {@code task}, {@code zip}, {@code emulator},
 * {@code process}, {@code file}, {@code problem} and Gson.
 */
package dev.coldbrew.lambda.measure;
