/** Lambda's Runtime API over our own HTTP connection. */
package dev.coldbrew.lambda.runtime.api;
