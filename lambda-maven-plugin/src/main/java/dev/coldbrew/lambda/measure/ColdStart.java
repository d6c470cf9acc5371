// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.measure;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was measured of one function.
 *
 * @param jdk the name of its JDK
 * @param cache the kind of startup cache that its JVM can have, such as "AOT"
 * @param failure the error that the event ended with, if any
 * @param rows the hello-world JVM's is the last
 */
record ColdStart(String jdk, String cache, Optional<String> failure, List<Row> rows) {

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

    /** The first response, or where there is no event, the init phase. */
    double start() {
      return figures.getOrDefault(Figure.FIRST, figures.get(Figure.INIT));
    }
  }

  /** What takes turns: the JSON has a key for each, the table a row. */
  enum Variant {
    WITH_CACHE("withCache", "with startup cache (%s)"),
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
