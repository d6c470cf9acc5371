/** The function's log: what it prints and logs, each message one log event. */
package dev.coldbrew.lambda.runtime.log;
