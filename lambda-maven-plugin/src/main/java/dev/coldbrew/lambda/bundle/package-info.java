/**
 * Orchestration: what a function is bundled from, kept as a file, checked and staged. Depends on
 * {@code classpath}, {@code task}, {@code jvm}, {@code process}, {@code file} and Gson.
 */
package dev.coldbrew.lambda.bundle;
