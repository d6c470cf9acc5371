// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.coldbrew.lambda.runtime.api.HttpConnection;
import dev.coldbrew.lambda.runtime.api.RuntimeApi;
import dev.coldbrew.lambda.runtime.invocation.Handler;
import dev.coldbrew.lambda.runtime.invocation.HandlerLoader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The exact bytes of streamed answers, as a raw peer gets them. */
class ResponseStreamTest {

  private static final String ACCEPTED = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";
  private static final String HEAD = """
      POST /2018-06-01/runtime/invocation/id-1/response HTTP/1.1\r
      Host: 127.0.0.1:PORT\r
      Lambda-Runtime-Function-Response-Mode: streaming\r
      Trailer: Lambda-Runtime-Function-Error-Type\r
      Trailer: Lambda-Runtime-Function-Error-Body\r
      Content-Type: TYPE\r
      Transfer-Encoding: chunked\r
      \r
      """;

  /** Released when the peer has got the first part. */
  private static final Semaphore GOT_FIRST = new Semaphore(0);

  private static final Semaphore STARTED = new Semaphore(0);
  private static final Semaphore CONNECTION_LOST = new Semaphore(0);

  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  /** What users write. */
  public static class Streams {

    public void parts(InputStream event, OutputStream output) throws Exception {
      OutputStream out = ResponseStream.of(output);
      out.write(utf8("first"));
      out.flush();
      if (!GOT_FIRST.tryAcquire(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("what was flushed has not come");
      }
      out.write(utf8("second"));
      out.write('!');
    }

    public void large(OutputStream output) throws IOException {
      ResponseStream.of(output).write(new byte[40_000]);
    }

    /** Longer than any buffer on the way, so that a connection that is lost is noticed. */
    public void veryLarge(OutputStream output) throws IOException {
      ResponseStream.of(output).write(new byte[50_000_000]);
    }

    public void empty(OutputStream output) throws IOException {
      ResponseStream.of(output);
    }

    public void emptyAfterTheConnectionIsLost(OutputStream output) throws Exception {
      ResponseStream.of(output);
      STARTED.release();
      if (!CONNECTION_LOST.tryAcquire(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the connection is still there");
      }
    }

    public void failingLate(OutputStream output) throws IOException {
      OutputStream out = ResponseStream.of(output);
      out.write(utf8("half"));
      out.flush();
      throw new IllegalStateException("über");
    }

    public void failingEarly(OutputStream output) throws IOException {
      ResponseStream.of(output).write(utf8("not sent"));
      throw new IllegalStateException("early");
    }

    public void http(OutputStream output) throws IOException {
      OutputStream out =
          ResponseStream.http(output, 201, Map.of("Content-Type", "text/plain"), List.of("a=b"));
      out.write(utf8("body"));
    }

    public void nothing(OutputStream output) throws IOException {
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("a", null);
      headers.put("b", "");
      ResponseStream.http(output, 200, headers, Arrays.asList(null, "a=b", null));
    }

    public void late(OutputStream output) throws IOException {
      output.write(utf8("begun"));
      ResponseStream.of(output);
    }
  }

  @Test
  void whatIsFlushedIsSentAtOnce() throws Throwable {
    assertEquals(
        head("application/octet-stream") + "5\r\nfirst\r\n7\r\nsecond!\r\n0\r\n\r\n",
        posted("parts"));
  }

  @Test
  void largeResponseIsSentInChunks() throws Throwable {
    String posted = posted("large").replace("\0", "");

    assertEquals(
        head("application/octet-stream") + "4000\r\n\r\n4000\r\n\r\n1c40\r\n\r\n0\r\n\r\n", posted);
  }

  @Test
  void streamThatIsResetHalfWayIsNotSentAgain() throws Throwable {
    CompletableFuture<String> afterwards = CompletableFuture.supplyAsync(() -> {
      try (Socket socket = server.accept()) {
        giveEvent(socket);
        socket.getInputStream().readNBytes(100_000);
        socket.setSoLinger(true, 0);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      return refuseNext();
    });

    IOException e = run("veryLarge");

    assertEquals("GET invocation/next returned 500 ", e.getMessage());
    assertEquals(
        "GET /2018-06-01/runtime/invocation/next HTTP/1.1",
        afterwards.get(10, TimeUnit.SECONDS).lines().findFirst().get());
  }

  @Test
  void streamThatCannotBeginIsNotSentAgain() throws Throwable {
    CompletableFuture<String> afterwards = CompletableFuture.supplyAsync(() -> {
      try (Socket socket = server.accept()) {
        giveEvent(socket);
        STARTED.tryAcquire(10, TimeUnit.SECONDS);
        socket.setSoLinger(true, 0);
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
      CONNECTION_LOST.release();
      return refuseNext();
    });

    IOException e = run("emptyAfterTheConnectionIsLost");

    assertEquals("GET invocation/next returned 500 ", e.getMessage());
    assertEquals(
        "GET /2018-06-01/runtime/invocation/next HTTP/1.1",
        afterwards.get(10, TimeUnit.SECONDS).lines().findFirst().get());
  }

  @Test
  void emptyStreamIsAResponse() throws Throwable {
    assertEquals(head("application/octet-stream") + "0\r\n\r\n", posted("empty"));
  }

  @Test
  void failureHalfWayEndsTheStreamWithTrailers() throws Throwable {
    String posted = posted("failingLate");

    String start = head("application/octet-stream")
        + "4\r\nhalf\r\n0\r\nLambda-Runtime-Function-Error-Type: Function.IllegalStateException\r\n"
        + "Lambda-Runtime-Function-Error-Body: ";
    assertEquals(start, posted.substring(0, start.length()));
    String body = posted.substring(start.length(), posted.length() - 4);
    JsonObject error = JsonParser.parseString(
            new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8))
        .getAsJsonObject();
    assertEquals("über", error.get("errorMessage").getAsString());
    assertEquals("java.lang.IllegalStateException", error.get("errorType").getAsString());
  }

  @Test
  void failureBeforeAnythingIsSentIsAnOrdinaryError() throws Throwable {
    try (ScriptedRuntimeApi api = new ScriptedRuntimeApi()) {
      api.event("{}").accepted().end();
      assertThrows(
          IOException.class,
          () -> new RuntimeInTest().loop(api.client(), handler("failingEarly")).run());
      api.request();
      assertEquals("/2018-06-01/runtime/invocation/id-1/error", api.request().getTarget());
    }
  }

  @Test
  void httpResponseBeginsWithStatusHeadersAndCookies() throws Throwable {
    String prelude =
        "{\"statusCode\":201,\"headers\":{\"Content-Type\":\"text/plain\"},\"cookies\":[\"a=b\"]}";

    assertEquals(
        head("application/vnd.awslambda.http-integration-response")
            + Integer.toHexString(prelude.length() + 8 + 4)
            + "\r\n" + prelude + "\0\0\0\0\0\0\0\0body\r\n0\r\n\r\n",
        posted("http"));
  }

  @Test
  void headersAndCookiesThatAreNullAreLeftOut() throws Throwable {
    String prelude = "{\"statusCode\":200,\"headers\":{\"b\":\"\"},\"cookies\":[\"a=b\"]}";

    assertTrue(posted("nothing").contains("\r\n" + prelude + "\0\0\0\0\0\0\0\0\r\n"));
  }

  @Test
  void responseThatHasBegunCannotBecomeAStream() throws Throwable {
    try (ScriptedRuntimeApi api = new ScriptedRuntimeApi()) {
      api.event("{}").accepted().end();
      assertThrows(
          IOException.class,
          () -> new RuntimeInTest().loop(api.client(), handler("late")).run());
      api.request();
      JsonObject error =
          JsonParser.parseString(ScriptedRuntimeApi.body(api.request())).getAsJsonObject();
      assertEquals(
          "the response cannot become a stream: it has already begun",
          error.get("errorMessage").getAsString());
    }
  }

  @Test
  void underAnotherRuntimeBytesAreBufferedAndHttpIsRefused() throws IOException {
    OutputStream theirs = new ByteArrayOutputStream();

    assertSame(theirs, ResponseStream.of(theirs));
    UnsupportedOperationException e = assertThrows(
        UnsupportedOperationException.class,
        () -> ResponseStream.http(theirs, 200, Map.of(), List.of()));
    assertEquals("this runtime does not stream HTTP responses", e.getMessage());
  }

  /** One event through the loop; what came on the wire as its answer. */
  private String posted(String method) throws Throwable {
    CompletableFuture<String> posted = CompletableFuture.supplyAsync(this::serve);
    run(method);
    return posted.get(10, TimeUnit.SECONDS);
  }

  /** Returns why the loop ended. */
  private IOException run(String method) throws Throwable {
    RuntimeApi api = new RuntimeApi(new HttpConnection("127.0.0.1:" + server.getLocalPort()));
    Handler handler = handler(method);
    return assertThrows(
        IOException.class, () -> new RuntimeInTest().loop(api, handler).run());
  }

  private String serve() {
    try (Socket socket = server.accept()) {
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      giveEvent(socket);
      StringBuilder posted = new StringBuilder(until(in, "\r\n\r\n"));
      for (int size = -1; size != 0; ) {
        String line = until(in, "\r\n");
        size = Integer.parseInt(line.strip(), 16);
        posted.append(line);
        posted.append(new String(in.readNBytes(size), StandardCharsets.ISO_8859_1));
        if (posted.toString().endsWith("first")) {
          GOT_FIRST.release();
        }
        if (size > 0) {
          posted.append(until(in, "\r\n"));
        }
      }
      for (String line = ""; !line.equals("\r\n"); posted.append(line)) {
        line = until(in, "\r\n");
      }
      out.write(utf8(ACCEPTED));
      until(in, "\r\n\r\n");
      out.write(utf8("HTTP/1.1 500 \r\nContent-Length: 0\r\n\r\n"));
      return posted.toString();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private String refuseNext() {
    try (Socket socket = server.accept()) {
      String request = until(socket.getInputStream(), "\r\n\r\n");
      socket.getOutputStream().write(utf8("HTTP/1.1 500 \r\nContent-Length: 0\r\n\r\n"));
      return request;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void giveEvent(Socket socket) throws IOException {
    until(socket.getInputStream(), "\r\n\r\n");
    socket
        .getOutputStream()
        .write(
            utf8(
                "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: id-1\r\nContent-Length: 2\r\n\r\n{}"));
  }

  private static String until(InputStream in, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    while (!text.toString().endsWith(end)) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("ended after " + text);
      }
      text.append((char) b);
    }
    return text.toString();
  }

  private String head(String type) {
    return HEAD.replace("PORT", Integer.toString(server.getLocalPort())).replace("TYPE", type);
  }

  private static Handler handler(String method) throws Throwable {
    return HandlerLoader.load(
        Streams.class.getName() + "::" + method, Streams.class.getClassLoader());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
