/**
 * The HTTP of {@code lambda:serve}, all of it on one port: the Invoke API, function URLs, and who may
 * talk to them.
 */
package dev.coldbrew.lambda.serve.http;
