/**
 * Runs other programs, bounded in time and with their output kept, and says what a build waits for.
 * Depends on {@code problem}.
 */
package dev.coldbrew.lambda.process;
