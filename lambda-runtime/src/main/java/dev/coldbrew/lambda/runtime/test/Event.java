// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.test;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.coldbrew.lambda.runtime.error.Throwables;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;

/** What Lambda accepts as an event: strict JSON, though the runtime reads more than that. */
final class Event {

  private static final int MAX_BYTES = 6 * 1024 * 1024;

  /** How much of an event an error message shows, in characters. */
  private static final int SHOWN = 200;

  private Event() {}

  /** Maven may give the tests an older one than the zip has, which takes the newer of two. */
  static void requireGson() {
    try {
      JsonReader.class.getMethod("setNestingLimit", int.class);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(
          "the runtime needs Gson 2.12 or newer, and the tests have "
              + JsonReader.class.getProtectionDomain().getCodeSource().getLocation()
              + "; set the version of com.google.code.gson:gson in pom.xml",
          e);
    }
  }

  static byte[] checked(String event) {
    JsonReader reader = new JsonReader(new StringReader(event));
    reader.setStrictness(Strictness.STRICT);
    reader.setNestingLimit(Integer.MAX_VALUE); // deep is not wrong
    try {
      reader.skipValue();
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new IOException("it goes on behind its end");
      }
    } catch (IOException | IllegalStateException e) {
      throw new IllegalArgumentException("event is not JSON: " + Throwables.cut(event, SHOWN), e);
    }
    byte[] json = event.getBytes(StandardCharsets.UTF_8);
    if (json.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "event has " + json.length + " bytes, Lambda accepts at most " + MAX_BYTES);
    }
    return json;
  }
}
