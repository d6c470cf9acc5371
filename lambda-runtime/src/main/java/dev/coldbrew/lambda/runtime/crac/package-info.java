/**
 * What stands behind {@code org.crac} in a function that Lambda restores from a snapshot. The library
 * of that name, which functions bring, keeps no hooks itself: it looks for classes of these names and
 * signatures in a package that the system property {@code org.crac.Core.Compat} names, and registers
 * hooks with them by reflection. So the runtime names no class of the library. Uses no other package.
 *
 * @see <a href="https://javadoc.io/doc/org.crac/crac/latest/index.html">org.crac</a>
 */
package dev.coldbrew.lambda.runtime.crac;
