// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.profile;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.coldbrew.lambda.training.Proof.CacheUse.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A profile as a table, as JSON, and as a page with a flame graph, which needs nothing beside itself.
 *
 * @param name of the function
 * @param jdk the name of its JDK
 */
public record ProfileReport(String name, String jdk, Profile profile) {

  /** Rows of each table on the console; the page and the JSON have all. */
  private static final int ROWS = 12;

  /** In milliseconds; what took less is in the page and the JSON. */
  private static final double SHORTEST = 0.5;

  /** The share of all that a frame must have to be in the flame graph. */
  private static final double SMALLEST = 0.0005;

  /** Where the page's template has the data. */
  private static final String PLACE = "/*DATA*/null";

  /** How it was profiled, in one line. */
  public String method() {
    return "means of " + profile.runs() + " starts, sampled every millisecond, "
        + profile
            .event()
            .map(event -> "to the first response, event " + event)
            .orElse("to the end of the init phase");
  }

  /** When the function got how far, in one line. */
  public String start() {
    Profile.Start start = profile.start();
    String first = start.first().isPresent()
        ? ", first response after " + millis(start.first().getAsDouble())
        : "";
    return "main method after " + millis(start.main()) + " ms, end of the init phase after "
        + millis(start.init()) + first;
  }

  /** How many classes the startup cache lacked and why, in one line; empty if it had all. */
  public Optional<String> outside() {
    int all = profile.libraries().classes().values().stream()
        .mapToInt(Integer::intValue)
        .sum();
    Map<String, Long> reasons = profile.outside().values().stream()
        .collect(Collectors.groupingBy(Reason::text, TreeMap::new, Collectors.counting()));
    return reasons.isEmpty()
        ? Optional.empty()
        : Optional.of(profile.outside().size() + " of " + all
            + " classes did not come from the startup cache: "
            + reasons.entrySet().stream()
                .map(reason -> reason.getValue() + " " + reason.getKey())
                .collect(Collectors.joining(", ")));
  }

  /** The tables: times by library, and by class initializer. */
  public List<String> tables() {
    List<String> lines = new ArrayList<>();
    lines.add(line("ms by library", "self", "total", "classes", "not cached"));
    for (Profile.Row row : shown(profile.byLibrary())) {
      lines.add(line(
          row.name(),
          millis(row.self()),
          millis(row.total()),
          row.classes() == 0 ? "" : Integer.toString(row.classes()),
          row.outside() == 0 ? "" : Integer.toString(row.outside())));
    }
    List<Profile.Row> initializers = shown(profile.byInitializer());
    if (!initializers.isEmpty()) {
      lines.add(line("ms by class initializer", "self", "total", "", ""));
      for (Profile.Row row : initializers) {
        lines.add(line(row.name(), millis(row.self()), millis(row.total()), "", ""));
      }
    }
    return lines.stream().map(String::stripTrailing).toList();
  }

  /** What helped other functions with what this one spends its time on, a line each. */
  public List<String> hints() {
    return Hint.of(profile);
  }

  private static List<Profile.Row> shown(List<Profile.Row> rows) {
    return rows.stream().filter(row -> row.self() >= SHORTEST).limit(ROWS).toList();
  }

  private static String line(
      String name, String self, String total, String classes, String outside) {
    return "%-60s %7s %7s %8s %11s".formatted(name, self, total, classes, outside);
  }

  private static String millis(double millis) {
    return String.format(Locale.ROOT, "%.1f", millis);
  }

  /** The same for programs, its keys as {@code lambda:profile} documents them. */
  public String json() {
    return new GsonBuilder().disableHtmlEscaping().create().toJson(data()) + "\n";
  }

  /** The page; what is in a script's text must not end the script. */
  public String html() throws IOException {
    try (InputStream template = ProfileReport.class.getResourceAsStream("profile.html")) {
      String page = new String(template.readAllBytes(), StandardCharsets.UTF_8);
      String data = new Gson().toJson(data()); // escapes the characters of HTML
      int place = page.indexOf(PLACE);
      return page.substring(0, place) + data + page.substring(place + PLACE.length());
    }
  }

  private JsonObject data() {
    JsonObject data = new JsonObject();
    data.addProperty("function", name);
    data.addProperty("jdk", jdk);
    data.addProperty("runs", profile.runs());
    profile.event().ifPresent(event -> data.addProperty("event", event));
    profile.failure().ifPresent(error -> data.addProperty("error", error));
    data.addProperty("prime", profile.prime());
    data.addProperty("mainMillis", number(profile.start().main()));
    data.addProperty("initMillis", number(profile.start().init()));
    profile.start().first().ifPresent(first -> data.addProperty("firstMillis", number(first)));
    data.add("libraries", rows(profile.byLibrary(), true));
    data.add("initializers", rows(profile.byInitializer(), false));
    JsonObject outside = new JsonObject();
    profile.outside().forEach((name, reason) -> outside.addProperty(name, reason.text()));
    data.add("notCached", outside);
    JsonArray hints = new JsonArray();
    hints().forEach(hints::add);
    data.add("hints", hints);
    data.add("frames", children(profile.tree(), profile.tree().totalNanos() * SMALLEST));
    return data;
  }

  private static JsonArray rows(List<Profile.Row> rows, boolean ofLibraries) {
    JsonArray array = new JsonArray();
    for (Profile.Row row : rows) {
      JsonObject object = new JsonObject();
      object.addProperty(ofLibraries ? "library" : "class", row.name());
      object.addProperty("selfMillis", number(row.self()));
      object.addProperty("totalMillis", number(row.total()));
      if (row.classes() > 0) {
        object.addProperty("classes", row.classes());
        object.addProperty("notCached", row.outside());
      }
      array.add(object);
    }
    return array;
  }

  private JsonArray children(CallTree tree, double smallestNanos) {
    JsonArray array = new JsonArray();
    for (CallTree child : tree.children()) {
      if (child.totalNanos() >= smallestNanos) {
        JsonObject frame = new JsonObject();
        frame.addProperty("name", child.frame().name());
        frame.addProperty("library", child.frame().library());
        frame.addProperty("millis", number(profile.millis(child.totalNanos())));
        JsonArray called = children(child, smallestNanos);
        if (!called.isEmpty()) {
          frame.add("calls", called);
        }
        array.add(frame);
      }
    }
    return array;
  }

  private static BigDecimal number(double value) {
    BigDecimal number = BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP);
    return new BigDecimal(number.stripTrailingZeros().toPlainString());
  }
}
