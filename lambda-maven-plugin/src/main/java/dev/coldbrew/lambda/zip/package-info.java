/**
 * The finished zip and the one of its layer: sizes against Lambda's limits, the time and modes of their
 * entries, and how they are unpacked. Depends on {@code task}, {@code file} and {@code problem}.
 */
package dev.coldbrew.lambda.zip;
