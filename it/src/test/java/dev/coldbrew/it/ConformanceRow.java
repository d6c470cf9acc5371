// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.coldbrew.lambda.emulator.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of {@code conformance.txt}: an event for a handler, perhaps with its sender, and whether
 * the two runtimes are to answer alike.
 *
 * @param line its number
 * @param reason why they differ; null where they must not
 * @param ours what our runtime answers then
 */
record ConformanceRow(
    int line, String handler, String event, Caller caller, String reason, String ours) {

  private static final String PACKAGE = "dev.coldbrew.it.conformance.";
  private static final String CALLER = "caller: ";
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
    List<String> columns = new ArrayList<>(List.of(line.strip().split(" +\\| +")));
    Caller caller = Caller.UNKNOWN;
    if (columns.size() > 2 && columns.get(2).startsWith(CALLER)) {
      caller = caller(columns.remove(2).substring(CALLER.length()));
    }
    String handler = PACKAGE + columns.get(0);
    if (columns.size() == 3 && columns.get(2).equals(SAME)) {
      return new ConformanceRow(number, handler, columns.get(1), caller, null, null);
    }
    if (columns.size() == 4 && columns.get(2).startsWith(DIFFERENCE)) {
      String reason = columns.get(2).substring(DIFFERENCE.length());
      return new ConformanceRow(number, handler, columns.get(1), caller, reason, columns.get(3));
    }
    throw new IllegalArgumentException("conformance.txt:" + number + " is no row: " + line);
  }

  /** From JSON with its members; a string is text, all else JSON. */
  private static Caller caller(String json) {
    JsonObject caller = JsonParser.parseString(json).getAsJsonObject();
    return new Caller(
        text(caller.get("clientContext")),
        text(caller.get("cognitoIdentity")),
        text(caller.get("tenantId")),
        text(caller.get("traceId")));
  }

  private static String text(JsonElement member) {
    return member == null
        ? null
        : member.isJsonPrimitive() ? member.getAsString() : member.toString();
  }

  @Override
  public String toString() {
    return "line " + line + ": " + handler.substring(PACKAGE.length()) + " | " + event;
  }
}
