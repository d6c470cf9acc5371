// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.profile;

import dev.coldbrew.lambda.training.Proof.CacheUse.Reason;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What was seen of a function's starts, each from its main method to its first response.
 *
 * @param runs of how many starts; all times are means of these
 * @param event the name of the file that was sent; empty for none
 * @param failure the error that the event ended with, if any
 * @param prime how the function primes: {@code types}, {@code handler} or {@code none}
 * @param tree of all runs together
 * @param outside the classes that did not come from the startup cache, and why
 */
public record Profile(
    int runs,
    Optional<String> event,
    Optional<String> failure,
    String prime,
    Start start,
    CallTree tree,
    Libraries libraries,
    Map<String, Reason> outside) {

  /**
   * When the function got how far, in milliseconds from the start of its process.
   *
   * @param main the beginning of its main method
   * @param init the end of its init phase
   * @param first the end of its first invocation; empty without an event
   */
  record Start(double main, double init, OptionalDouble first) {}

  /**
   * The time of a library or a class initializer, in milliseconds of one start.
   *
   * @param self where the innermost frame is one of its own; for an initializer, what no other one
   *     within it took
   * @param total with all that it calls
   * @param classes that were loaded of it; 0 for the JDK's modules
   * @param outside how many of these did not come from the startup cache
   */
  record Row(String name, double self, double total, int classes, int outside) {}

  /** The longest first. */
  List<Row> byLibrary() {
    return rows(tree.times(frame -> true, Frame::library));
  }

  /** Of classes whose static initializers took time, the longest first. */
  List<Row> byInitializer() {
    return rows(tree.times(Frame::isInitializer, Frame::className));
  }

  private List<Row> rows(Map<String, CallTree.Times> times) {
    return times.entrySet().stream()
        .map(entry -> new Row(
            entry.getKey(),
            millis(entry.getValue().selfNanos()),
            millis(entry.getValue().totalNanos()),
            libraries.classes().getOrDefault(entry.getKey(), 0),
            libraries.outside().getOrDefault(entry.getKey(), 0)))
        .sorted(Comparator.comparingDouble(Row::self).reversed().thenComparing(Row::name))
        .toList();
  }

  /** Of one start. */
  double millis(long nanosOfAllRuns) {
    return nanosOfAllRuns / 1e6 / runs;
  }
}
