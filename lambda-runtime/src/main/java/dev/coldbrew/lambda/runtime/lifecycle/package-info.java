/** What happens around invocations: shutdown, timeouts, snapshots, and the end of a broken JVM. */
package dev.coldbrew.lambda.runtime.lifecycle;
