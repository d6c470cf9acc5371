// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it.benchmark;

import java.util.Locale;
import java.util.Map;

/** Figures in Markdown, each with its ratio to the first candidate's. */
final class Table {

  private static final double MB = 1 << 20;

  private Table() {}

  /** Of cold starts with a page cache: all figures. */
  static String all(String title, Map<Candidate, Figures> figures) {
    StringBuilder text = new StringBuilder("| " + title
        + " | first response | ratio | CPU time of the first invocation | ratio | warm p50 | ratio"
        + " | memory | ratio | zip | ratio |\n"
        + "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
    Map.Entry<Candidate, Figures> base = figures.entrySet().iterator().next();
    figures.forEach((candidate, f) -> {
      Figures b = base.getValue();
      text.append("| ").append(candidate.name());
      cells(text, "%.1f ms", f.firstMillis(), b.firstMillis());
      cells(text, "%.1f ms", f.workMillis(), b.workMillis());
      cells(text, "%.0f µs", f.warmMicros(), b.warmMicros());
      cells(text, "%.1f MB", f.memoryMb(), b.memoryMb());
      cells(text, "%.1f MB", candidate.zipBytes() / MB, base.getKey().zipBytes() / MB);
      text.append(" |\n");
    });
    return text.toString();
  }

  /** Of starts alone. */
  static String starts(String title, Map<Candidate, Figures> figures) {
    StringBuilder text =
        new StringBuilder("| " + title + " | first response | ratio |\n|---|--:|--:|\n");
    Figures base = figures.values().iterator().next();
    figures.forEach((candidate, f) -> {
      text.append("| ").append(candidate.name());
      cells(text, "%.1f ms", f.firstMillis(), base.firstMillis());
      text.append(" |\n");
    });
    return text.toString();
  }

  private static void cells(StringBuilder text, String format, double value, double base) {
    if (value == 0) {
      text.append(" | | ");
    } else {
      text.append(" | ").append(String.format(Locale.ROOT, format, value));
      text.append(" | ").append(String.format(Locale.ROOT, "%.2f", value / base));
    }
  }
}
