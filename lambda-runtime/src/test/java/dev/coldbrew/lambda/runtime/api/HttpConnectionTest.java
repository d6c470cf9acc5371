// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

/** Peers that no well-behaved server would be: each connection gets its bytes, then is closed. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class HttpConnectionTest {

  private static final String NEXT =
      "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: 7\r\nContent-Length: 2\r\n\r\n{}";

  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void bytesMayDribbleIn() throws Exception {
    CompletableFuture<Void> peer = peer(socket -> {
      for (byte b : ascii(NEXT)) {
        socket.getOutputStream().write(b);
        socket.getOutputStream().flush();
      }
    });

    assertEquals("7", get().header("lambda-runtime-AWS-request-id"));
    peer.get();
  }

  @Test
  void responseIsWaitedForWithoutATimeout() throws Exception {
    try (Socket socket = connection().connect()) {
      assertEquals(0, socket.getSoTimeout());
    }
  }

  @Test
  void chunkedBodyIsPutTogether() throws Exception {
    peer(
        send(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\nT: x\r\n\r\n"));

    assertEquals("abc0123456789", body(get()));
  }

  @Test
  void interimResponsesAreSkipped() throws Exception {
    peer(send("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + NEXT));

    assertEquals("{}", body(get()));
  }

  @Test
  void bodyWithoutLengthEndsWithTheConnection() throws Exception {
    peer(send("HTTP/1.1 200 OK\r\n\r\nall of it"));

    assertEquals("all of it", body(get()));
  }

  @Test
  void linesMayEndWithoutCarriageReturn() throws Exception {
    peer(send("HTTP/1.1 200 OK\nContent-Length: 2\n\nok"));

    assertEquals("ok", body(get()));
  }

  @Test
  void connectionThatThePeerWillCloseIsNotUsedAgain() throws Exception {
    HttpConnection connection = connection();
    peer(
        send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\n1"),
        send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n2"));

    assertEquals("1", body(get(connection)));
    assertEquals("2", body(get(connection)));
  }

  @Test
  void connectionOfAnOlderPeerIsNotUsedAgain() throws Exception {
    HttpConnection connection = connection();
    peer(
        send("HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\n1"),
        send("HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\n2"));

    assertEquals("1", body(get(connection)));
    assertEquals("2", body(get(connection)));
  }

  @Test
  void whatComesBehindAResponseIsNotTheNextOne() throws Exception {
    HttpConnection connection = connection();
    peer(
        send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1" + NEXT),
        send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n2"));

    assertEquals("1", body(get(connection)));
    assertEquals("2", body(get(connection)));
  }

  @Test
  void largeBodyIsSentAndReceivedWhole() throws Exception {
    byte[] sent = new byte[6 * 1024 * 1024];
    Arrays.fill(sent, (byte) 'x');
    CompletableFuture<Void> peer = peer(socket -> {
      byte[] request =
          socket.getInputStream().readNBytes(ascii(postHead(sent.length)).length + sent.length);
      assertEquals(
          postHead(sent.length),
          new String(request, 0, request.length - sent.length, StandardCharsets.US_ASCII));
      socket
          .getOutputStream()
          .write(ascii("HTTP/1.1 200 OK\r\nContent-Length: " + sent.length + "\r\n\r\n"));
      socket.getOutputStream().write(request, request.length - sent.length, sent.length);
    });
    HttpConnection connection = connection();
    connection.open();

    HttpResponse response = connection.exchange("POST", "/x", "", sent, sent.length);

    peer.get();
    assertArrayEquals(sent, response.body());
  }

  @Test
  void earlyEndIsABrokenConnection() throws Exception {
    peer(send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc"));

    HttpConnection.BrokenException e =
        assertThrows(HttpConnection.BrokenException.class, this::get);

    assertEquals("connection broken: response ended after 3 of 5 bytes", e.getMessage());
  }

  @Test
  void chunkThatIsLongerThanItsSizeIsABrokenConnection() throws Exception {
    peer(send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n0\r\n\r\n"));

    HttpConnection.BrokenException e =
        assertThrows(HttpConnection.BrokenException.class, this::get);

    assertEquals("connection broken: chunk is longer than its 3 bytes", e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "2147483647, body longer than 67108864 bytes",
    "9999999999, not a number in the response: 9999999999",
    "-1, not a number in the response: -1",
    "+1, not a number in the response: +1",
    "'', 'not a number in the response: '"
  })
  void wrongLengthIsABrokenConnection(String length, String why) throws Exception {
    peer(send("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n1"));

    HttpConnection.BrokenException e =
        assertThrows(HttpConnection.BrokenException.class, this::get);

    assertEquals("connection broken: " + why, e.getMessage());
  }

  /** With a blank before the colon it would be read as another header (RFC 9112 5.1). */
  @ParameterizedTest
  @ValueSource(strings = {"Content-Length : 1", "Content-Length\t: 1", ": 1", "Content-Length 1"})
  void whatIsNoHeaderIsABrokenConnection(String line) throws Exception {
    peer(send("HTTP/1.1 200 OK\r\n" + line + "\r\n\r\n1"));

    HttpConnection.BrokenException e =
        assertThrows(HttpConnection.BrokenException.class, this::get);

    assertEquals("connection broken: not a header: " + line, e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:http", "127.0.0.1:", "127.0.0.1:99999"})
  void addressWithoutAPortIsReported(String address) {
    IOException e = assertThrows(IOException.class, () -> new HttpConnection(address).open());

    assertEquals("'" + address + "' is not a host and port", e.getMessage());
  }

  @Test
  void whatIsNotHttpIsReported() throws Exception {
    peer(send("220 smtp.example ESMTP\r\n"));

    HttpConnection.BrokenException e =
        assertThrows(HttpConnection.BrokenException.class, this::get);

    assertEquals(
        "connection broken: not an HTTP/1.1 response: 220 smtp.example ESMTP", e.getMessage());
  }

  @Test
  void nextIsAskedAgainWhenTheConnectionBreaks() throws Exception {
    peer(
        socket -> {},
        send("HTTP/1.1 200 OK\r\nContent-Le"),
        send(NEXT.substring(0, NEXT.length() - 1)),
        socket -> {
          send("").with(socket);
          reset(socket);
        },
        send(NEXT));

    assertEquals("7", new RuntimeApi(connection()).next().requestId());
  }

  @Test
  void nextIsAskedOnANewConnectionWhenTheOldOneWasClosedMeanwhile() throws Exception {
    CompletableFuture<Void> peer = peer(send(NEXT), send(NEXT), send(NEXT));
    RuntimeApi api = new RuntimeApi(connection());

    for (int i = 0; i < 3; i++) {
      assertEquals("7", api.next().requestId());
    }
    peer.get();
  }

  @Test
  void nextMayComeInChunks() throws Exception {
    peer(send("HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: 7\r\n"
        + "Transfer-Encoding: chunked\r\n\r\n2\r\n[1\r\n3\r\n,2]\r\n0\r\n\r\n"));

    assertEquals(
        "[1,2]", new String(new RuntimeApi(connection()).next().event(), StandardCharsets.UTF_8));
  }

  @Test
  void clientContextMayBeLong() throws Exception {
    String context = "{\"custom\":{\"a\":\"" + "x".repeat(200_000) + "\"}}";
    peer(send(
        NEXT.replace("\r\n\r\n", "\r\nLambda-Runtime-Client-Context: " + context + "\r\n\r\n")));

    assertEquals(context, new RuntimeApi(connection()).next().clientContext());
  }

  @Test
  void nextGivesUpWhenEveryConnectionBreaks() throws Exception {
    Exchange close = socket -> {};
    CompletableFuture<Void> peer = peer(close, close, close, close, close);
    RuntimeApi api = new RuntimeApi(connection());

    assertThrows(HttpConnection.BrokenException.class, api::next);

    peer.get();
  }

  @Test
  void responseIsNeverSentTwice() throws Exception {
    peer(socket -> {});
    RuntimeApi api = new RuntimeApi(connection());

    assertThrows(HttpConnection.BrokenException.class, () -> api.response("7", ascii("{}"), 2));

    server.setSoTimeout(1);
    assertThrows(SocketTimeoutException.class, server::accept);
  }

  @Test
  void responseThatIsResetHalfWayIsNeverSentTwice() throws Exception {
    byte[] answer = new byte[6 * 1024 * 1024];
    CompletableFuture<Void> peer = peer(socket -> {
      socket.getInputStream().readNBytes(100_000);
      reset(socket);
    });
    RuntimeApi api = new RuntimeApi(connection());

    assertThrows(
        HttpConnection.BrokenException.class, () -> api.response("7", answer, answer.length));

    peer.get();
    server.setSoTimeout(1);
    assertThrows(SocketTimeoutException.class, server::accept);
  }

  private HttpConnection connection() {
    return new HttpConnection("127.0.0.1:" + server.getLocalPort());
  }

  private HttpResponse get() throws IOException {
    return get(connection());
  }

  private HttpResponse get(HttpConnection connection) throws IOException {
    connection.open();
    return connection.exchange("GET", "/x", "", null, 0);
  }

  private String postHead(int length) {
    return "POST /x HTTP/1.1\r\nHost: 127.0.0.1:" + server.getLocalPort() + "\r\nContent-Length: "
        + length + "\r\n\r\n";
  }

  private interface Exchange {
    void with(Socket socket) throws IOException;
  }

  /** Ends the connection as a network does that has lost it. */
  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Takes a request's head and sends the bytes. */
  private static Exchange send(String response) {
    return socket -> {
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.read());
      }
      OutputStream out = socket.getOutputStream();
      out.write(ascii(response));
      out.flush();
    };
  }

  /** Serves the connections one after the other. */
  private CompletableFuture<Void> peer(Exchange... connections) {
    return CompletableFuture.runAsync(() -> {
      for (Exchange exchange : List.of(connections)) {
        try (Socket socket = server.accept()) {
          exchange.with(socket);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    });
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String body(HttpResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
