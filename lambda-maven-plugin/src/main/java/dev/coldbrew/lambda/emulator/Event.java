package dev.coldbrew.lambda.emulator;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JSON that a function is invoked with, as Lambda takes it: strict, or not at all. */
public final class Event {

  private Event() {}

  /** What the user typed as {@code lambda.payload}. */
  public static byte[] ofPayload(String json) {
    return checked(
        json,
        "payload",
        "property lambda.payload",
        "in a shell write -Dlambda.payload='{\"name\":\"Ada\"}'");
  }

  /** What the user named as {@code lambda.event}. */
  public static byte[] ofFile(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ProblemException(
          "event file '" + file + "' does not exist",
          "property lambda.event",
          "name a file below the project's folder, or send -Dlambda.payload='{}'");
    }
    return checked(
        Files.readString(file),
        "event file '" + file + "'",
        "property lambda.event",
        "mend the file");
  }

  private static byte[] checked(String json, String what, String where, String hint) {
    try (JsonReader reader = new JsonReader(new StringReader(json))) {
      reader.setStrictness(Strictness.STRICT);
      reader.skipValue();
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new IOException("it goes on behind its end");
      }
    } catch (IOException | IllegalStateException e) {
      throw new ProblemException(what + " is not JSON" + position(e), where, hint, e);
    }
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /** Gson's sentence speaks to programmers; the place in it is what a user needs. */
  private static String position(Exception e) {
    Matcher place = Pattern.compile(" at line \\d+ column \\d+").matcher(e.getMessage());
    return place.find() ? place.group() : "";
  }
}
