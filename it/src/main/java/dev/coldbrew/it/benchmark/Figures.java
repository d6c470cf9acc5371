// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it.benchmark;

/** What coldbench has measured of a candidate, medians of its runs; 0 for what it has not. */
record Figures(
    double firstMillis, double workMillis, double warmMicros, double memoryMb, String answer) {

  /** A line of coldbench's; its head says what the columns are. */
  static Figures parse(String line) {
    String[] columns = line.split("\t", -1);
    return new Figures(
        Double.parseDouble(columns[2]),
        Double.parseDouble(columns[3]),
        Double.parseDouble(columns[4]),
        Double.parseDouble(columns[7]),
        columns[9]);
  }
}
