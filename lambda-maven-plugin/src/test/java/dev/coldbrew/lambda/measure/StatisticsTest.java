// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {

  private static final List<Double> ONE_TO_200 =
      DoubleStream.iterate(200, value -> value - 1).limit(200).boxed().toList();

  @Test
  void medianOfAnOddNumberIsTheOneInTheMiddle() {
    assertEquals(3, Statistics.median(List.of(900.0, 1.0, 3.0)));
  }

  @Test
  void medianOfAnEvenNumberIsHalfWayBetweenTheTwoInTheMiddle() {
    assertEquals(2.5, Statistics.median(List.of(900.0, 1.0, 3.0, 2.0)));
  }

  @Test
  void percentileIsAValueThatWasMeasured() {
    assertEquals(100, Statistics.percentile(ONE_TO_200, 50));
    assertEquals(198, Statistics.percentile(ONE_TO_200, 99));
    assertEquals(5, Statistics.percentile(List.of(5.0, 4.0, 3.0), 99));
    assertEquals(7, Statistics.percentile(List.of(7.0), 50));
  }

  @Test
  void mediansAreOfTheRunsThatHaveTheFigure() {
    assertEquals(
        Map.of(Figure.INIT, 2.0, Figure.PEAK_MEMORY, 36.0),
        Statistics.medians(List.of(
            Map.of(Figure.INIT, 3.0),
            Map.of(Figure.INIT, 1.0, Figure.PEAK_MEMORY, 36.0),
            Map.of(Figure.INIT, 2.0))));
  }
}
