// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.measure;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.coldbrew.lambda.problem.ProblemException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The result of a measurement. Its times hold for one machine in one hour; the ratios also hold
 * elsewhere.
 *
 * @param cores of the machine
 * @param runs medians are of so many
 * @param warm invocations after the first one, in each run
 * @param event the name of the file that was sent; empty for none
 * @param price what Lambda asks for the function's duration
 */
public record ColdStartReport(
    int cores, int runs, int warm, Optional<String> event, Price price, List<ColdStart> functions) {

  /** In MB, from Lambda's least to a whole processor. */
  private static final List<Integer> MEMORY_SIZES =
      List.of(128, 512, 1024, ColdStart.WHOLE_PROCESSOR_MB);

  public ColdStartReport {
    functions = List.copyOf(functions);
  }

  /** How it was measured, in one line. */
  public String method() {
    String measured = event
        .map(name -> "event " + name + ", then " + warm + " warm invocations")
        .orElse("no event, so only the init phase");
    return "medians of %d runs each, which took turns, on %d cores; %s"
        .formatted(runs, cores, measured);
  }

  /** The errors that events ended with, a sentence each. */
  public List<String> failures() {
    return functions.stream()
        .filter(function -> function.failure().isPresent())
        .map(function -> "on " + function.jdk() + " the event ended with "
            + function.failure().get() + "; warm invocations are left out")
        .toList();
  }

  /** A line for each variant of each function, below one with the headings. */
  public List<String> table() {
    List<List<String>> lines = new ArrayList<>();
    List<String> headings = new ArrayList<>(List.of(""));
    for (Figure figure : Figure.values()) {
      headings.add(figure.heading());
    }
    lines.add(headings);
    for (ColdStart function : functions) {
      for (ColdStart.Row row : function.rows()) {
        List<String> line =
            new ArrayList<>(List.of(function.jdk() + " " + row.variant().title(function.cache())));
        for (Figure figure : Figure.values()) {
          line.add(figure.text(row.figures().get(figure)));
        }
        lines.add(line);
      }
    }
    return aligned(lines);
  }

  /** What {@link #expected} shows, in one line. */
  public String expectation() {
    return String.format(
        Locale.ROOT,
        "first response by the function's memory, ms: as measured, plus the first invocation's CPU"
            + " time x (%,d MB / memory - 1)",
        ColdStart.WHOLE_PROCESSOR_MB);
  }

  /** A line for each variant whose first invocation was measured, below one with memory sizes. */
  public List<String> expected() {
    return byMemory("%.1f", (millis, memoryMb) -> millis);
  }

  /** What {@link #costs} shows, in one line. */
  public String costing() {
    return "USD for a million cold starts: the first response in whole ms x memory in GB x "
        + price.number().toPlainString() + " for a GB-second";
  }

  /** The same lines, with what the first responses cost. */
  public List<String> costs() {
    return byMemory("%.2f", price::ofAMillion);
  }

  /** What a figure says of a first response. */
  private interface Computation {

    double of(double millis, int memoryMb);
  }

  private List<String> byMemory(String format, Computation computation) {
    List<List<String>> lines = new ArrayList<>();
    for (ColdStart function : functions) {
      for (ColdStart.Row row : function.rows()) {
        if (row.expectedFirst(MEMORY_SIZES.get(0)).isPresent()) {
          List<String> line = new ArrayList<>(
              List.of(function.jdk() + " " + row.variant().title(function.cache())));
          for (int memoryMb : MEMORY_SIZES) {
            double millis = row.expectedFirst(memoryMb).orElseThrow();
            line.add(String.format(Locale.ROOT, format, computation.of(millis, memoryMb)));
          }
          lines.add(line);
        }
      }
    }
    if (lines.isEmpty()) {
      return List.of();
    }
    List<String> headings = new ArrayList<>(List.of(""));
    MEMORY_SIZES.forEach(memoryMb -> headings.add(String.format(Locale.ROOT, "%,d MB", memoryMb)));
    lines.add(0, headings);
    return aligned(lines);
  }

  /** Words to the left, numbers to the right. */
  private static List<String> aligned(List<List<String>> lines) {
    List<StringBuilder> aligned = new ArrayList<>();
    lines.forEach(line -> aligned.add(new StringBuilder()));
    for (int column = 0; column < lines.get(0).size(); column++) {
      int at = column;
      int width = lines.stream().mapToInt(line -> line.get(at).length()).max().orElseThrow();
      String format = column == 0 ? "%-" + width + "s" : "  %" + width + "s";
      for (int i = 0; i < lines.size(); i++) {
        aligned.get(i).append(String.format(format, lines.get(i).get(column)));
      }
    }
    return aligned.stream().map(StringBuilder::toString).toList();
  }

  /** The same for programs, its keys as {@code lambda:measure} documents them. */
  public String json() {
    JsonObject report = new JsonObject();
    report.addProperty("cores", cores);
    report.addProperty("runs", runs);
    report.addProperty("warmInvocations", warm);
    event.ifPresent(name -> report.addProperty("event", name));
    report.addProperty("pricePerGbSecond", price.number());
    JsonArray all = new JsonArray();
    for (ColdStart function : functions) {
      JsonObject one = new JsonObject();
      one.addProperty("jdk", function.jdk());
      one.addProperty("cache", function.cache());
      function.failure().ifPresent(error -> one.addProperty("error", error));
      for (ColdStart.Row row : function.rows()) {
        JsonObject figures = new JsonObject();
        row.figures().forEach((figure, value) -> figures.addProperty(figure.key(), number(value)));
        JsonObject expected = new JsonObject();
        JsonObject costs = new JsonObject();
        for (int memoryMb : MEMORY_SIZES) {
          row.expectedFirst(memoryMb).ifPresent(millis -> {
            expected.addProperty(String.valueOf(memoryMb), number(millis));
            costs.addProperty(String.valueOf(memoryMb), number(price.ofAMillion(millis, memoryMb)));
          });
        }
        if (!expected.isEmpty()) {
          figures.add("expectedFirstMillis", expected);
          figures.add("usdPerMillionStarts", costs);
        }
        one.add(row.variant().key(), figures);
      }
      all.add(one);
    }
    report.add("functions", all);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(report)
        + "\n";
  }

  /** To a millionth, and whole numbers as such. */
  private static BigDecimal number(double value) {
    BigDecimal number = BigDecimal.valueOf(value).setScale(6, RoundingMode.HALF_UP);
    return new BigDecimal(number.stripTrailingZeros().toPlainString());
  }

  /**
   * Holds each packaged function against the hello-world JVM on its image.
   *
   * @param maxMillis by how much its first response may come later
   * @throws ProblemException if one is slower
   */
  public void requireFirst(int maxMillis) {
    for (ColdStart function : functions) {
      double first = function.packaged().start();
      double hello = function.helloWorld().start();
      if (first - hello > maxMillis) {
        throw new ProblemException(
            String.format(
                Locale.ROOT,
                "the first response on %s comes after %.1f ms, %.1f ms later than that of a hello-world"
                    + " JVM, and %d ms are allowed",
                function.jdk(),
                first,
                first - hello,
                maxMillis),
            "property lambda.measure.maxFirstMillis",
            "find what does not come from the startup cache: mvn package -Dlambda.check.classes");
      }
    }
  }
}
