// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Sampled stacks, those that begin alike as one: what calls what, and how long each took. */
final class CallTree {

  /** Where the runtime waits for an event: none of the function's time. */
  private static final String WAITS = "dev.coldbrew.lambda.runtime.api.RuntimeApi.next";

  private final Frame frame;
  private final Map<Frame, CallTree> children = new LinkedHashMap<>();
  private long selfNanos;

  private CallTree(Frame frame) {
    this.frame = frame;
  }

  /** One without any stack. */
  static CallTree empty() {
    return new CallTree(null);
  }

  /**
   * Adds a stack, from the main class on; unless it waits for an event.
   *
   * @param line as {@link Sampler} writes it
   */
  void add(String line, Libraries libraries) {
    if (line.contains(WAITS + ";") || line.endsWith(WAITS)) {
      return;
    }
    int tab = line.indexOf('\t');
    CallTree node = this;
    for (Frame next : frames(line.substring(tab + 1), libraries)) {
      node = node.children.computeIfAbsent(next, CallTree::new);
    }
    node.selfNanos += Long.parseLong(line.substring(0, tab));
  }

  private static List<Frame> frames(String stack, Libraries libraries) {
    List<Frame> frames = new ArrayList<>();
    boolean ofFunction = false;
    for (String text : stack.split(";")) {
      // Before it, the sampler itself starts it by reflection.
      ofFunction |= text.endsWith("LambdaMain.main");
      if (ofFunction && !text.isEmpty()) {
        frames.add(Frame.parse(text, libraries));
      }
    }
    return frames;
  }

  Frame frame() {
    return frame;
  }

  /** The longest first. */
  List<CallTree> children() {
    return children.values().stream()
        .sorted((a, b) -> Long.compare(b.totalNanos(), a.totalNanos()))
        .toList();
  }

  long selfNanos() {
    return selfNanos;
  }

  long totalNanos() {
    return selfNanos
        + children.values().stream().mapToLong(CallTree::totalNanos).sum();
  }

  /**
   * Times of groups of frames.
   *
   * @param selfNanos where the innermost frame of a group is one of it
   * @param totalNanos where any frame is
   */
  record Times(long selfNanos, long totalNanos) {}

  /**
   * Times by group.
   *
   * @param grouped the frames that belong to any group
   * @param group of such a frame
   */
  Map<String, Times> times(Predicate<Frame> grouped, Function<Frame, String> group) {
    Map<String, Times> times = new HashMap<>();
    collect(grouped, group, null, new HashSet<>(), times);
    return times;
  }

  private void collect(
      Predicate<Frame> grouped,
      Function<Frame, String> group,
      String innermost,
      Set<String> around,
      Map<String, Times> times) {
    String own = frame != null && grouped.test(frame) ? group.apply(frame) : null;
    String inner = own == null ? innermost : own;
    boolean isNew = own != null && around.add(own);
    if (isNew) {
      add(times, own, 0, totalNanos());
    }
    if (inner != null) {
      add(times, inner, selfNanos, 0);
    }
    children.values().forEach(child -> child.collect(grouped, group, inner, around, times));
    if (isNew) {
      around.remove(own);
    }
  }

  private static void add(Map<String, Times> times, String group, long self, long total) {
    times.merge(
        group,
        new Times(self, total),
        (a, b) -> new Times(a.selfNanos + b.selfNanos, a.totalNanos + b.totalNanos));
  }
}
