/** Reads settings from environment variables. */
package dev.coldbrew.lambda.runtime.settings;
