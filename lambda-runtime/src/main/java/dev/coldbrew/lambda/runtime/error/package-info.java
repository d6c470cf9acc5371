/** What Lambda, X-Ray and the log are told about an error. */
package dev.coldbrew.lambda.runtime.error;
