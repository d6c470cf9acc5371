// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ConsolePageTest {

  @TempDir
  Path folder;

  private PageFixture served;

  @BeforeEach
  void serve() throws IOException {
    served = new PageFixture(folder);
  }

  @AfterEach
  void end() throws IOException {
    served.close();
  }

  @Test
  void thePageMayLoadNothingButItsOwnFiles() throws Exception {
    HttpResponse<String> page = served.get("/_coldbrew");

    assertEquals(200, page.statusCode());
    assertEquals("text/html; charset=utf-8", header(page, "Content-Type"));
    assertEquals("no-store", header(page, "Cache-Control"));
    assertEquals("nosniff", header(page, "X-Content-Type-Options"));
    assertEquals(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'; trusted-types 'none'",
        header(page, "Content-Security-Policy"));
  }

  @Test
  void everyFileThatThePageNamesIsThere() throws Exception {
    List<String> linked =
        named("(?:href|src)=\"(/[^\"]+)\"", served.get("/_coldbrew").body());
    List<String> imported =
        named("from \"\\./([^\"]+)\"", served.get("/_coldbrew/console.js").body());

    assertEquals(
        List.of("/_coldbrew/icon.svg", "/_coldbrew/console.css", "/_coldbrew/console.js"), linked);
    assertEquals(
        List.of("editor.js", "eventstream.js", "history.js", "result.js", "text.js"), imported);
    for (String file : Stream.concat(linked.stream(), imported.stream().map(f -> "/_coldbrew/" + f))
        .toList()) {
      HttpResponse<String> response = served.get(file);
      assertEquals(200, response.statusCode(), file);
      assertTrue(header(response, "Content-Security-Policy").startsWith("default-src 'none'"));
    }
  }

  @Test
  void functionsAreListedWithTheEventsThatTheyHaveAtTheMoment() throws Exception {
    Files.writeString(served.events.resolve("b.json"), "{}");
    Files.writeString(served.events.resolve("a.json"), "{\"name\":\"Ada\"}");
    Files.writeString(served.events.resolve("notes.txt"), "no event");

    JsonArray functions =
        PageFixture.json(served.get("/_coldbrew/functions")).getAsJsonArray("functions");

    assertEquals(2, functions.size());
    JsonObject echo = functions.get(0).getAsJsonObject();
    assertEquals("echo", echo.get("name").getAsString());
    assertEquals(256, echo.get("memoryMb").getAsInt());
    assertEquals(30, echo.get("timeoutSeconds").getAsInt());
    assertEquals("[\"a.json\",\"b.json\"]", echo.get("events").toString());
    JsonObject stream = functions.get(1).getAsJsonObject();
    assertEquals("stream", stream.get("name").getAsString());
    assertEquals("[]", stream.get("events").toString());
  }

  @Test
  void anEventIsReadAndNothingElse() throws Exception {
    Files.writeString(served.events.resolve("a.json"), "{\"name\":\"Ada\"}");
    Files.writeString(folder.resolve("secret.json"), "{}");
    String path = "/_coldbrew/event?function=echo&name=";

    assertEquals("{\"name\":\"Ada\"}", served.get(path + "a.json").body());
    assertEquals(404, served.get(path + "..%2Fsecret.json").statusCode());
    assertEquals(404, served.get(path + "b.json").statusCode());
    assertEquals(404, served.get("/_coldbrew/event?function=stream&name=a.json").statusCode());
    assertEquals(404, served.get("/_coldbrew/event?function=echo").statusCode());
    assertEquals(404, served.get("/_coldbrew/event").statusCode());
  }

  @Test
  void examplesAreThoseOfTheCommandLine() throws Exception {
    JsonArray examples =
        JsonParser.parseString(served.get("/_coldbrew/examples").body()).getAsJsonArray();

    assertTrue(examples.size() > 30);
    for (JsonElement example : examples) {
      String name = example.getAsJsonObject().get("name").getAsString();
      PageFixture.json(served.get("/_coldbrew/example?name=" + name));
    }
    assertEquals(404, served.get("/_coldbrew/example?name=../examples/sqs").statusCode());
  }

  @Test
  void thePageIsOnlyRead() throws Exception {
    HttpResponse<String> posted = served.client.send(
        served.request("/_coldbrew/functions").POST(BodyPublishers.noBody()).build(),
        BodyHandlers.ofString());

    assertEquals(405, posted.statusCode());
    assertEquals("GET", header(posted, "Allow"));
  }

  @Test
  void pagesOfOthersGetNothing() throws Exception {
    for (String path : List.of("", "/functions", "/journal", "/console.js")) {
      HttpResponse<String> response = served.client.send(
          served
              .request("/_coldbrew" + path)
              .header("Origin", "http://example.com")
              .build(),
          BodyHandlers.ofString());
      assertEquals(403, response.statusCode());
    }
    assertEquals(404, served.get("/_coldbrew/console.class").statusCode());
    assertEquals(404, served.get("/_coldbrewer").statusCode());
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static List<String> named(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult result) -> result.group(1))
        .toList();
  }
}
