// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JSON that a function is invoked with. Like Lambda, this accepts only strict JSON. */
public final class Event {

  /** The limit for a request to the Invoke API. */
  private static final int MAX_BYTES = 6 * 1024 * 1024;

  private Event() {}

  /** What the user typed as {@code lambda.payload}. */
  public static byte[] ofPayload(String json) {
    return checked(
        json,
        "payload",
        "property lambda.payload",
        "in a shell write -Dlambda.payload='{\"name\":\"Ada\"}'");
  }

  /**
   * What the user named as a file.
   *
   * @param where how it was named, such as {@code property lambda.event}
   */
  public static byte[] ofFile(Path file, String where) throws IOException {
    String what = "event file '" + file + "'";
    if (!Files.isRegularFile(file)) {
      throw new ProblemException(
          what
              + (Files.exists(file)
                  ? " is not a file but a folder or a device"
                  : " does not exist"),
          where,
          "name a file below the project's folder, or send -Dlambda.payload='{}'");
    }
    try {
      return checked(Files.readString(file), what, where, "correct the file");
    } catch (CharacterCodingException e) {
      throw new ProblemException(what + " is not UTF-8", where, "save it as UTF-8, as JSON is", e);
    }
  }

  private static byte[] checked(String json, String what, String where, String hint) {
    try (JsonReader reader = new JsonReader(new StringReader(json))) {
      reader.setStrictness(Strictness.STRICT);
      reader.setNestingLimit(Integer.MAX_VALUE); // deep nesting is not an error
      reader.skipValue();
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new IOException("it goes on behind its end");
      }
    } catch (IOException | IllegalStateException e) {
      throw new ProblemException(what + " is not JSON" + position(e), where, hint, e);
    }
    byte[] event = json.getBytes(StandardCharsets.UTF_8);
    if (event.length > MAX_BYTES) {
      throw new ProblemException(
          what + " has " + event.length + " bytes, Lambda accepts at most " + MAX_BYTES,
          where,
          "store the data, in S3 for example, and send a reference to it");
    }
    return event;
  }

  /** Gson's message is meant for programmers; a user needs only the position in it. */
  private static String position(Exception e) {
    Matcher place = Pattern.compile(" at line \\d+ column \\d+").matcher(e.getMessage());
    return place.find() ? place.group() : "";
  }
}
