// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;

/**
 * Why an init phase or an invocation ended without the runtime asking for its next event, in
 * Lambda's own words.
 *
 * @param errorType the token in the log line; {@code null} for a timeout, which has none there
 * @param reason what happened, in one sentence
 * @param payload what the caller receives, made from the request id
 * @param posted whether the runtime reported it itself
 */
record Failure(
    String status,
    String errorType,
    String reason,
    Function<String, byte[]> payload,
    boolean posted) {

  /** The error type that a caller receives when the function took too long. */
  static final String TIMED_OUT = "Sandbox.Timedout";

  private static final String TIMEOUT = "timeout";
  private static final String EXIT = "Runtime.ExitError";

  static Failure timeout(Duration timeout) {
    String message =
        String.format(Locale.ROOT, "Task timed out after %.2f seconds", timeout.toNanos() / 1e9);
    return new Failure(TIMEOUT, null, message, id -> json(TIMED_OUT, id, message), false);
  }

  /** Hooks took too long after the restore from a snapshot. */
  static Failure restoreTimeout(Duration limit) {
    String message =
        String.format(Locale.ROOT, "timed out after %.2f seconds", limit.toNanos() / 1e9);
    String type = "Runtime.RestoreHookUserTimeout";
    return new Failure(TIMEOUT, type, message, id -> json(type, id, message), false);
  }

  static Failure exit(String reason) {
    return error(EXIT, reason);
  }

  static Failure invalidEntrypoint(String reason) {
    return error("Runtime.InvalidEntrypoint", reason);
  }

  /** Whether the process ended without the runtime having reported an error. */
  boolean isExit() {
    return EXIT.equals(errorType) && !posted;
  }

  /** Whether it was ended because it took too long. */
  boolean isTimeout() {
    return TIMEOUT.equals(status);
  }

  /** The runtime reported why it cannot start or go on: the caller gets its report unchanged. */
  static Failure initError(Posted posted) {
    String reason = new InvocationResult(posted.payload(), true).errorSummary();
    return new Failure("error", posted.errorType(), reason, id -> posted.payload(), true);
  }

  private static Failure error(String type, String message) {
    return new Failure("error", type, message, id -> json(type, id, message), false);
  }

  private static byte[] json(String type, String requestId, String message) {
    JsonObject json = new JsonObject();
    json.addProperty("errorType", type);
    json.addProperty("errorMessage", "RequestId: " + requestId + " Error: " + message);
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }
}
