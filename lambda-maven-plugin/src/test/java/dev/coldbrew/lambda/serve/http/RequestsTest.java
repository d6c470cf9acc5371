// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as no AWS client sends them: from web pages, from old or broken clients, at wrong places. */
@TestInstance(Lifecycle.PER_CLASS)
class RequestsTest extends ServeFixture {

  private static final String INVOKE = "/2015-03-31/functions/hello/invocations";
  private static final String END = "Connection: close\r\nContent-Length: 1\r\n\r\n1";

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    folder = temporary;
    serve("echo");
  }

  @Override
  @AfterAll
  void stop() throws IOException {
    super.stop();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example",
        "Host: evil.example:9000",
        "Host: localhost.evil.example",
        "Host: 127.0.0.1.evil.example",
        "Host: evil.example\r\nX-Forwarded-Host: localhost",
        "Host:",
        "X-No-Host: here"
      })
  void aForeignHostOrNoneIsRefused(String header) throws Exception {
    assertResponse(
        403,
        "this server serves only its own machine\n",
        raw("POST " + INVOKE + " HTTP/1.1\r\n" + header + "\r\n" + END));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: http://evil.example",
        "Origin: null",
        "Origin: http://localhost:1",
        "Origin: https://localhost",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Origin: http://evil.example\r\nSec-Fetch-Site: same-origin"
      })
  void aPageFromElsewhereIsRefused(String header) throws Exception {
    assertResponse(
        403,
        "requests from the pages of other servers are refused\n",
        raw("POST " + INVOKE + " HTTP/1.1\r\nHost: localhost\r\n" + header + "\r\n" + END));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: localhost",
        "Host: LOCALHOST:9000",
        "Host: a.b.localhost:9000",
        "Host: 127.0.0.1:9000",
        "Host: [::1]:9000",
        "Host: localhost\r\nOrigin: http://localhost",
        "Host: localhost:9000\r\nOrigin: http://localhost:9000\r\nSec-Fetch-Site: same-origin",
        "Host: localhost\r\nSec-Fetch-Site: none"
      })
  void thisMachineAndItsOwnPagesAreServed(String headers) throws Exception {
    assertResponse(200, "1", raw("POST " + INVOKE + " HTTP/1.1\r\n" + headers + "\r\n" + END));
  }

  @Test
  void anHttp10ClientIsServed() throws Exception {
    assertResponse(
        200,
        "1",
        raw("POST " + INVOKE + " HTTP/1.0\r\nHost: localhost\r\nContent-Length: 1\r\n\r\n1"));
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /",
    "POST, /2015-03-31/functions/hello",
    "POST, /2015-03-31/functions//invocations",
    "POST, /2015-03-31/functions/hello/invocations/more",
    "POST, //2015-03-31/functions/hello/invocations",
    "POST, /2015-03-31/../2015-03-31/functions/hello/invocations",
    "GET, /2015-03-31/functions/hello/invocations",
    "PUT, /2015-03-31/functions/hello/invocations",
    "DELETE, /2015-03-31/functions/hello",
    "OPTIONS, /2015-03-31/functions/hello/invocations",
    "PATCH, /2015-03-31/functions/hello/invocations",
    "BREW, /2015-03-31/functions/hello/invocations"
  })
  void anUnknownOperationIsNotFound(String method, String target) throws Exception {
    String response = raw(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + END);
    assertResponse(
        404,
        "{\"Message\":\"lambda:serve supports only Invoke and InvokeWithResponseStream\"}",
        response);
    assertTrue(
        response.toLowerCase().contains("\r\nx-amzn-errortype: unknownoperationexception\r\n"),
        response);
  }

  @ParameterizedTest
  @CsvSource({
    "hello%2Fworld, hello/world",
    "hello%20world, hello world",
    "hello+world, hello+world",
    "hell%C3%B6, hell\u00f6",
    "hello%00, hello\\u0000",
    "%22%3Cscript%3E, \\\"<script>"
  })
  void aMalformedNameIsAValidationErrorThatQuotesIt(String encoded, String name) throws Exception {
    String response = raw("POST /2015-03-31/functions/" + encoded
        + "/invocations HTTP/1.1\r\nHost: localhost\r\n" + END);
    assertEquals(400, status(response), response);
    assertTrue(
        body(response)
            .startsWith("{\"message\":\"1 validation error detected: Value '" + name
                + "' at 'functionName' failed to satisfy constraint: "),
        response);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mailto:x", "*", "/%", "/%zz", "/a b", "/\u00f6", "http://[", "?"})
  void aBrokenTargetIsAnErrorAndTheServerGoesOn(String target) throws Exception {
    String response = raw("POST " + target + " HTTP/1.1\r\nHost: localhost\r\n" + END);
    assertTrue(response.matches("(?s)|HTTP/1.1 40[04] .*"), response);
    assertEquals("1", invoke("1").body());
  }

  @Test
  void aVeryLongNameIsAnErrorAndTheServerGoesOn() throws Exception {
    String response = raw("POST /2015-03-31/functions/" + "a".repeat(100_000)
        + "/invocations HTTP/1.1\r\nHost: localhost\r\n" + END);
    assertEquals(404, status(response), response);
    assertThrows(
        SocketException.class,
        () -> raw("POST /2015-03-31/functions/" + "-a".repeat(1_000_000)
            + "/invocations HTTP/1.1\r\nHost: localhost\r\n" + END));
    assertEquals("1", invoke("1").body());
  }

  @Test
  void withoutABodyTheEventIsAnEmptyObject() throws Exception {
    String head = "POST " + INVOKE + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    assertResponse(200, "{}", raw(head + "\r\n"));
    assertResponse(200, "{}", raw(head + "Content-Length: 0\r\n\r\n"));
    assertResponse(200, "{}", raw(head + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"));
  }

  @Test
  void aBodyInChunksIsTheEvent() throws Exception {
    assertResponse(
        200,
        "[1]",
        raw("POST " + INVOKE + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n1\r\n[\r\n2\r\n1]\r\n0\r\n\r\n"));
  }

  @Test
  void aClientThatIsGoneBeforeItsEventIsCompleteInvokesNothing() throws Exception {
    int before = log.invoked().size();
    try (Socket socket = connect()) {
      socket
          .getOutputStream()
          .write(("POST " + INVOKE + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n1")
              .getBytes(UTF_8));
    }
    assertEquals("2", invoke("2").body());
    assertEquals(before + 1, log.invoked().size());
  }

  private static void assertResponse(int status, String body, String response) {
    assertEquals(status, status(response), response);
    assertEquals(body, body(response));
  }

  private static int status(String response) {
    return Integer.parseInt(response.split(" ", 3)[1]);
  }

  private static String body(String response) {
    return response.substring(response.indexOf("\r\n\r\n") + 4);
  }
}
