// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

/** What clients seldom send. ServeIT has the usual. */
class InvokeApiTest extends ServeFixture {

  private static final String STREAM = "/2021-11-15/functions/hello/response-streaming-invocations";

  @Test
  void anEventThatIsNotUtf8IsRefusedInJacksonsWords() throws Exception {
    serve("echo");
    assertInvalidContent(
        "Could not parse request body into json: Could not parse payload into json: Invalid UTF-8"
            + " start byte 0x87\\n at [Source: REDACTED"
            + " (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 3]",
        invoke("n\u0087r\u009e\u00e9\u00b5\u00d7I".getBytes(ISO_8859_1)));
    assertInvalidContent(
        "Could not parse request body into json: Could not parse payload into json: Unexpected"
            + " character ((CTRL-CHAR, code 153)): expected a valid value (JSON String, Number,"
            + " Array, Object or token 'null', 'true' or 'false')\\n at [Source: REDACTED"
            + " (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 1]",
        invoke("\u0099\u00eb,j\u0007\u00a1zYh".getBytes(ISO_8859_1)));
  }

  @Test
  void anEventThatGoesOnAfterItsEndIsRefused() throws Exception {
    serve("echo");
    assertEquals(400, invoke("{} {}").statusCode());
    assertEquals(400, invoke("{}}").statusCode());
    assertEquals(400, invoke(" ").statusCode());
    assertEquals(200, invoke(" {} \n").statusCode());
  }

  @Test
  void aDeepEventIsAnEvent() throws Exception {
    serve("echo");
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    assertEquals(deep, invoke(deep).body());
  }

  @Test
  void aClientContextThatIsNotBase64IsRefused() throws Exception {
    serve("echo");
    assertInvalidContent(
        "Client context must be a valid Base64-encoded JSON.",
        invoke("1", "X-Amz-Client-Context", "{\"custom\":{}}"));
    assertInvalidContent(
        "Client context must be a valid Base64-encoded JSON.",
        invoke(
            "1",
            "X-Amz-Client-Context",
            Base64.getEncoder().encodeToString("no json".getBytes(UTF_8))));
  }

  @Test
  void anUnknownInvocationTypeIsAValidationError() throws Exception {
    serve("echo");
    assertEquals(
        "{\"message\":\"1 validation error detected: Value 'event' at 'invocationType' failed to"
            + " satisfy constraint: Member must satisfy enum value set: [Event, RequestResponse,"
            + " DryRun]\"}",
        invoke("1", "X-Amz-Invocation-Type", "event").body());
    assertEquals(
        "{\"message\":\"1 validation error detected: Value 'Event' at 'invocationType' failed to"
            + " satisfy constraint: Member must satisfy enum value set: [RequestResponse,"
            + " DryRun]\"}",
        post(STREAM, "1", "X-Amz-Invocation-Type", "Event").body());
  }

  @Test
  void theResponseHasTheTraceOfTheInvocation() throws Exception {
    serve("echo");
    String given = "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0";
    assertEquals(
        List.of(given),
        invoke("1", "X-Amzn-Trace-Id", given).headers().allValues("X-Amzn-Trace-Id"));
    for (HttpResponse<String> response :
        List.of(invoke("1"), invoke("1", "X-Amz-Invocation-Type", "Event"), post(STREAM, "1"))) {
      String trace = response.headers().firstValue("X-Amzn-Trace-Id").orElseThrow();
      assertTrue(trace.matches("Root=1-[0-9a-f-]{33};Parent=[0-9a-f]{16};Sampled=1"), trace);
    }
    assertTrue(invoke("1", "X-Amz-Invocation-Type", "DryRun")
        .headers()
        .firstValue("X-Amzn-Trace-Id")
        .isEmpty());
  }

  @Test
  void withoutALogTypeThereIsNoLog() throws Exception {
    serve("echo");
    HttpResponse<String> response = invoke("1", "X-Amz-Log-Type", "None");
    assertEquals("1", response.body());
    assertTrue(response.headers().firstValue("X-Amz-Log-Result").isEmpty());
  }

  @Test
  void anEventWaitsUntilAnEnvironmentIsFree() throws Exception {
    serve(misbehaving(), settings("waits", AMPLE, 1));
    CompletableFuture<HttpResponse<String>> call =
        client().sendAsync(request("1"), BodyHandlers.ofString());
    log.await("waits"::equals);
    assertEquals(202, invoke("2", "X-Amz-Invocation-Type", "Event").statusCode());
    Files.createFile(task().resolve("go"));
    assertEquals("1", call.get(10, TimeUnit.SECONDS).body());
    log.awaitInvoked(2);
    assertEquals("2", log.invoked().get(1).result().text());
  }

  @Test
  void whatFailsInTheServerIsAServiceError() throws Exception {
    serve("echo");
    assertEquals("1", invoke("1").body());
    sourcesFail = true;
    HttpResponse<String> response = invoke("2");
    assertEquals(500, response.statusCode());
    assertEquals(
        "{\"Type\":\"Service\",\"Message\":\"java.io.UncheckedIOException: java.io.IOException: the disk is gone\"}",
        response.body());
    assertEquals(List.of("ServiceException"), response.headers().allValues("x-amzn-ErrorType"));
    sourcesFail = false;
    assertEquals("3", invoke("3").body());
  }

  @Test
  void aStreamWhoseProcessDiesEndsWithItsError() throws Exception {
    serve(misbehaving(), settings("diesInItsStream"));
    HttpResponse<InputStream> response =
        client().send(request(STREAM, "1"), BodyHandlers.ofInputStream());
    assertEquals(200, response.statusCode());
    String id = response.headers().firstValue("x-amzn-RequestId").orElseThrow();
    List<Message> messages = new ArrayList<>();
    MessageDecoder decoder = new MessageDecoder(messages::add);
    InputStream in = response.body();
    while (messages.isEmpty()) {
      decoder.feed(new byte[] {(byte) in.read()});
    }
    Files.createFile(task().resolve("die"));
    decoder.feed(in.readAllBytes());

    assertMessage("PayloadChunk", "application/octet-stream", "first", messages.get(0));
    Message last = messages.get(messages.size() - 1);
    assertMessage(
        "InvokeComplete",
        "application/json",
        "{\"ErrorCode\":\"Unhandled\",\"ErrorDetails\":\"{\\\"errorType\\\":"
            + "\\\"Runtime.ExitError\\\",\\\"errorMessage\\\":\\\"RequestId: " + id
            + " Error: Runtime exited with error: exit status 3\\\"}\"}",
        last);
  }

  @Test
  void aStreamGoesOnWhenItsCallerIsGone() throws Exception {
    serve(misbehaving(), settings("streams", AMPLE, 1));
    try (Socket socket = connect()) {
      socket
          .getOutputStream()
          .write(("POST " + STREAM + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\n1")
              .getBytes(UTF_8));
      String head = "";
      while (!head.contains("first")) {
        head += (char) socket.getInputStream().read();
      }
      assertTrue(head.startsWith("HTTP/1.1 200 OK\r\n"), head);
    }
    Files.createFile(task().resolve("go"));
    log.await("streamed, 202"::equals);
    log.awaitInvoked(1);
    assertFalse(log.invoked().get(0).result().failed());
    assertEquals(200, invoke("2").statusCode());
  }

  /** Its caller has stopped reading, which must not keep its environment busy. */
  @Test
  void aStreamThatNobodyReadsIsCutOffWhenItTimesOut() throws Exception {
    serve(misbehaving(), settings("streamsWithoutEnd", Duration.ofSeconds(1), 1));
    try (Socket socket = connect()) {
      socket
          .getOutputStream()
          .write(("POST " + STREAM + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\n1")
              .getBytes(UTF_8));
      log.awaitInvoked(1);
      assertTrue(log.invoked().get(0).result().timedOut());
      String all = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertTrue(all.startsWith("HTTP/1.1 200 OK\r\n"));
      assertFalse(all.contains("InvokeComplete"));
    }
    assertEquals(200, invoke("2").statusCode());
  }

  @Test
  void aStreamThatIsReadEndsWithItsTimeout() throws Exception {
    serve(misbehaving(), settings("streamsWithoutEnd", Duration.ofSeconds(1), 1));
    AtomicReference<Message> last = new AtomicReference<>();
    MessageDecoder decoder = new MessageDecoder(last::set);
    HttpResponse<InputStream> response =
        client().send(request(STREAM, "1"), BodyHandlers.ofInputStream());
    byte[] buffer = new byte[100_000];
    InputStream in = response.body();
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      decoder.feed(buffer, 0, n);
    }
    assertMessage(
        "InvokeComplete",
        "application/json",
        "{\"ErrorCode\":\"Unhandled\",\"ErrorDetails\":\"{\\\"errorType\\\":"
            + "\\\"Sandbox.Timedout\\\",\\\"errorMessage\\\":\\\"RequestId: "
            + response.headers().firstValue("x-amzn-RequestId").orElseThrow()
            + " Error: Task timed out after 1.00 seconds\\\"}\"}",
        last.get());
  }

  private static void assertMessage(
      String type, String contentType, String payload, Message message) {
    assertEquals(payload, new String(message.getPayload(), UTF_8));
    assertEquals(
        Map.of(
            ":message-type", HeaderValue.fromString("event"),
            ":event-type", HeaderValue.fromString(type),
            ":content-type", HeaderValue.fromString(contentType)),
        message.getHeaders());
  }

  private HttpResponse<String> invoke(byte[] event) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(request("").uri())
        .POST(HttpRequest.BodyPublishers.ofByteArray(event))
        .build();
    return client().send(request, BodyHandlers.ofString());
  }

  private static void assertInvalidContent(String message, HttpResponse<String> response) {
    assertEquals("{\"Type\":\"User\",\"message\":\"" + message + "\"}", response.body());
    assertEquals(400, response.statusCode());
    assertEquals(
        List.of("InvalidRequestContentException"),
        response.headers().allValues("x-amzn-ErrorType"));
  }
}
