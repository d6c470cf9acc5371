/**
 * Archives of JDKs from the Adoptium API: what there is, one of them as a file that is proven to be the
 * published one, and as a folder that is there whole or not at all. It knows nothing of Maven and of
 * the JDK in the archive.
 */
package dev.coldbrew.lambda.download;
