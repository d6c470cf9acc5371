package dev.coldbrew.lambda.measure;

import java.util.Map;

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
