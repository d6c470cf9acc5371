/** Runs other programs, bounded in time and with their output kept. Depends on {@code problem}. */
package dev.coldbrew.lambda.process;
