// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.profile;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was seen to help with a known cost. To add one, add a line to {@link #ALL}: with a
 * measurement, never by guess.
 *
 * @param className of the frames that take the time; a prefix, with dots
 * @param text what to do, and what it gained
 */
record Hint(String className, String text) {

  /** In milliseconds; less is not worth a change. */
  private static final double SHORTEST = 3;

  private static final List<Hint> ALL = List.of();

  /** Those that apply to a function. */
  static List<String> of(Profile profile) {
    return ALL.stream().flatMap(hint -> hint.lines(profile).stream()).toList();
  }

  private List<String> lines(Profile profile) {
    Map<String, CallTree.Times> times =
        profile.tree().times(frame -> frame.className().startsWith(className), frame -> className);
    double total =
        times.containsKey(className) ? profile.millis(times.get(className).totalNanos()) : 0;
    return total < SHORTEST
        ? List.of()
        : List.of(String.format(Locale.ROOT, "%s takes %.0f ms: %s", className, total, text));
  }
}
