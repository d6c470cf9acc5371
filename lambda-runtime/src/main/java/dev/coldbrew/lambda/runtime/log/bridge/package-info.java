/** Connects the function's logging libraries to its log. */
package dev.coldbrew.lambda.runtime.log.bridge;
