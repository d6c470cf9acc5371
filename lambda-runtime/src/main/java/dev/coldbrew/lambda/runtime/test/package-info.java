/**
 * For users' unit tests: {@link dev.coldbrew.lambda.runtime.test.TestFunction} runs a handler through
 * this runtime, with Lambda's side in memory. It is above all other packages, and no start in Lambda
 * loads a class of it.
 */
package dev.coldbrew.lambda.runtime.test;
