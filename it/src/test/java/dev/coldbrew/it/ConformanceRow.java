package dev.coldbrew.it;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of {@code conformance.txt}: an event for a handler, and whether the two runtimes are to
 * answer alike.
 *
 * @param line its number
 * @param reason why they differ; null where they must not
 * @param ours what our runtime answers then
 */
record ConformanceRow(int line, String handler, String event, String reason, String ours) {

  private static final String PACKAGE = "dev.coldbrew.it.conformance.";
  private static final String SAME = "=";
  private static final String DIFFERENCE = "difference: ";

  static List<ConformanceRow> readAll() throws IOException {
    String text;
    try (InputStream in = ConformanceRow.class.getResourceAsStream("/conformance.txt")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<ConformanceRow> rows = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n")) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        rows.add(parse(number, line));
      }
    }
    return rows;
  }

  private static ConformanceRow parse(int number, String line) {
    String[] columns = line.strip().split(" +\\| +");
    if (columns.length == 3 && columns[2].equals(SAME)) {
      return new ConformanceRow(number, PACKAGE + columns[0], columns[1], null, null);
    }
    if (columns.length == 4 && columns[2].startsWith(DIFFERENCE)) {
      String reason = columns[2].substring(DIFFERENCE.length());
      return new ConformanceRow(number, PACKAGE + columns[0], columns[1], reason, columns[3]);
    }
    throw new IllegalArgumentException("conformance.txt:" + number + " is no row: " + line);
  }

  @Override
  public String toString() {
    return "line " + line + ": " + handler.substring(PACKAGE.length()) + " | " + event;
  }
}
