/** What the function's environment and {@code bootstrap} set. */
package dev.coldbrew.lambda.runtime.settings;
