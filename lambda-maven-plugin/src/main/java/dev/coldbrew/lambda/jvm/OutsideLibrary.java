// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import java.nio.file.Path;

/**
 * A shared library that the JVM needs and the JDK leaves to the operating system.
 *
 * @param soname the name under which it is looked for, such as "libz.so.1"
 * @param file that of the JDK's system
 * @param tooNew whether that one needs a newer glibc than the target has; it is no more than
 *     a stand-in then, for machines like this one, and the target's own is used there
 */
public record OutsideLibrary(String soname, Path file, boolean tooNew) {}
