// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it.conformance;

import java.util.List;

/** A record, which AWS's runtime reads as it writes it. */
public record Point(int x, Integer y, String label, List<Point> others) {

  /** A handler. */
  public static Point echo(Point point) {
    return point;
  }

  /** No property. */
  public double length() {
    return Math.hypot(x, y);
  }
}
