// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it.hostile;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One event, and what has become of it. */
final class Invocation {

  /** How the function responds. */
  enum Kind {
    BUFFERED,
    LARGE,
    STREAMED,
    THROWN,
    THROWN_IN_A_STREAM;

    boolean streams() {
      return this == STREAMED || this == THROWN_IN_A_STREAM;
    }
  }

  private static final Pattern TEXT = Pattern.compile("id=(\\S+) runs=(\\d+);");
  private static final int LARGE = 100_000;

  final String id;
  final Kind kind;
  private final boolean logs;

  /** Whether the runtime may not have it, or not know that it was answered. */
  boolean unsure;

  boolean done;

  /** So often a stream of it was lost: the runtime keeps none, and runs the function again. */
  int lostStreams;

  Invocation(int number, Kind kind, boolean logs) {
    id = "8476a536-e9f4-11e8-9739-%012d".formatted(number);
    this.kind = kind;
    this.logs = logs;
  }

  String event() {
    return kind + " " + id + " " + (logs ? "log" : "quiet") + " end";
  }

  /** What is wrong with a response that came whole; null if nothing is. */
  String problem(Request request) {
    boolean isError = kind == Kind.THROWN;
    if (isError != request.target().endsWith("/error")) {
      return "a " + kind + " one came by " + request.target();
    }
    String body = new String(request.body(), StandardCharsets.US_ASCII);
    Matcher text = TEXT.matcher(body);
    if (!text.find() || !text.group(1).equals(id)) {
      return "it is not its own: " + body.substring(0, Math.min(200, body.length()));
    }
    if (Integer.parseInt(text.group(2)) > 1 + lostStreams) {
      return "the function ran " + text.group(2) + " times, and " + lostStreams
          + " of its streams were lost";
    }
    boolean whole = switch (kind) {
      case LARGE -> body.length() == text.end() + LARGE;
      case STREAMED -> body.endsWith(";streamed");
      case THROWN_IN_A_STREAM -> request.trailers().contains("Function.IllegalStateException");
      default -> true;
    };
    return whole ? null : "a " + kind + " one of " + body.length() + " bytes is not whole";
  }
}
