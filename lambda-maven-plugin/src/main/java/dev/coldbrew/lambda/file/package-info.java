/** Folders, and what is in them. Depends on nothing. */
package dev.coldbrew.lambda.file;
