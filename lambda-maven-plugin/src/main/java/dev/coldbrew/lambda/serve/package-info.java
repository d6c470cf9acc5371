/**
 * Functions that are invoked again and again on this machine while their code changes: versions,
 * execution environments, reload, and the events that wait. Knows no HTTP; that is in {@code
 * serve.http}. Depends on {@code emulator}, {@code task}, {@code classpath}, {@code jvm}, {@code zip},
 * {@code file} and {@code problem}.
 */
package dev.coldbrew.lambda.serve;
