// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a runtime image is linked from.
 *
 * @param modules jlink adds those that they require
 * @param languages that the module jdk.localedata is cut down to; empty for all that it has
 * @param beansOnly whether java.desktop is cut down to what java.beans needs
 */
public record ImageContent(
    SortedSet<String> modules, SortedSet<String> languages, boolean beansOnly) {

  static final String LOCALE_DATA = "jdk.localedata";

  public ImageContent(SortedSet<String> modules) {
    this(modules, new TreeSet<>(), false);
  }
}
