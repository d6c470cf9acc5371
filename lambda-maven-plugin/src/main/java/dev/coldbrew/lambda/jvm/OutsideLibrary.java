// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import java.nio.file.Path;

/**
 * A shared library that the JVM needs and that the operating system provides, not the JDK.
 *
 * @param soname the name that the dynamic linker looks for, such as "libz.so.1"
 * @param file the one on the JDK's system
 * @param tooNew whether that file needs a newer glibc than the target has; the target then uses its
 *     own library, and the file only serves machines like this one
 */
public record OutsideLibrary(String soname, Path file, boolean tooNew) {}
