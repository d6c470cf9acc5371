// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.coldbrew.lambda.emulator.ExampleEvent;
import dev.coldbrew.lambda.emulator.FunctionConfiguration;
import dev.coldbrew.lambda.serve.Invoked;
import dev.coldbrew.lambda.serve.Journal;
import dev.coldbrew.lambda.serve.ServedFunction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What the page shows, as JSON. Times are in milliseconds. */
final class ConsoleJson {

  /** In characters, of an event, a response or a log that the page did not ask for. */
  private static final int PART = 100_000;

  private ConsoleJson() {}

  /** @param start the latest start of its code; null if none has ended yet */
  static JsonObject function(ServedFunction function, List<String> events, Journal.Start start) {
    FunctionConfiguration configuration = function.settings().configuration();
    JsonObject json = new JsonObject();
    json.addProperty("name", configuration.name());
    json.addProperty("handler", configuration.handler());
    json.addProperty("memoryMb", configuration.memoryMb());
    json.addProperty("timeoutSeconds", configuration.timeout().toSeconds());
    json.addProperty("tenancy", function.settings().tenancy());
    JsonArray names = new JsonArray();
    events.forEach(names::add);
    json.add("events", names);
    json.add("start", start == null ? JsonNull.INSTANCE : start(start, PART));
    return json;
  }

  static JsonArray examples() {
    JsonArray all = new JsonArray();
    for (ExampleEvent example : ExampleEvent.all()) {
      JsonObject json = new JsonObject();
      json.addProperty("name", example.name());
      json.addProperty("description", example.description());
      all.add(json);
    }
    return all;
  }

  /** The kind of an entry: {@code call}, {@code start} or {@code line}. */
  static String kind(Journal.Entry entry) {
    return entry.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** The entry, with only the beginning of a long event or response and the end of a long log. */
  static JsonObject parts(Journal.Entry entry) {
    return json(entry, PART);
  }

  /** The whole entry. */
  static JsonObject whole(Journal.Entry entry) {
    return json(entry, Integer.MAX_VALUE);
  }

  private static JsonObject json(Journal.Entry entry, int most) {
    if (entry instanceof Journal.Call call) {
      return call(call, most);
    }
    return entry instanceof Journal.Start start ? start(start, most) : line((Journal.Line) entry);
  }

  private static JsonObject call(Journal.Call call, int most) {
    Invoked invoked = call.invoked();
    boolean failed = invoked.result().failed();
    JsonObject json = head(call);
    json.addProperty("end", call.end().toEpochMilli());
    json.addProperty("requestId", call.request().requestId());
    json.addProperty("failed", failed);
    json.addProperty("error", failed ? invoked.result().errorSummary() : null);
    json.addProperty("initMillis", millis(invoked.initDuration()));
    json.addProperty("invokeMillis", millis(invoked.duration()));
    json.addProperty("tenantId", call.request().caller().tenantId());
    add(json, "event", new String(call.request().event(), StandardCharsets.UTF_8), most);
    byte[] response = invoked.result().printable();
    add(json, "response", new String(response, StandardCharsets.UTF_8), most);
    addLog(json, invoked.log(), most);
    return json;
  }

  private static JsonObject start(Journal.Start start, int most) {
    JsonObject json = head(start);
    json.addProperty("end", start.end().toEpochMilli());
    json.addProperty("startMillis", millis(start.duration()));
    json.addProperty("error", start.failure());
    json.addProperty("olderServes", start.olderServes());
    addLog(json, start.log(), most);
    return json;
  }

  private static JsonObject line(Journal.Line line) {
    JsonObject json = head(line);
    json.addProperty("text", line.text());
    return json;
  }

  private static JsonObject head(Journal.Entry entry) {
    JsonObject json = new JsonObject();
    json.addProperty("kind", kind(entry));
    json.addProperty("number", entry.number());
    json.addProperty("function", entry.function());
    return json;
  }

  /** Adds the length as well, which says whether there is more. */
  private static void add(JsonObject json, String name, String text, int most) {
    json.addProperty(name, text.length() <= most ? text : text.substring(0, most));
    json.addProperty(name + "Length", text.length());
  }

  private static void addLog(JsonObject json, List<String> lines, int most) {
    String log = String.join("\n", lines);
    json.addProperty("log", log.substring(Math.max(0, log.length() - most)));
    json.addProperty("logLength", log.length());
  }

  private static Double millis(Duration duration) {
    return duration == null ? null : duration.toNanos() / 1e6;
  }
}
