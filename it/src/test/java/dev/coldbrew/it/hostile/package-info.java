/** A Runtime API that does everything wrong that a peer can do wrong, and counts what comes of it. */
package dev.coldbrew.it.hostile;
