// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.measure;

import java.util.Locale;

/** What is measured of each variant: a column of the table, a key of the JSON. */
enum Figure {
  /** From the start of the process until the runtime asks for the first event. */
  INIT("init ms", "initMillis", 1, 1),

  /** The same and the first invocation; of a hello-world JVM, from its start to its end. */
  FIRST("first ms", "firstMillis", 1, 1),

  /** Processor time of the first invocation, of all threads that it has not ended. */
  FIRST_CPU("first CPU ms", "firstCpuMillis", 1, 1),

  /** The first response, or without events the init phase, divided by the hello-world JVM's. */
  TO_HELLO_WORLD("/ hello", "toHelloWorld", 1, 2),

  WARM_P50("warm p50 ms", "warmP50Millis", 1, 3),
  WARM_P99("warm p99 ms", "warmP99Millis", 1, 3),
  PEAK_MEMORY("memory MB", "peakMemoryMB", 1, 0),
  ZIP("zip MB", "zipBytes", 1024 * 1024, 1),
  UNPACKED("unpacked MB", "unpackedBytes", 1024 * 1024, 1),
  CACHE("cache MB", "cacheBytes", 1024 * 1024, 1);

  private final String heading;
  private final String key;
  private final double unit;
  private final int decimals;

  Figure(String heading, String key, double unit, int decimals) {
    this.heading = heading;
    this.key = key;
    this.unit = unit;
    this.decimals = decimals;
  }

  String heading() {
    return heading;
  }

  String key() {
    return key;
  }

  /** As the table shows it; null for what was not measured. */
  String text(Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%." + decimals + "f", value / unit);
  }
}
