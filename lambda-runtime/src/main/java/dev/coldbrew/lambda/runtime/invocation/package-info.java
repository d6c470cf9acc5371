/** An event's path: the loop that fetches it, the handler, its context and its response. */
package dev.coldbrew.lambda.runtime.invocation;
