/**
 * The startup cache: recorded by real invocations, and proven on the finished zip. Depends on {@code
 * task}, {@code zip}, {@code emulator}, {@code process}, {@code file} and {@code problem}.
 */
package dev.coldbrew.lambda.training;
