/**
 * The benchmark: cold start, warm invocations and size of functions, beside AWS's runtime and the
 * least that is possible. Ratios within one run count, not times.
 */
package dev.coldbrew.it.benchmark;
