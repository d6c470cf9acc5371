// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.log;

import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.coldbrew.lambda.runtime.api.Invocation;
import dev.coldbrew.lambda.runtime.error.StackTrace;
import dev.coldbrew.lambda.runtime.error.Throwables;
import dev.coldbrew.lambda.runtime.json.adapter.JsonOutput;
import java.io.IOException;
import java.io.StringReader;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * A message as one JSON object on one line, with the keys of AWS's own runtime, and those of its
 * error reports for a throwable.
 */
final class JsonMessage {

  private JsonMessage() {}

  /**
   * @param level null is UNDEFINED
   * @param message null is "null", or the throwable's own if there is one
   * @param thrown may be null
   * @param labels what else is known, or null; keys that are in use already are left out
   */
  static String of(
      Invocation invocation,
      LogLevel level,
      String message,
      Throwable thrown,
      Map<String, String> labels) {
    String whole = thrown == null ? "" : StackTrace.of(thrown);
    String[] trace = whole.split("\n");
    JsonOutput json = new JsonOutput();
    json.beginObject();
    json.name("timestamp").value(timestamp(System.currentTimeMillis()));
    json.name("message").value(message == null && thrown != null ? trace[0] : "" + message);
    json.name("level").value(level == null ? "UNDEFINED" : level.name());
    if (invocation != null) {
      json.name("AWSRequestId").value(invocation.requestId());
      json.name("tenantId").value(invocation.tenantId());
    }
    if (thrown != null) {
      json.name("errorType").value(thrown.getClass().getName());
      int room = Math.max(StackTrace.MAX_BYTES - whole.length(), StackTrace.MAX_BYTES / 8);
      json.name("errorMessage").value(Throwables.cut(Throwables.message(thrown), room));
      json.name("stackTrace").beginArray();
      for (int i = 1; i < trace.length; i++) {
        json.value(trace[i].startsWith("\tat ") ? trace[i].substring(4) : trace[i]);
      }
      json.endArray();
    }
    if (labels != null) {
      for (Map.Entry<String, String> label : labels.entrySet()) {
        if (!isOwnKey(label.getKey())) {
          json.name(label.getKey()).value(label.getValue());
        }
      }
    }
    json.endObject();
    return json.toString();
  }

  private static boolean isOwnKey(String key) {
    return switch (key) {
      case "timestamp",
          "message",
          "level",
          "AWSRequestId",
          "tenantId",
          "errorType",
          "errorMessage",
          "stackTrace" -> true;
      default -> false;
    };
  }

  /**
   * Whether a printed message is a JSON object by itself: Lambda passes it on as it is, and
   * metrics in the embedded format must stay what they are.
   */
  static boolean isObject(String printed) {
    String text = printed.strip();
    if (!text.startsWith("{") || !text.endsWith("}")) {
      return false;
    }
    JsonReader json = new JsonReader(new StringReader(text));
    try {
      json.skipValue();
      return json.peek() == JsonToken.END_DOCUMENT;
    } catch (IOException | JsonParseException | IllegalStateException e) {
      return false;
    }
  }

  /** To milliseconds, in UTC. A formatter would load more classes than all the rest of this. */
  static String timestamp(long millis) {
    int nanos = (int) Math.floorMod(millis, 1000L) * 1_000_000 + 1; // so that all digits are there
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(Math.floorDiv(millis, 1000L), nanos, ZoneOffset.UTC);
    return time.toString().substring(0, "2026-11-22T18:20:26.123".length()) + "Z";
  }
}
