// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.classpath;

import java.nio.file.Path;

/**
 * A jar that goes into the zip, or the folder of classes that will be one.
 *
 * @param coordinates how messages call it, such as {@code com.google.code.gson:gson:2.15.0}
 * @param fileName its name in {@code lib/}
 */
public record Library(String coordinates, Path file, String fileName) {}
