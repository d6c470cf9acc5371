/**
 * Handlers as users write them for AWS's managed Java runtime: what {@code conformance.txt} names.
 * Nothing here knows which runtime it runs in.
 */
package dev.coldbrew.it.conformance;
