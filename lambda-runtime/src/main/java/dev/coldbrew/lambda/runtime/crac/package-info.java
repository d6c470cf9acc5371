/**
 * The implementation behind {@code org.crac} in a function that Lambda restores from a snapshot.
 * The library {@code org.crac}, which is a dependency of the function, keeps no hooks itself. It
 * looks for classes with these names and signatures in the package that the system property {@code
 * org.crac.Core.Compat} names, and registers hooks with them by reflection. The runtime therefore
 * refers to no class of the library. Uses no other package.
 *
 * @see <a href="https://javadoc.io/doc/org.crac/crac/latest/index.html">org.crac</a>
 */
package dev.coldbrew.lambda.runtime.crac;
