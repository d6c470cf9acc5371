// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.training;

import dev.coldbrew.lambda.training.Proof.CacheUse.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The classes that a JVM left out of the startup cache, as it said when it wrote it. */
final class SkippedClasses {

  /** {@code [1.9s][warning][aot] Skipping org/joda/time/Hours: Old class has been linked} */
  private static final Pattern SKIPPED =
      Pattern.compile("\\[warning]\\[(?:aot|cds)[^]]*] Skipping ([^:\\s]+): (.+)$");

  private SkippedClasses() {}

  /**
   * Names of classes, and the JVM's reasons.
   *
   * @param log of the training run; none are known where there is no such file
   */
  static Map<String, Reason> read(Path log) throws IOException {
    Map<String, Reason> skipped = new TreeMap<>();
    if (!Files.exists(log)) {
      return skipped;
    }
    try (Stream<String> lines = Files.lines(log)) {
      lines
          .map(SKIPPED::matcher)
          .filter(Matcher::find)
          .forEach(
              line -> skipped.put(line.group(1).replace('/', '.'), Reason.ofJvm(line.group(2))));
    }
    return skipped;
  }
}
