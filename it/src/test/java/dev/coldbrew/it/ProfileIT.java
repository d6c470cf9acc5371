// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code lambda:profile} finds in the manual's example, before and after; never how long it took. */
class ProfileIT {

  private static final String ORDER =
      "{\"statusCode\":200,\"body\":\"{\\\"service\\\":\\\"dynamodb\\\","
          + "\\\"table\\\":\\\"orders\\\",\\\"key\\\":{\\\"id\\\":\\\"ada/4711\\\"}}\"}\n";

  @TempDir
  static Path temporary;

  @Test
  void aProfileNamesWhatTakesTheTime() throws IOException {
    MavenBuild build = MavenBuild.of("dynamodb", temporary);

    String log = profile(build);

    assertTrue(
        log.contains("[INFO] Profiled  means of 2 starts, sampled every millisecond, to the first"
            + " response, event order.json\n[INFO] Start     main method after "),
        log);
    List<String> hints =
        log.lines().filter(line -> line.startsWith("[INFO] Hint ")).toList();
    for (String cause : List.of(
        "org.apache.logging.log4j.core: log through SLF4J",
        "software.amazon.awssdk.regions.GeneratedServiceMetadataProvider: update the AWS SDK",
        "software.amazon.awssdk.http.apache5: take url-connection-client",
        "com.fasterxml.jackson.databind: read and write small JSON with Gson")) {
      assertTrue(hints.stream().anyMatch(hint -> hint.contains(" ms in " + cause)), log);
    }
    JsonObject json = json(build);
    assertEquals("dynamodb", json.get("function").getAsString());
    assertEquals("order.json", json.get("event").getAsString());
    double main = json.get("mainMillis").getAsDouble();
    double init = json.get("initMillis").getAsDouble();
    double first = json.get("firstMillis").getAsDouble();
    assertTrue(0 < main && main < init && init < first, log);
    // The sampler does not keep the startup cache from being used.
    assertFalse(json.getAsJsonObject("notCached").has("example.Orders"), log);
    assertTrue(names(json.getAsJsonArray("libraries"), "library").contains("java.base"));
    assertTrue(
        names(json.getAsJsonArray("initializers"), "class").contains("example.Orders"),
        json::toString);
    assertEquals(
        List.of("dev.coldbrew.lambda.runtime.LambdaMain.main"),
        names(json.getAsJsonArray("frames"), "name"));
    String page = Files.readString(build.file("target/lambda/profile.html"));
    assertTrue(page.contains("const data = {\"function\":\"dynamodb\""), "no data in the page");
    assertEquals(ORDER, response(build));
  }

  @Test
  void theTunedFunctionGivesTheSameResponseAndHasNoHintLeft() throws IOException {
    MavenBuild build = MavenBuild.of("dynamodb-tuned", temporary);

    String log = profile(build, "-Dlambda.prime=handler");

    assertFalse(log.contains(" ms in "), log);
    assertEquals(ORDER, response(build));
    // The handler is primed in a thread of its own.
    JsonObject frame = json(build).getAsJsonArray("frames").get(0).getAsJsonObject();
    for (String name :
        List.of("LambdaMain.run", "LambdaMain.serve", "Priming.prime", "Orders.find")) {
      frame = within(frame, name);
    }
  }

  private static String profile(MavenBuild build, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("package", "lambda:profile", "-Dlambda.profile.runs=2"));
    arguments.addAll(List.of(options));
    return build.run(arguments.toArray(String[]::new)).log();
  }

  private static String response(MavenBuild build) {
    return build
        .run("-q", "lambda:invoke", "-Dlambda.event=src/lambda/events/order.json")
        .log();
  }

  /** The outermost frame of a method that is called, by whatever else, within a frame. */
  private static JsonObject within(JsonObject frame, String name) {
    Deque<JsonObject> frames = new ArrayDeque<>(List.of(frame));
    while (!frames.isEmpty()) {
      JsonObject next = frames.remove();
      if (next.get("name").getAsString().endsWith("." + name)) {
        return next;
      }
      if (next.has("calls")) {
        next.getAsJsonArray("calls").forEach(call -> frames.add(call.getAsJsonObject()));
      }
    }
    throw new AssertionError("no " + name + " in " + frame);
  }

  private static JsonObject json(MavenBuild build) throws IOException {
    return JsonParser.parseString(Files.readString(build.file("target/lambda/profile.json")))
        .getAsJsonObject();
  }

  private static List<String> names(JsonArray all, String key) {
    return StreamSupport.stream(all.spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .map(one -> one.get(key).getAsString())
        .toList();
  }
}
