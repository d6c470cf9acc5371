// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
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

  private final HttpClient client = HttpClient.newHttpClient();

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
    HttpResponse<String> page = get("/_coldbrew");

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
    List<String> linked = named("(?:href|src)=\"(/[^\"]+)\"", get("/_coldbrew").body());
    List<String> imported =
        named("from \"\\./([^\"]+)\"", get("/_coldbrew/console.js").body());

    assertEquals(
        List.of("/_coldbrew/icon.svg", "/_coldbrew/console.css", "/_coldbrew/console.js"), linked);
    assertEquals(
        List.of("editor.js", "eventstream.js", "history.js", "result.js", "text.js"), imported);
    for (String file : Stream.concat(linked.stream(), imported.stream().map(f -> "/_coldbrew/" + f))
        .toList()) {
      HttpResponse<String> response = get(file);
      assertEquals(200, response.statusCode(), file);
      assertTrue(header(response, "Content-Security-Policy").startsWith("default-src 'none'"));
    }
  }

  @Test
  void functionsAreListedWithTheEventsThatTheyHaveAtTheMoment() throws Exception {
    Files.writeString(served.events.resolve("b.json"), "{}");
    Files.writeString(served.events.resolve("a.json"), "{\"name\":\"Ada\"}");
    Files.writeString(served.events.resolve("notes.txt"), "no event");

    JsonArray functions = json(get("/_coldbrew/functions")).getAsJsonArray("functions");

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

    assertEquals("{\"name\":\"Ada\"}", get(path + "a.json").body());
    assertEquals(404, get(path + "..%2Fsecret.json").statusCode());
    assertEquals(404, get(path + "b.json").statusCode());
    assertEquals(404, get("/_coldbrew/event?function=stream&name=a.json").statusCode());
    assertEquals(404, get("/_coldbrew/event?function=echo").statusCode());
    assertEquals(404, get("/_coldbrew/event").statusCode());
  }

  @Test
  void examplesAreThoseOfTheCommandLine() throws Exception {
    JsonArray examples =
        JsonParser.parseString(get("/_coldbrew/examples").body()).getAsJsonArray();

    assertTrue(examples.size() > 30);
    for (JsonElement example : examples) {
      String name = example.getAsJsonObject().get("name").getAsString();
      json(get("/_coldbrew/example?name=" + name));
    }
    assertEquals(404, get("/_coldbrew/example?name=../examples/sqs").statusCode());
  }

  @Test
  void anInvocationByAnyoneIsInTheJournal() throws Exception {
    invoke("\"Ada\"");

    JsonObject call = next("call", null);
    assertEquals("echo", call.get("function").getAsString());
    assertEquals("\"Ada\"", call.get("event").getAsString());
    assertEquals("\"Ada\"", call.get("response").getAsString());
    assertFalse(call.get("failed").getAsBoolean());
    assertTrue(call.get("initMillis").getAsDouble() > 0);
    assertTrue(call.get("invokeMillis").getAsDouble() > 0);
    assertTrue(call.get("log")
        .getAsString()
        .startsWith(
            "START RequestId: " + call.get("requestId").getAsString() + " Version: $LATEST\n"));
  }

  @Test
  void aFailedInvocationHasItsErrorInOneLine() throws Exception {
    invoke("\"fail\"");

    JsonObject call = next("call", null);
    assertTrue(call.get("failed").getAsBoolean());
    assertEquals("a.B: no", call.get("error").getAsString());
  }

  @Test
  void theStartOfAFunctionIsInTheJournal() throws Exception {
    JsonObject start = next("start", null);

    assertTrue(start.get("startMillis").getAsDouble() > 0);
    assertEquals("started", start.get("log").getAsString());
  }

  @Test
  void whoeverReconnectsGetsWhatCameAfterTheLast() throws Exception {
    invoke("1");
    String server = json(get("/_coldbrew/functions")).get("server").getAsString();
    long first = next("call", null).get("number").getAsLong();
    invoke("2");

    JsonObject second = next("call", server + " " + first);
    assertEquals("2", second.get("event").getAsString());
    JsonObject ofAnotherServer = next("call", "other " + first);
    assertEquals("1", ofAnotherServer.get("event").getAsString());
  }

  @Test
  void longTextIsSentInWholeWhenItIsAskedFor() throws Exception {
    String event = '"' + "x".repeat(100_000) + '"';
    invoke(event);

    JsonObject call = next("call", null);
    assertEquals(event.substring(0, 100_000), call.get("response").getAsString());
    assertEquals(100_002, call.get("responseLength").getAsInt());
    JsonObject whole = json(get("/_coldbrew/entry?number=" + call.get("number")));
    assertEquals(event, whole.get("response").getAsString());
    assertEquals(event, whole.get("event").getAsString());
    assertEquals(404, get("/_coldbrew/entry?number=1000").statusCode());
    assertEquals(404, get("/_coldbrew/entry?number=x").statusCode());
  }

  @Test
  void aStreamedResponseIsInTheJournal() throws Exception {
    try (ServerSocket gate = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread opener = new Thread(() -> {
        try {
          gate.accept().close();
        } catch (IOException e) {
          // The test has failed.
        }
      });
      opener.start();
      String path = "/2021-11-15/functions/stream/response-streaming-invocations";
      client.send(
          request(path)
              .POST(BodyPublishers.ofString(Integer.toString(gate.getLocalPort())))
              .build(),
          BodyHandlers.discarding());
      opener.join();
    }

    assertEquals("first second", next("call", null).get("response").getAsString());
  }

  @Test
  void thePageIsOnlyRead() throws Exception {
    HttpResponse<String> posted = client.send(
        request("/_coldbrew/functions").POST(BodyPublishers.noBody()).build(),
        BodyHandlers.ofString());

    assertEquals(405, posted.statusCode());
    assertEquals("GET", header(posted, "Allow"));
  }

  @Test
  void pagesOfOthersGetNothing() throws Exception {
    for (String path : List.of("", "/functions", "/journal", "/console.js")) {
      HttpResponse<String> response = client.send(
          request("/_coldbrew" + path).header("Origin", "http://example.com").build(),
          BodyHandlers.ofString());
      assertEquals(403, response.statusCode());
    }
    assertEquals(404, get("/_coldbrew/console.class").statusCode());
    assertEquals(404, get("/_coldbrewer").statusCode());
  }

  private void invoke(String event) throws Exception {
    client.send(
        request("/2015-03-31/functions/echo/invocations")
            .POST(BodyPublishers.ofString(event))
            .build(),
        BodyHandlers.discarding());
  }

  /** The first of its kind that the journal sends. */
  private JsonObject next(String kind, String lastId) throws Exception {
    HttpRequest.Builder request = request("/_coldbrew/journal");
    if (lastId != null) {
      request.header("Last-Event-ID", lastId);
    }
    HttpResponse<Stream<String>> response = client.send(request.build(), BodyHandlers.ofLines());
    try (Stream<String> lines = response.body()) {
      String data = lines
          .dropWhile(line -> !line.equals("event: " + kind))
          .filter(line -> line.startsWith("data: "))
          .findFirst()
          .orElseThrow();
      return JsonParser.parseString(data.substring("data: ".length())).getAsJsonObject();
    }
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(served.address() + path));
  }

  private static JsonObject json(HttpResponse<String> response) {
    return JsonParser.parseString(response.body()).getAsJsonObject();
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
