// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.measure;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Of several measurements, the one that stands for all. */
final class Statistics {

  private Statistics() {}

  /** Half of the values are not greater, half not smaller; a disturbed one counts as one. */
  static double median(Collection<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  /** The smallest value that so many percent of them do not exceed. */
  static double percentile(Collection<Double> values, int percent) {
    List<Double> sorted = values.stream().sorted().toList();
    int rank = (sorted.size() * percent + 99) / 100;
    return sorted.get(Math.max(rank, 1) - 1);
  }

  /** The median of each figure, over the runs that have it. */
  static Map<Figure, Double> medians(List<Map<Figure, Double>> runs) {
    Map<Figure, Double> medians = new EnumMap<>(Figure.class);
    for (Figure figure : Figure.values()) {
      List<Double> values = runs.stream()
          .filter(run -> run.containsKey(figure))
          .map(run -> run.get(figure))
          .toList();
      if (!values.isEmpty()) {
        medians.put(figure, median(values));
      }
    }
    return medians;
  }
}
