// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.coldbrew.lambda.serve.EditedCode;
import dev.coldbrew.lambda.serve.Functions;
import dev.coldbrew.lambda.serve.Journal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers of both directions: what others send does not break them. */
@Timeout(60)
class FunctionUrlHeadersTest {

  @TempDir
  Path folder;

  private EditedCode fixture;
  private Functions functions;
  private ServeServer server;

  @BeforeEach
  void create() throws IOException {
    fixture = new EditedCode(folder);
    fixture.save("1");
  }

  private void serve(UrlSettings url) throws IOException {
    functions = new Functions(
        List.of(fixture.start(EditedCode.settings(1), folder.resolve("running"))), fixture);
    server = ServeServer.start(
        InetAddress.getLoopbackAddress(),
        0,
        functions,
        Map.of("hello", url),
        new ConsolePage(functions, new Journal(fixture), Map.of()));
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    functions.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'a':'b\\r\\nX-Split: 1'}",
        "{'a':'b\\nX-Split: 1'}",
        "{'a':'b\\r\\n X-Folded: 1'}",
        "{'a':'\\u0000'}",
        "{'a: b':'c'}",
        "{'a\\r\\nb':'c'}",
        "{'':'c'}",
        "{'a':{}}"
      })
  void aMalformedHeaderIsAFailure(String headers) throws Exception {
    serve(UrlSettings.DEFAULT);

    String response = responding("POST", "{'statusCode':200,'headers':" + headers + "}");

    assertTrue(response.startsWith("HTTP/1.1 502 "), response);
    assertTrue(response.endsWith("\r\n\r\nInternal Server Error"), response);
  }

  @Test
  void aValueBeyondAsciiIsSentInUtf8() throws Exception {
    serve(UrlSettings.DEFAULT);

    String response =
        responding("POST", "{'statusCode':200,'headers':{'a':'\u010da\u010aj','n':1}}");

    assertTrue(response.contains("\r\nA: \u010da\u010aj\r\n"), response);
    assertTrue(response.contains("\r\nN: 1\r\n"), response);
  }

  /** As Application Load Balancers pass them on; function URLs are not documented to differ. */
  @ParameterizedTest
  @CsvSource({
    "a\u010da \u65e5\u672c, UTF-8, a\u010da \u65e5\u672c",
    "caf\u00e9, ISO-8859-1, caf\u00e9"
  })
  void aHeaderOfTheRequestIsInUtf8OrElseInLatin1(String sent, String charset, String received)
      throws Exception {
    serve(UrlSettings.DEFAULT);

    String request = "POST /?q=\u00e9 HTTP/1.1\r\nHost: hello.localhost\r\nConnection: close\r\n"
        + "Content-Type: application/json\r\nX-Name: " + sent
        + "\r\nContent-Length: 13\r\n\r\n{\"echo\":true}";
    String response = exchange(request.getBytes(charset));

    JsonObject event =
        JsonParser.parseString(response.substring(response.indexOf("\r\n\r\n"))).getAsJsonObject();
    assertEquals(received, event.getAsJsonObject("headers").get("x-name").getAsString());
    assertEquals("q=\u00e9", event.get("rawQueryString").getAsString());
  }

  @ParameterizedTest
  @CsvSource({"POST, 204", "POST, 304", "HEAD, 200"})
  void aBodyThatIsNotAllowedIsLeftOut(String method, int status) throws Exception {
    serve(UrlSettings.DEFAULT);

    String response = responding(method, "{'statusCode':" + status + ",'body':'text'}");

    assertTrue(response.startsWith("HTTP/1.1 " + status + " "), response);
    assertTrue(response.endsWith("\r\n\r\n"), response);
  }

  @Test
  void aStreamThatIsNotAllowedIsLeftOut() throws Exception {
    serve(new UrlSettings("2.0", true, Cors.NONE));

    String prelude = "{\\\"statusCode\\\":204}" + "\\u0000".repeat(8);
    String response = send(
        "POST",
        "{\"as\":\"application/vnd.awslambda.http-integration-response\"," + "\"stream\":[\""
            + prelude + "one\",\"two\"]}");

    assertTrue(response.startsWith("HTTP/1.1 204 "), response);
    assertTrue(response.endsWith("\r\n\r\n"), response);
  }

  @Test
  void anInformationalStatusIsAFailure() throws Exception {
    serve(UrlSettings.DEFAULT);

    assertTrue(responding("POST", "{'statusCode':100}").startsWith("HTTP/1.1 502 "));
  }

  @Test
  void aFunctionWithoutCodeIsAServiceError() throws Exception {
    Files.delete(fixture.code().resolve("version"));
    serve(UrlSettings.DEFAULT);

    String response = send("POST", "{}");

    assertTrue(response.startsWith("HTTP/1.1 500 "), response);
    assertTrue(response.contains("NoSuchFileException"), response);
  }

  private String responding(String method, String json) throws IOException {
    return send(method, new Gson().toJson(Map.of("respond", JsonParser.parseString(json))));
  }

  private String send(String method, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    return exchange((method + " / HTTP/1.1\r\nHost: hello.localhost\r\nConnection: close\r\n"
            + "Content-Type: application/json\r\nContent-Length: " + bytes.length + "\r\n\r\n"
            + body)
        .getBytes(UTF_8));
  }

  private String exchange(byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.getOutputStream().write(request);
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
