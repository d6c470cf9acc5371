// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The README's picture: a bar for each first response, for light and for dark pages. */
final class Chart {

  private static final int WIDTH = 840;
  private static final int TOP = 34;
  private static final int ROW = 30;
  private static final int BAR = 18;
  private static final int LABELS = 330;
  private static final int LONGEST = WIDTH - LABELS - 90;

  /** Colours of text, of what explains it, of the first candidate's bar, and of the others'. */
  private enum Theme {
    LIGHT("#1f2328", "#59636e", "#b35900", "#c8d1da"),
    DARK("#f0f6fc", "#9198a1", "#e0912f", "#3d444d");

    private final String text;
    private final String explanation;
    private final String first;
    private final String other;

    Theme(String text, String explanation, String first, String other) {
      this.text = text;
      this.explanation = explanation;
      this.first = first;
      this.other = other;
    }
  }

  private Chart() {}

  /**
   * Writes {@code NAME-light.svg} and {@code NAME-dark.svg}.
   *
   * @param origin machine and command
   * @param figures the first one is the one to stand out
   */
  static void write(
      Path folder, String name, String title, String origin, Map<Candidate, Figures> figures)
      throws IOException {
    for (Chart.Theme theme : Theme.values()) {
      Path file = folder.resolve(name + "-" + theme.name().toLowerCase(Locale.ROOT) + ".svg");
      Files.writeString(file, svg(theme, title, origin, figures));
    }
  }

  private static String svg(
      Theme theme, String title, String origin, Map<Candidate, Figures> figures) {
    Candidate first = figures.keySet().iterator().next();
    List<Map.Entry<Candidate, Figures>> rows = figures.entrySet().stream()
        .sorted(Comparator.comparingDouble(row -> row.getValue().firstMillis()))
        .toList();
    double most = rows.get(rows.size() - 1).getValue().firstMillis();
    int height = TOP + rows.size() * ROW + 30;
    StringBuilder svg =
        new StringBuilder(("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\""
                + " width=\"%1$d\" height=\"%2$d\" role=\"img\" font-size=\"14\""
                + " font-family=\"system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif\">\n"
                + "<title>%3$s</title>\n")
            .formatted(WIDTH, height, escaped(title + ": " + values(rows))));
    text(svg, 0, 16, "start", theme.text, "600", title);
    for (int i = 0; i < rows.size(); i++) {
      Map.Entry<Candidate, Figures> row = rows.get(i);
      boolean isFirst = row.getKey().equals(first);
      int y = TOP + i * ROW;
      long length = Math.max(1, Math.round(LONGEST * row.getValue().firstMillis() / most));
      String weight = isFirst ? "600" : "400";
      text(svg, LABELS - 12, y + 14, "end", theme.text, weight, row.getKey().name());
      svg.append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"2\" fill=\"%s\"/>\n"
          .formatted(LABELS, y, length, BAR, isFirst ? theme.first : theme.other));
      text(svg, LABELS + length + 8, y + 14, "start", theme.text, weight, millis(row.getValue()));
    }
    text(svg, 0, height - 8, "start", theme.explanation, "400", origin);
    return svg.append("</svg>\n").toString();
  }

  private static String values(List<Map.Entry<Candidate, Figures>> rows) {
    return String.join(
        ", ",
        rows.stream()
            .map(row -> row.getKey().name() + " " + millis(row.getValue()))
            .toList());
  }

  private static String millis(Figures figures) {
    return String.format(Locale.ROOT, "%.0f ms", figures.firstMillis());
  }

  private static void text(
      StringBuilder svg, long x, int y, String anchor, String fill, String weight, String text) {
    svg.append(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" fill=\"%s\" font-weight=\"%s\">%s</text>\n"
            .formatted(x, y, anchor, fill, weight, escaped(text)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
