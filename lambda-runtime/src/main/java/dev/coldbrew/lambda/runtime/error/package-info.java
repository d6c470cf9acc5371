/** Error reports for Lambda and X-Ray, stack traces for the log, and hints. */
package dev.coldbrew.lambda.runtime.error;
