/**
 * The service's side of Lambda on this machine: the Runtime API on loopback, and the process of one
 * function, so that a staged {@code bootstrap} runs as it will in AWS. It follows AWS's documents
 * and shares no code with {@code lambda-runtime}, so that a misreading cannot hide in both. Depends on
 * {@code process}, {@code file}, {@code problem} and Gson.
 */
package dev.coldbrew.lambda.emulator;
