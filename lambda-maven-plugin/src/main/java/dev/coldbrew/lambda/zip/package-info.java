/**
 * The finished zip: its sizes against Lambda's limits, the time and modes of its entries, and how
 * it is unpacked. Depends on {@code task}, {@code file} and {@code problem}.
 */
package dev.coldbrew.lambda.zip;
