// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;

/**
 * What the Invoke API returns to its caller: the function's response or, if it failed, the JSON of
 * its error (for which AWS sets the header {@code X-Amz-Function-Error}).
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
public record InvocationResult(byte[] payload, boolean failed) {

  private static final String NONE = "(none)";

  private static final String PRELUDE_END = "\0".repeat(8);

  /** The payload as the text that it nearly always is. */
  public String text() {
    return new String(payload, StandardCharsets.UTF_8);
  }

  /**
   * The payload for a console. The prelude of a stream, which tells Lambda's HTTP front ends the
   * status and the headers in JSON and ends with eight zero bytes, becomes a line of its own: zero
   * bytes, which no JSON or text contains, make terminals and other programs take everything for
   * binary data.
   */
  public byte[] printable() {
    String text = new String(payload, StandardCharsets.ISO_8859_1); // one character for each byte
    int end = text.indexOf(PRELUDE_END);
    if (end < 0 || !isJsonObject(new String(payload, 0, end, StandardCharsets.UTF_8))) {
      return payload;
    }
    return (text.substring(0, end) + "\n" + text.substring(end + PRELUDE_END.length()))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static boolean isJsonObject(String text) {
    try {
      return JsonParser.parseString(text).isJsonObject();
    } catch (JsonParseException e) {
      return false;
    }
  }

  /**
   * The type and message of an error on one line, or the only one that there is: an exception
   * without a message has its type there. If the payload is something else, that.
   */
  public String errorSummary() {
    return summary().strip().replaceAll("\\s*\\R\\s*", " ");
  }

  /** Whether it ended because of its timeout. */
  public boolean timedOut() {
    return failed && summary().startsWith(Failure.TIMED_OUT + ":");
  }

  private String summary() {
    try {
      JsonObject error = JsonParser.parseString(text()).getAsJsonObject();
      String type = string(error.get("errorType"));
      String message = string(error.get("errorMessage"));
      if (message.equals(NONE) || message.equals(type)) {
        return type;
      }
      return type.equals(NONE) ? message : type + ": " + message;
    } catch (JsonParseException | IllegalStateException e) {
      return text();
    }
  }

  private static String string(JsonElement member) {
    return member != null && member.isJsonPrimitive() ? member.getAsString() : NONE;
  }
}
