// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jvm;

import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The parts of a JDK that the classes of one jar use.
 *
 * @param modules that they refer to, or otherwise need
 * @param named modules of classes and providers that they name in strings: perhaps to use them,
 * or only to check whether they are there
 * @param languages for which they format, beside American English, such as {@code de}
 * @param localeChooser a class that chooses a locale at run time, for example from an event; null
 * for none
 * @param reflectiveCaller a class that seems to call by reflection one of the JDK's methods that
 *     depend on their caller, such as {@code Class.forName}; null for none
 * @param textDrawer a class that draws text, which needs fonts; null for none
 * @param desktopUser a class that needs more of the module java.desktop than java.beans; null for
 *     none
 */
record JdkUses(
    SortedSet<String> modules,
    SortedSet<String> named,
    SortedSet<String> languages,
    String localeChooser,
    String reflectiveCaller,
    String textDrawer,
    String desktopUser) {

  static JdkUses none() {
    return new JdkUses(new TreeSet<>(), new TreeSet<>(), new TreeSet<>(), null, null, null, null);
  }
}
