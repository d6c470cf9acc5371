// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.coldbrew.lambda.serve.EditedCode;
import dev.coldbrew.lambda.serve.Functions;
import dev.coldbrew.lambda.serve.Journal;
import dev.coldbrew.lambda.serve.ServedFunction;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The facts are those of real function URLs, as far as they were recorded. */
@Timeout(60)
class FunctionUrlsTest {

  private static final String PRELUDE = "application/vnd.awslambda.http-integration-response";

  @TempDir
  static Path folder;

  private static Functions functions;
  private static ServeServer server;

  /** A response as it came; chunks are one text. */
  private record Response(int status, Map<String, List<String>> headers, String body) {
    String header(String name) {
      return headers.containsKey(name) ? String.join("|", headers.get(name)) : null;
    }
  }

  @BeforeAll
  static void serve() throws IOException {
    EditedCode fixture = new EditedCode(folder);
    fixture.save("1");
    Cors cors = new Cors(
        List.of("http://app.example"),
        List.of("GET", "POST"),
        List.of("x-key"),
        List.of("x-made"),
        60,
        true);
    Map<String, UrlSettings> urls = Map.of(
        "streaming", new UrlSettings("2.0", true, Cors.NONE),
        "rest", new UrlSettings("1.0", false, Cors.NONE),
        "shared", new UrlSettings("2.0", false, cors));
    List<ServedFunction> all = new ArrayList<>();
    for (String name : List.of("hello", "streaming", "rest", "shared")) {
      all.add(fixture.start(
          EditedCode.settings(name, 2, Duration.ofSeconds(30), Duration.ofMinutes(5)),
          folder.resolve(name)));
    }
    functions = new Functions(all, fixture);
    server = ServeServer.start(
        InetAddress.getLoopbackAddress(),
        0,
        functions,
        urls,
        new ConsolePage(functions, new Journal(fixture), Map.of()));
  }

  @AfterAll
  static void close() throws IOException {
    server.close();
    functions.close();
  }

  @Test
  void theEventHasTheRequestAsItWasSent() throws IOException {
    Response response = send(
        "POST /pa2%2Fth/1?x=a%20b&x=%2Fbar&flag HTTP/1.1",
        "hello.localhost",
        "Extra-Headers: With WeiRd CapS\r\nCookie: a=1; b=2\r\nContent-Type: text/plain\r\n"
            + "User-Agent: test",
        "{\"echo\":true}");

    JsonObject event = JsonParser.parseString(response.body()).getAsJsonObject();
    assertEquals("2.0", event.get("version").getAsString());
    assertEquals("/pa2%2Fth/1", event.get("rawPath").getAsString());
    assertEquals("x=a%20b&x=%2Fbar&flag", event.get("rawQueryString").getAsString());
    assertEquals("[\"a=1\",\"b=2\"]", event.get("cookies").toString());
    assertEquals(
        "{\"x\":\"a b,/bar\",\"flag\":\"\"}", event.get("queryStringParameters").toString());
    assertEquals("{\"echo\":true}", event.get("body").getAsString());
    assertFalse(event.get("isBase64Encoded").getAsBoolean());
    JsonObject headers = event.getAsJsonObject("headers");
    assertEquals("With WeiRd CapS", headers.get("extra-headers").getAsString());
    assertEquals("hello.localhost", headers.get("host").getAsString());
    assertEquals("127.0.0.1", headers.get("x-forwarded-for").getAsString());
    assertFalse(headers.has("cookie"));
    JsonObject context = event.getAsJsonObject("requestContext");
    assertEquals("anonymous", context.get("accountId").getAsString());
    assertEquals("hello.localhost", context.get("domainName").getAsString());
    assertEquals("hello", context.get("domainPrefix").getAsString());
    assertEquals(
        "{\"method\":\"POST\",\"path\":\"/pa2%2Fth/1\",\"protocol\":\"HTTP/1.1\","
            + "\"sourceIp\":\"127.0.0.1\",\"userAgent\":\"test\"}",
        context.get("http").toString());
    assertTrue(context
        .get("time")
        .getAsString()
        .matches("\\d\\d/\\w{3}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000"));
    assertEquals(response.header("x-amzn-requestid"), context.get("requestId").getAsString());
  }

  @Test
  void theEventAndTheResponseHaveTheTrace() throws IOException {
    Response started = send(
        "POST / HTTP/1.1", "hello.localhost", "Content-Type: application/json", "{\"echo\":true}");

    String trace = started.header("x-amzn-trace-id");
    assertTrue(
        trace.matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=1"), trace);
    assertEquals(trace.substring(0, trace.indexOf(';')), traceOfEvent(started));

    String root = "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700";
    Response continued = send(
        "POST / HTTP/1.1",
        "hello.localhost",
        "X-Amzn-Trace-Id: " + root + "\r\nContent-Type: application/json",
        "{\"echo\":true}");

    assertTrue(continued.header("x-amzn-trace-id").startsWith(root + ";Parent="));
    assertEquals(root, traceOfEvent(continued));
  }

  private static String traceOfEvent(Response response) {
    return JsonParser.parseString(response.body())
        .getAsJsonObject()
        .getAsJsonObject("headers")
        .get("x-amzn-trace-id")
        .getAsString();
  }

  @Test
  void aPathMayBeginWithTwoSlashes() throws IOException {
    Response response = send(
        "POST //orders/1?x=1 HTTP/1.1",
        "hello.localhost",
        "Content-Type: application/json",
        "{\"echo\":true}");

    JsonObject event = JsonParser.parseString(response.body()).getAsJsonObject();
    assertEquals("//orders/1", event.get("rawPath").getAsString());
    assertEquals("x=1", event.get("rawQueryString").getAsString());
  }

  @Test
  void aRequestWithoutABodyHasNoneInItsEvent() throws IOException {
    Response response = send("GET /lambda-url/hello/a/b HTTP/1.1", "127.0.0.1", "A: b", "");

    assertEquals("\"1\"".replace("\"", ""), response.body());
    assertEquals("application/json", response.header("content-type"));
  }

  @Test
  void aBodyThatIsNotTextIsInBase64() {
    HttpCall call = new HttpCall(
        "hello",
        "POST",
        "/",
        "",
        Map.of("content-type", List.of("multipart/form-data; boundary=x")),
        "form".getBytes(StandardCharsets.UTF_8),
        "127.0.0.1");

    JsonObject event = JsonParser.parseString(
            new String(HttpEvent.of(call, UrlSettings.DEFAULT, "id"), StandardCharsets.UTF_8))
        .getAsJsonObject();

    assertEquals("Zm9ybQ==", event.get("body").getAsString());
    assertTrue(event.get("isBase64Encoded").getAsBoolean());
  }

  @Test
  void responsesThatNameNoStatusAreTheBody() throws IOException {
    assertEquals("{\"message\":\"hi\"}", responding("{\"message\":\"hi\"}").body());
    assertEquals("[\"hello\",3,true]", responding("[\"hello\",3,true]").body());
    assertEquals("hello", responding("\"hello\"").body());
    assertEquals("3", responding("3").body());
    assertEquals("3.1", responding("3.1").body());
    assertEquals("true", responding("true").body());
    Response response = responding("\"hello\"");
    assertEquals(200, response.status());
    assertEquals("application/json", response.header("content-type"));
    assertEquals("5", response.header("content-length"));
  }

  @Test
  void aResponseThatNamesItsStatusIsUnpacked() throws IOException {
    Response response =
        responding("{\"statusCode\":418,\"body\":\"tea\",\"cookies\":[\"a=1\",\"b=2\"],"
            + "\"headers\":{\"My-Custom-Header\":\"As Given\",\"Content-Length\":\"99\"}}");

    assertEquals(418, response.status());
    assertEquals("tea", response.body());
    assertEquals("As Given", response.header("my-custom-header"));
    assertEquals("application/json", response.header("content-type"));
    assertEquals("3", response.header("content-length"));
    assertEquals("a=1|b=2", response.header("set-cookie"));
  }

  @Test
  void aBodyInBase64IsDecoded() throws IOException {
    String base64 = Base64.getEncoder().encodeToString("tea".getBytes(StandardCharsets.UTF_8));

    Response response = responding("{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\""
        + base64 + "\",\"headers\":{\"content-type\":\"image/png\"}}");

    assertEquals("tea", response.body());
    assertEquals("image/png", response.header("content-type"));
  }

  @Test
  void responsesThatCannotBeHttpAreFailures() throws IOException {
    for (String response : List.of(
        "{\"statusCode\":\"x\"}",
        "{\"statusCode\":1000}",
        "{\"statusCode\":200,\"body\":{}}",
        "{\"statusCode\":200,\"headers\":[]}",
        "{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"?\"}")) {
      assertEquals(502, responding(response).status(), response);
      assertEquals("Internal Server Error", responding(response).body(), response);
    }
  }

  @Test
  void aNameThatNoFunctionHasIsForbidden() throws IOException {
    Response response = send("GET / HTTP/1.1", "nobody.localhost", "A: b", "");

    assertEquals(403, response.status());
    assertEquals("{\"Message\":null}", response.body());
    assertEquals("AccessDeniedException", response.header("x-amzn-errortype"));
    assertEquals("application/json", response.header("content-type"));
  }

  @Test
  void aRestApiHasEventsAndResponsesOfItsOwn() throws IOException {
    Response echo = send(
        "PUT /a/b?x=1&x=2 HTTP/1.1",
        "rest.localhost",
        "X-Two: 1\r\nX-Two: 2\r\nContent-Type: application/json",
        "{\"respond\":{\"statusCode\":201,\"body\":\"made\",\"multiValueHeaders\":{\"A\":[\"1\",\"2\"]}}}");
    assertEquals(201, echo.status());
    assertEquals("made", echo.body());
    assertEquals("1|2", echo.header("a"));

    Response none = send("PUT / HTTP/1.1", "rest.localhost", "Content-Type: text/plain", "{}");
    assertEquals(502, none.status());
    assertEquals("{\"message\": \"Internal server error\"}", none.body());
  }

  @Test
  void theEventOfARestApiHasAllValues() {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("X-Two", List.of("1", "2"));
    HttpCall call =
        new HttpCall("rest", "GET", "/a/b", "x=1&x=2", headers, new byte[0], "127.0.0.1");

    JsonObject event = JsonParser.parseString(new String(
            HttpEvent.of(call, new UrlSettings("1.0", false, Cors.NONE), "id"),
            StandardCharsets.UTF_8))
        .getAsJsonObject();

    assertEquals("{\"X-Two\":\"2\"}", event.get("headers").toString());
    assertEquals("{\"X-Two\":[\"1\",\"2\"]}", event.get("multiValueHeaders").toString());
    assertEquals("{\"x\":\"2\"}", event.get("queryStringParameters").toString());
    assertEquals(
        "{\"x\":[\"1\",\"2\"]}", event.get("multiValueQueryStringParameters").toString());
    assertEquals("{\"proxy\":\"a/b\"}", event.get("pathParameters").toString());
    assertEquals("GET", event.get("httpMethod").getAsString());
    assertTrue(event.get("body").isJsonNull());
  }

  @Test
  void aStreamArrivesBeforeItEnds() throws IOException {
    Path go = folder.resolve("go");
    String event =
        "{\"stream\":[\"first \",\"last\"],\"as\":\"text/plain\",\"await\":\"" + go + "\"}";
    try (Socket socket =
        open("POST / HTTP/1.1", "streaming.localhost", "Content-Type: text/plain", event)) {
      InputStream in = socket.getInputStream();
      String head = until(in, "first ");
      assertTrue(head.startsWith("HTTP/1.1 200"), head);
      assertTrue(head.contains("Content-type: text/plain"), head);
      Files.createFile(go);
      until(in, "last");
    }
  }

  @Test
  void aStreamMayBeginWithItsStatus() throws IOException {
    String prelude =
        "{\\\"statusCode\\\":201,\\\"headers\\\":{\\\"x-made\\\":\\\"yes\\\"},\\\"cookies\\\":[\\\"a=1\\\"]}"
            + "\\u0000".repeat(8);
    Response response = send(
        "POST / HTTP/1.1",
        "streaming.localhost",
        "Content-Type: text/plain",
        "{\"stream\":[\"" + prelude + "one \",\"two\"],\"as\":\"" + PRELUDE + "\"}");

    assertEquals(201, response.status());
    assertEquals("yes", response.header("x-made"));
    assertEquals("a=1", response.header("set-cookie"));
    assertEquals("one two", response.body());
  }

  @Test
  void aStreamWithoutTheStatusThatItAnnouncesIsAFailure() throws IOException {
    String endless = "{\\\"statusCode\\\":201,\\\"headers\\\":{\\\"a\\\":\\\""
        + "x".repeat(1024 * 1024) + "\\\"}}" + "\\u0000".repeat(8);
    for (String stream : List.of("text", endless)) {
      Response response = send(
          "POST / HTTP/1.1",
          "streaming.localhost",
          "Content-Type: text/plain",
          "{\"stream\":[\"" + stream + "\"],\"as\":\"" + PRELUDE + "\"}");

      assertEquals(502, response.status());
      assertEquals("Internal Server Error", response.body());
    }
  }

  @Test
  void whatWasNotStreamedIsNotUnpackedInAModeThatStreams() throws IOException {
    Response response = send(
        "POST / HTTP/1.1",
        "streaming.localhost",
        "Content-Type: text/plain",
        "{\"respond\":{\"statusCode\":418,\"body\":\"tea\"}}");

    assertEquals(200, response.status());
    assertEquals("{\"statusCode\":418,\"body\":\"tea\"}", response.body());
  }

  @Test
  void aPageFromElsewhereMayCallWhereCorsSaysSo() throws IOException {
    String event = "{\"respond\":7}";
    Response allowed = send(
        "POST / HTTP/1.1",
        "shared.localhost",
        "Origin: http://app.example\r\nContent-Type: text/plain",
        event);
    assertEquals("7", allowed.body());
    assertEquals("http://app.example", allowed.header("access-control-allow-origin"));
    assertEquals("true", allowed.header("access-control-allow-credentials"));
    assertEquals("x-made", allowed.header("access-control-expose-headers"));
    assertEquals("Origin", allowed.header("vary"));

    Response preflight = send(
        "OPTIONS / HTTP/1.1",
        "shared.localhost",
        "Origin: http://app.example\r\nAccess-Control-Request-Method: POST",
        "");
    assertEquals(200, preflight.status());
    assertEquals("GET,POST", preflight.header("access-control-allow-methods"));
    assertEquals("x-key", preflight.header("access-control-allow-headers"));
    assertEquals("60", preflight.header("access-control-max-age"));

    for (String url : List.of("shared", "hello")) {
      Response refused = send(
          "POST / HTTP/1.1",
          url + ".localhost",
          "Origin: http://evil.example\r\nContent-Type: text/plain",
          event);
      assertEquals(403, refused.status());
      assertEquals("requests from the pages of other servers are refused\n", refused.body());
      assertNull(refused.header("access-control-allow-origin"));
    }
  }

  @Test
  void pagesFromElsewhereThatSendNoOriginAreRefusedAsWell() throws IOException {
    for (String site : List.of("cross-site", "same-site")) {
      assertEquals(
          403,
          send("GET / HTTP/1.1", "hello.localhost", "Sec-Fetch-Site: " + site, "")
              .status());
    }
    for (String site : List.of("none", "same-origin")) {
      assertEquals(
          200,
          send("GET / HTTP/1.1", "hello.localhost", "Sec-Fetch-Site: " + site, "")
              .status());
    }
  }

  @Test
  void aNameThatOnlyLeadsHereIsRefused() throws IOException {
    for (String host : List.of("hello.example", "hello.localhost.example", "0.0.0.0", "")) {
      Response response = send("GET /lambda-url/hello/ HTTP/1.1", host, "A: b", "");
      assertEquals(403, response.status(), host);
      assertEquals("this server serves only its own machine\n", response.body(), host);
    }
  }

  private static Response responding(String json) throws IOException {
    return send(
        "POST / HTTP/1.1",
        "hello.localhost",
        "Content-Type: application/json",
        new Gson().toJson(Map.of("respond", JsonParser.parseString(json))));
  }

  private static Socket open(String request, String host, String headers, String body)
      throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String length = bytes.length == 0 ? "" : "Content-Length: " + bytes.length + "\r\n";
    socket
        .getOutputStream()
        .write((request + "\r\nHost: " + host + "\r\nConnection: close\r\n" + length + headers
                + "\r\n\r\n" + body)
            .getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  private static Response send(String request, String host, String headers, String body)
      throws IOException {
    try (Socket socket = open(request, host, headers, body)) {
      String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int end = all.indexOf("\r\n\r\n");
      String[] head = all.substring(0, end).split("\r\n");
      Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (int i = 1; i < head.length; i++) {
        String[] field = head[i].split(": ?", 2);
        fields.computeIfAbsent(field[0], name -> new ArrayList<>()).add(field[1]);
      }
      String text = all.substring(end + 4);
      boolean chunked = fields.containsKey("Transfer-Encoding");
      return new Response(
          Integer.parseInt(head[0].split(" ")[1]),
          fields,
          chunked ? text.replaceAll("(^|\r\n)[0-9a-f]+\r\n", "").replaceAll("\r\n$", "") : text);
    }
  }

  private static String until(InputStream in, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf(end) < 0) {
      int next = in.read();
      assertTrue(next >= 0, text.toString());
      text.append((char) next);
    }
    return text.toString();
  }
}
