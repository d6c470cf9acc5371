// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.maven.execution.MavenSession;

/**
 * What the modules of a build leave for the last of them, each time that a goal runs in all of
 * them: a command may contain a goal twice, or a goal of which a module's pom has other executions.
 *
 * @param <T> a type of the JDK, such as text, because Maven may load this plugin once for each
 *     module
 */
final class SharedList<T> {

  /** By the modules' ids. */
  private final List<Map.Entry<String, T>> left;

  SharedList(List<Map.Entry<String, T>> left) {
    this.left = left;
  }

  /**
   * The list of that name, the same for all modules.
   *
   * @param name of a goal's own
   */
  static <T> SharedList<T> of(MavenSession session, String name) {
    return new SharedList<>(shared(session, name));
  }

  /** For one whose elements are of another kind; whoever uses it synchronizes on it. */
  @SuppressWarnings("unchecked") // each name has its own type
  static <E> List<E> shared(MavenSession session, String name) {
    synchronized (session.getRequest()) { // with -T, Maven may create the data of a request twice
      return (List<E>)
          session.getRequest().getData().computeIfAbsent(name, key -> new ArrayList<>());
    }
  }

  /**
   * Adds what a module leaves. What the modules leave for the first time belongs together, and so on:
   * a goal may run several times in each module.
   *
   * @param all how many modules there are
   * @param earlier gets what other modules have left, before this is added
   * @return what all modules have left, if this was the last one; else an empty list
   */
  List<T> add(String module, T value, int all, Consumer<T> earlier) {
    synchronized (left) {
      long round = left.stream().filter(each -> each.getKey().equals(module)).count();
      List<T> others = leftInRound(round);
      others.forEach(earlier);
      left.add(Map.entry(module, value));
      others.add(value);
      return others.size() < all ? List.of() : others;
    }
  }

  private List<T> leftInRound(long round) {
    Map<String, Long> times = new HashMap<>();
    List<T> found = new ArrayList<>();
    for (Map.Entry<String, T> each : left) {
      if (times.merge(each.getKey(), 1L, Long::sum) == round + 1) {
        found.add(each.getValue());
      }
    }
    return found;
  }
}
