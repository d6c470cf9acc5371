/**
 * What all adapters have in common: their base classes, the codec that finds them, types and their
 * arguments, what Jackson accepts, messages, and JSON as it is written.
 */
package dev.coldbrew.lambda.runtime.json.adapter;
