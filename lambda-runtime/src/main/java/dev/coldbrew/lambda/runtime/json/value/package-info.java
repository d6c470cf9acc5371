/** Adapters of the JDK's types: scalars, dates and times, text, containers. */
package dev.coldbrew.lambda.runtime.json.value;
