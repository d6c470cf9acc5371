// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The input from which a runtime image is linked.
 *
 * @param modules jlink adds the ones that these require
 * @param languages to which the module jdk.localedata is reduced; empty for all
 * @param beansOnly whether java.desktop is reduced to what java.beans needs
 */
public record ImageContent(
    SortedSet<String> modules, SortedSet<String> languages, boolean beansOnly) {

  static final String LOCALE_DATA = "jdk.localedata";

  public ImageContent(SortedSet<String> modules) {
    this(modules, new TreeSet<>(), false);
  }
}
