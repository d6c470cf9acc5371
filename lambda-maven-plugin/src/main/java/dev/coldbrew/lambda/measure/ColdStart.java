// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.measure;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What was measured of one function.
 *
 * @param jdk the name of its JDK
 * @param cache the kind of startup cache that its JVM can have, such as "AOT"
 * @param failure the error that the event ended with, if any
 * @param rows the hello-world JVM's is the last
 */
record ColdStart(String jdk, String cache, Optional<String> failure, List<Row> rows) {

  /**
   * With so much memory a function has a whole processor, and with less, a share in proportion.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html">Memory</a>
   */
  static final int WHOLE_PROCESSOR_MB = 1769;

  ColdStart {
    rows = List.copyOf(rows);
  }

  /** With every start divided by the hello-world JVM's. */
  ColdStart withRatios() {
    List<Row> compared = new ArrayList<>();
    for (Row row : rows) {
      Map<Figure, Double> figures = new EnumMap<>(row.figures());
      figures.put(Figure.TO_HELLO_WORLD, row.start() / helloWorld().start());
      compared.add(new Row(row.variant(), figures));
    }
    return new ColdStart(jdk, cache, failure, compared);
  }

  /** As it is in the zip. */
  Row packaged() {
    return rows.get(0);
  }

  Row helloWorld() {
    return rows.get(rows.size() - 1);
  }

  /**
   * What was measured of one variant.
   *
   * @param figures those that it has
   */
  record Row(Variant variant, Map<Figure, Double> figures) {

    /**
     * Milliseconds to the first response in Lambda, which gives the init phase a whole processor and
     * an invocation its share: the processor time of the first invocation takes longer by that.
     * Empty where nothing was measured to compute it from.
     *
     * @param memoryMb of the function
     */
    OptionalDouble expectedFirst(int memoryMb) {
      if (!figures.containsKey(Figure.FIRST) || !figures.containsKey(Figure.FIRST_CPU)) {
        return OptionalDouble.empty();
      }
      double longer = Math.max(0, (double) WHOLE_PROCESSOR_MB / memoryMb - 1);
      return OptionalDouble.of(figures.get(Figure.FIRST) + figures.get(Figure.FIRST_CPU) * longer);
    }

    /** The first response, or where there is no event, the init phase. */
    double start() {
      return figures.getOrDefault(Figure.FIRST, figures.get(Figure.INIT));
    }
  }

  /** What takes turns: the JSON has a key for each, the table a row. */
  enum Variant {
    WITH_CACHE("withCache", "with startup cache (%s)"),
    WITHOUT_PRIMING("withoutPriming", "without priming"),
    WITHOUT_CACHE("withoutCache", "without startup cache"),

    /** With a cache of its own: the least that a start on that JVM takes, if all is done well. */
    HELLO_WORLD("helloWorld", "hello-world JVM, own cache (%s)");

    private final String key;
    private final String title;

    Variant(String key, String title) {
      this.key = key;
      this.title = title;
    }

    String key() {
      return key;
    }

    /**
     * @param cache the kind of startup cache, such as "AOT"
     */
    String title(String cache) {
      return String.format(title, cache);
    }
  }
}
