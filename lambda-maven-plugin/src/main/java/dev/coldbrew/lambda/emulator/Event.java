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
        throw new IOException("more than one value");
      }
    } catch (IOException | IllegalStateException e) {
      String reason = e.getMessage().lines().findFirst().orElse("it is empty");
      throw new ProblemException(what + " is not JSON: " + reason, where, hint, e);
    }
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
