/**
 * The startup cache: recorded by real invocations, and proven on the finished zip. Depends on {@code
 * bundle}, {@code emulator}, {@code file} and {@code problem}.
 */
package dev.coldbrew.lambda.training;
