/**
 * Archives of JDKs from the Adoptium API: lists them, downloads one and verifies its checksum, and
 * unpacks it into a folder that appears whole or not at all. It knows nothing of Maven, or of the
 * JDK in the archive.
 */
package dev.coldbrew.lambda.download;
