// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.invocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.runtime.LifeHandlers;
import dev.coldbrew.lambda.runtime.RuntimeInTest;
import dev.coldbrew.lambda.runtime.api.HttpConnection;
import dev.coldbrew.lambda.runtime.api.RuntimeApi;
import dev.coldbrew.lambda.runtime.error.ErrorReport;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every cell of the table in {@link RuntimeApi}. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ReactionsTest {

  private static final String ACCEPTED = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";
  private static final String END = status(410);
  private static final String GONE = "GET invocation/next returned 410 ";

  /** Closes the connection instead of an answer. */
  private static final String BREAK = "";

  private static final String RESPONSE_1 =
      "POST /2018-06-01/runtime/invocation/id-1/response \"hi\"";
  private static final String ERROR_1 = "POST /2018-06-01/runtime/invocation/id-1/error";
  private static final String NEXT = "GET /2018-06-01/runtime/invocation/next";

  private final List<String> requests = new ArrayList<>();
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    LifeHandlers.RUNS.set(0);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 400, 403, 404, 413, 500, 503})
  void nextThatIsNotAnsweredWithAnEventEndsTheLoop(int status) throws Throwable {
    assertEquals("GET invocation/next returned " + status + " ", run("count", status(status)));
    assertEquals(List.of(NEXT), requests);
  }

  @Test
  void nextWithoutARequestIdEndsTheLoop() throws Throwable {
    assertEquals("GET invocation/next returned no request id", run("count", status(200)));
    assertEquals(List.of(NEXT), requests);
  }

  @Test
  void nextIsAskedForAgainUpToFourTimesWhenTheConnectionBreaks() throws Throwable {
    String half = "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: id-1\r\nContent-Le";
    assertEquals(GONE, run("count", half, BREAK, half, BREAK, event("id-1"), ACCEPTED, BREAK, END));
    assertEquals(List.of(NEXT, NEXT, NEXT, NEXT, NEXT, RESPONSE_1, NEXT, NEXT), requests);
  }

  @Test
  void nextIsNotAskedForASixthTime() throws Throwable {
    assertEquals(
        "connection broken: connection closed before the response was complete",
        run("count", BREAK, BREAK, BREAK, BREAK, BREAK));
    assertEquals(5, requests.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {202, 400, 413})
  void theLoopGoesOnAfterAResponseThat(int status) throws Throwable {
    assertEquals(GONE, run("count", event("id-1"), status(status), END));
    assertEquals(List.of(NEXT, RESPONSE_1, NEXT), requests);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 403, 404, 500})
  void theLoopEndsAfterAResponseThat(int status) throws Throwable {
    assertEquals(
        "POST invocation/ID/response returned " + status + " ",
        run("count", event("id-1"), status(status)));
  }

  @ParameterizedTest
  @ValueSource(ints = {202, 400, 413})
  void theLoopGoesOnAfterAnErrorThat(int status) throws Throwable {
    assertEquals(GONE, run("assertion", event("id-1"), status(status), END));
    assertEquals(List.of(NEXT, ERROR_1, NEXT), paths());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 403, 404, 500})
  void theLoopEndsAfterAnErrorThat(int status) throws Throwable {
    assertEquals(
        "POST invocation/ID/error returned " + status + " ",
        run("assertion", event("id-1"), status(status)));
  }

  @ParameterizedTest
  @CsvSource({"''", "HTTP/1.1 202 Acc"})
  void aResponseThatWasInterruptedIsNotSentAgain(String answer) throws Throwable {
    assertEquals(GONE, run("count", event("id-1"), answer, event("id-2"), ACCEPTED, END));
    assertEquals(
        List.of(NEXT, RESPONSE_1, NEXT, RESPONSE_1.replace("id-1", "id-2"), NEXT), requests);
  }

  @Test
  void aResponseIsSentAgainAndTheHandlerDoesNotRunAgainWhenItsEventComesAgain() throws Throwable {
    assertEquals(GONE, run("count", event("id-1"), BREAK, event("id-1"), ACCEPTED, END));
    assertEquals(List.of(NEXT, RESPONSE_1, NEXT, RESPONSE_1, NEXT), requests);
    assertEquals(1, LifeHandlers.RUNS.get());
  }

  @Test
  void anErrorIsSentAgainAndTheHandlerDoesNotRunAgainWhenItsEventComesAgain() throws Throwable {
    assertEquals(
        GONE,
        run("assertion", event("id-1"), BREAK, event("id-1"), BREAK, event("id-1"), ACCEPTED, END));
    assertEquals(List.of(NEXT, ERROR_1, NEXT, ERROR_1, NEXT, ERROR_1, NEXT), paths());
    assertEquals(
        List.of(requests.get(1), requests.get(1)), List.of(requests.get(3), requests.get(5)));
    assertEquals(1, LifeHandlers.RUNS.get());
  }

  @Test
  void anEventThatComesAgainAfterAnAcceptedResponseRunsAgain() throws Throwable {
    assertEquals(GONE, run("count", event("id-1"), ACCEPTED, event("id-1"), ACCEPTED, END));
    assertEquals(2, LifeHandlers.RUNS.get());
  }

  @Test
  void aResponseThatWasInterruptedAndANextThatIsRefusedEndTheLoop() throws Throwable {
    assertEquals(
        "GET invocation/next returned 403 ", run("count", event("id-1"), BREAK, status(403)));
  }

  @Test
  void anErrorThatWasInterruptedIsNotSentAgain() throws Throwable {
    assertEquals(GONE, run("assertion", event("id-1"), BREAK, event("id-2"), ACCEPTED, END));
    assertEquals(List.of(NEXT, ERROR_1, NEXT, ERROR_1.replace("id-1", "id-2"), NEXT), paths());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 403, 413, 500})
  void anInitErrorThatIsNotAcceptedIsAFailure(int status) throws Throwable {
    assertEquals("POST init/error returned " + status + " ", sendInitError(status(status)));
  }

  @Test
  void anInitErrorThatWasInterruptedIsNotSentAgain() throws Throwable {
    assertEquals(
        "connection broken: connection closed before the response was complete",
        sendInitError(BREAK));
    assertEquals(List.of("POST /2018-06-01/runtime/init/error"), paths());
  }

  private String sendInitError(String answer) throws Throwable {
    CompletableFuture<Void> peer = CompletableFuture.runAsync(() -> serve(answer));
    RuntimeApi api = new RuntimeApi(new HttpConnection(address()));
    ErrorReport report = ErrorReport.of(new IllegalStateException("TABLE_NAME is not set"));
    IOException e =
        assertThrows(IOException.class, () -> api.initError(report.headers(), report.body()));
    peer.get(10, TimeUnit.SECONDS);
    return e.getMessage();
  }

  @Test
  void noConnectionEndsTheLoop() throws Throwable {
    Handler handler = handler("count");
    String address = address();
    server.close();

    IOException e = assertThrows(
        IOException.class,
        () -> new RuntimeInTest()
            .loop(new RuntimeApi(new HttpConnection(address)), handler)
            .run());

    assertEquals("Connection refused", e.getMessage());
  }

  /** Gives the answers in turn; an incomplete one ends its connection. Returns why the loop ended. */
  private String run(String method, String... answers) throws Throwable {
    Handler handler = handler(method);
    CompletableFuture<Void> peer = CompletableFuture.runAsync(() -> serve(answers));
    IOException end = assertThrows(
        IOException.class,
        () -> new RuntimeInTest()
            .loop(new RuntimeApi(new HttpConnection(address())), handler)
            .run());
    peer.get(10, TimeUnit.SECONDS);
    return end.getMessage();
  }

  private void serve(String... answers) {
    try {
      for (int i = 0; i < answers.length; ) {
        try (Socket socket = server.accept()) {
          boolean complete = true;
          while (complete && i < answers.length) {
            requests.add(request(socket.getInputStream()));
            socket.getOutputStream().write(answers[i].getBytes(StandardCharsets.US_ASCII));
            complete = answers[i++].contains("\r\n\r\n");
          }
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String request(InputStream in) throws IOException {
    String head = "";
    while (!head.endsWith("\r\n\r\n")) {
      int c = in.read();
      if (c < 0) {
        throw new EOFException();
      }
      head += (char) c;
    }
    int length = head.indexOf("Content-Length: ");
    String body = "";
    if (length > 0) {
      String rest = head.substring(length + 16);
      byte[] bytes = in.readNBytes(Integer.parseInt(rest.substring(0, rest.indexOf('\r'))));
      body = " " + new String(bytes, StandardCharsets.UTF_8);
    }
    return head.substring(0, head.indexOf(" HTTP")) + body;
  }

  private List<String> paths() {
    return requests.stream().map(r -> r.replaceFirst(" \\{.*", "")).toList();
  }

  private String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  private static String event(String id) {
    return "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: "
        + id
        + "\r\nContent-Length: 4\r\n\r\n\"hi\"";
  }

  private static String status(int status) {
    return "HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\n\r\n";
  }

  private static Handler handler(String method) throws Throwable {
    return HandlerLoader.load(
        LifeHandlers.class.getName() + "::" + method, LifeHandlers.class.getClassLoader());
  }
}
