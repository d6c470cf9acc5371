// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RuntimeApiServerTest {

  private static final Instant DEADLINE = Instant.ofEpochMilli(1_800_000_000_123L);
  private static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:hello";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final RuntimeProtocol protocol = new RuntimeProtocol();
  private RuntimeApiServer server;

  @BeforeEach
  void start() throws IOException {
    server = RuntimeApiServer.open(protocol, null);
    server.serve(socket -> true);
  }

  @AfterEach
  void stop() {
    protocol.exited();
    server.close();
  }

  @Test
  void nextBlocksUntilThereIsAnEventAndGivesItWithItsHeaders() throws Exception {
    CompletableFuture<HttpResponse<String>> next = next();
    assertEquals(RuntimeProtocol.Outcome.ASKED_FOR_NEXT, protocol.await(soon()));
    assertFalse(next.isDone());

    protocol.begin(invocation("first"));

    HttpResponse<String> response = get(next);
    assertEquals(200, response.statusCode());
    assertEquals("{\"name\":\"Ada\"}", response.body());
    assertEquals("application/json", header(response, "Content-Type"));
    assertEquals("first", header(response, "Lambda-Runtime-Aws-Request-Id"));
    assertEquals("1800000000123", header(response, "Lambda-Runtime-Deadline-Ms"));
    assertEquals(ARN, header(response, "Lambda-Runtime-Invoked-Function-Arn"));
    String trace = header(response, "Lambda-Runtime-Trace-Id");
    assertTrue(
        trace.matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=1"), trace);
    for (String unknown : List.of("Aws-Tenant-Id", "Client-Context", "Cognito-Identity")) {
      assertFalse(response.headers().map().containsKey("Lambda-Runtime-" + unknown), unknown);
    }
  }

  @Test
  void nextDescribesTheCaller() throws Exception {
    Caller caller = new Caller(
        "{\"custom\":{\"a\":\"b\"}}",
        "{\"cognitoIdentityId\":\"me\"}",
        "tenant",
        "Root=1-2-3;Parent=4;Sampled=0");
    CompletableFuture<HttpResponse<String>> next = next();
    assertEquals(RuntimeProtocol.Outcome.ASKED_FOR_NEXT, protocol.await(soon()));

    InvokeRequest request = new InvokeRequest("first", ARN, new byte[0], caller, null);
    protocol.begin(new Invocation(request, DEADLINE));

    HttpResponse<String> response = get(next);
    assertEquals(caller.clientContext(), header(response, "Lambda-Runtime-Client-Context"));
    assertEquals(caller.cognitoIdentity(), header(response, "Lambda-Runtime-Cognito-Identity"));
    assertEquals("tenant", header(response, "Lambda-Runtime-Aws-Tenant-Id"));
    assertEquals("Root=1-2-3;Parent=4;Sampled=0", header(response, "Lambda-Runtime-Trace-Id"));
  }

  @Test
  void nextIsOfTheSameTraceWhenItIsGivenAgain() throws Exception {
    CompletableFuture<HttpResponse<String>> next = next();
    assertEquals(RuntimeProtocol.Outcome.ASKED_FOR_NEXT, protocol.await(soon()));
    protocol.begin(invocation("first"));

    assertEquals(
        header(get(next), "Lambda-Runtime-Trace-Id"),
        header(get(next()), "Lambda-Runtime-Trace-Id"));
  }

  @Test
  void aResponseIsAcceptedAndEndsTheInvocationWithTheNextNext() throws Exception {
    give("first");

    HttpResponse<String> response = post("invocation/first/response", "7");
    assertEquals(202, response.statusCode());
    assertEquals("{\"status\":\"OK\"}\n", response.body());
    assertEquals(RuntimeProtocol.Outcome.OVERRAN, protocol.await(System.nanoTime()));
    next();
    assertEquals(RuntimeProtocol.Outcome.ASKED_FOR_NEXT, protocol.await(soon()));
    assertEquals("7", text(protocol.posted()));
    assertNull(protocol.posted().errorType());
  }

  @Test
  void initIsCompleteWhenARegisteredExtensionHasAskedForAnEventToo() throws Exception {
    HttpResponse<String> registered = register("shutdown");
    assertEquals(200, registered.statusCode());
    assertTrue(protocol.hasExtensions());
    next();
    CompletableFuture<HttpResponse<String>> event = nextEvent(registered);
    assertEquals(RuntimeProtocol.Outcome.ASKED_FOR_NEXT, protocol.await(soon()));
    assertFalse(event.isDone());
  }

  @Test
  void initIsNotCompleteBeforeTheExtensionAsks() throws Exception {
    register("shutdown");
    CompletableFuture<HttpResponse<String>> next = next();
    // The refusal shows that the next before it has arrived.
    HttpResponse<String> late = register("late");
    for (int i = 0; late.statusCode() == 200 && i < 1000; i++) {
      late = register("late" + i);
    }
    assertEquals(RuntimeProtocol.Outcome.OVERRAN, protocol.await(System.nanoTime()));
    assertFalse(next.isDone());
  }

  @Test
  void anExtensionThatSeesInvocationsEndsThem() throws Exception {
    HttpResponse<String> registered = register("telemetry", "[\"INVOKE\"]");
    CompletableFuture<HttpResponse<String>> next = next();
    CompletableFuture<HttpResponse<String>> event = nextEvent(registered);
    assertEquals(RuntimeProtocol.Outcome.ASKED_FOR_NEXT, protocol.await(soon()));

    protocol.begin(invocation("first"));

    String trace = header(get(next), "Lambda-Runtime-Trace-Id");
    assertEquals(
        "{\"eventType\":\"INVOKE\",\"deadlineMs\":1800000000123,\"requestId\":\"first\","
            + "\"invokedFunctionArn\":\"" + ARN + "\",\"tracing\":{\"type\":\"X-Amzn-Trace-Id\","
            + "\"value\":\"" + trace + "\"}}",
        get(event).body());
    post("invocation/first/response", "7");
    next();
    nextEvent(registered);
    assertEquals(RuntimeProtocol.Outcome.ASKED_FOR_NEXT, protocol.await(soon()));
  }

  private CompletableFuture<HttpResponse<String>> nextEvent(HttpResponse<String> registered) {
    return client.sendAsync(
        extension("event/next")
            .header(
                "Lambda-Extension-Identifier", header(registered, "Lambda-Extension-Identifier"))
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void registrationsThatLambdaRefusesAreRefused() throws Exception {
    assertEquals(200, register("one").statusCode());
    assertRefused(
        "Extension.InvalidExtensionState",
        "Extension with this name already registered",
        register("one"));
    assertRefused("Extension.InvalidExtensionName", "Empty extension name", register(""));
    assertRefused(
        "Extension.UnknownExtensionIdentifier",
        "Unknown extension x",
        client.send(
            extension("event/next").header("Lambda-Extension-Identifier", "x").build(),
            BodyHandlers.ofString()));
    post("init/error", "{}");
    assertRefused(
        "Extension.RegistrationClosed", "Extension registration closed already", register("two"));
  }

  private static void assertRefused(String type, String message, HttpResponse<String> response) {
    assertEquals(403, response.statusCode());
    assertEquals(
        "{\"errorMessage\":\"" + message + "\",\"errorType\":\"" + type + "\"}", response.body());
  }

  private HttpResponse<String> register(String name) throws Exception {
    return register(name, "[]");
  }

  private HttpResponse<String> register(String name, String events) throws Exception {
    HttpRequest request = extension("register")
        .header("Lambda-Extension-Name", name)
        .POST(BodyPublishers.ofString("{\"events\":" + events + "}"))
        .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private HttpRequest.Builder extension(String call) {
    return HttpRequest.newBuilder(
        URI.create("http://" + server.address() + "/2020-01-01/extension/" + call));
  }

  @Test
  void aResponseInChunksIsPutTogether() throws Exception {
    give("first");

    byte[] body = "x".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
    HttpRequest.BodyPublisher chunked =
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    HttpResponse<String> response = client.send(
        request("invocation/first/response").POST(chunked).build(), BodyHandlers.ofString());

    assertEquals(202, response.statusCode());
    assertEquals("x".repeat(100_000), text(protocol.posted()));
  }

  @Test
  void aStreamThatFailedHalfWayIsTheErrorInItsTrailers() throws Exception {
    String error = "{\"errorMessage\":\"half\"}";
    failHalfWay(Base64.getEncoder().encodeToString(error.getBytes(StandardCharsets.UTF_8)));

    assertEquals(error, text(protocol.posted()));
    assertEquals("Function.Late", protocol.posted().errorType());
  }

  @Test
  void anErrorInTrailersThatIsNotBase64IsTakenAsItIs() throws Exception {
    failHalfWay("{half}");

    assertEquals("{half}", text(protocol.posted()));
    assertEquals("Function.Late", protocol.posted().errorType());
  }

  private void failHalfWay(String errorBody) throws Exception {
    give("first");
    try (Socket socket = new Socket("127.0.0.1", port())) {
      String request = "POST /2018-06-01/runtime/invocation/first/response HTTP/1.1\r\n"
          + "Lambda-Runtime-Function-Response-Mode: streaming\r\n"
          + "Transfer-Encoding: chunked\r\n\r\n4\r\npart\r\n0\r\n"
          + "Lambda-Runtime-Function-Error-Type: Function.Late\r\n"
          + "Lambda-Runtime-Function-Error-Body: "
          + errorBody
          + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 202".length());
      assertEquals("HTTP/1.1 202", new String(status, StandardCharsets.US_ASCII));
    }
  }

  @Test
  void aStreamIsPassedOnWhileItIsStillSent() throws Exception {
    SynchronousQueue<String> arrived = new SynchronousQueue<>();
    give(new InvokeRequest("first", ARN, new byte[0], Caller.UNKNOWN, passOnTo(arrived)));
    try (Socket socket = new Socket("127.0.0.1", port())) {
      OutputStream out = socket.getOutputStream();
      out.write(("POST /2018-06-01/runtime/invocation/first/response HTTP/1.1\r\n"
              + "Lambda-Runtime-Function-Response-Mode: streaming\r\n"
              + "Content-Type: text/plain\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n4\r\npart\r\n")
          .getBytes(StandardCharsets.US_ASCII));
      assertEquals("text/plain", arrived.poll(10, TimeUnit.SECONDS));
      assertEquals("part", arrived.poll(10, TimeUnit.SECONDS));
      assertNull(protocol.posted());

      out.write("3\r\nend\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertEquals("end", arrived.poll(10, TimeUnit.SECONDS));
      byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 202".length());
      assertEquals("HTTP/1.1 202", new String(status, StandardCharsets.US_ASCII));
    }
    assertEquals("", text(protocol.posted()));
    assertFalse(protocol.posted().isError());
  }

  private static StreamedResponse passOnTo(SynchronousQueue<String> arrived) {
    return new StreamedResponse() {
      @Override
      public void begin(String contentType) {
        offer(contentType);
      }

      @Override
      public void write(byte[] bytes, int length) {
        offer(new String(bytes, 0, length, StandardCharsets.US_ASCII));
      }

      private void offer(String text) {
        try {
          assertTrue(arrived.offer(text, 10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }

  @Test
  void aClientThatWaitsForPermissionToSendItsBodyGetsIt() throws Exception {
    give("first");

    byte[] body = "7".getBytes(StandardCharsets.US_ASCII);
    HttpResponse<String> response = client.send(
        request("invocation/first/response")
            .expectContinue(true)
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofString());

    assertEquals(202, response.statusCode());
    assertEquals("7", text(protocol.posted()));
  }

  @Test
  void aSecondResponseIsNotAllowed() throws Exception {
    give("first");
    post("invocation/first/response", "7");

    assertRejected(
        403,
        "InvalidStateTransition",
        "State transition from ResponseSent to InvocationResponse failed for runtime. "
            + "Error: State transition is not allowed",
        post("invocation/first/response", "8"));
    assertEquals("7", text(protocol.posted()));
  }

  @Test
  void anErrorAfterAResponseIsNotAllowed() throws Exception {
    give("first");
    post("invocation/first/response", "7");

    assertRejected(
        403,
        "InvalidStateTransition",
        "State transition from ResponseSent to InvocationErrorResponse failed for runtime. "
            + "Error: State transition is not allowed",
        post("invocation/first/error", "{}"));
  }

  @Test
  void anUnknownRequestIdIsInvalid() throws Exception {
    give("first");

    assertRejected(
        400, "InvalidRequestID", "Invalid request ID", post("invocation/second/response", "7"));
    assertNull(protocol.posted());
  }

  @Test
  void aResponseBeforeAnyEventHasNoValidRequestId() throws Exception {
    assertRejected(
        400, "InvalidRequestID", "Invalid request ID", post("invocation/first/response", "7"));
  }

  @Test
  void nextWithoutAResponseGivesTheSameEventAgain() throws Exception {
    give("first");

    assertEquals("first", header(get(next()), "Lambda-Runtime-Aws-Request-Id"));
  }

  @Test
  void aResponseThatIsTooLargeIsRefusedAndEndsTheInvocation() throws Exception {
    give("first");

    assertRejected(
        413,
        "RequestEntityTooLarge",
        "Exceeded maximum allowed payload size (6291556 bytes).",
        post("invocation/first/response", " ".repeat(RuntimeApiServer.MAX_RESPONSE + 1)));
    assertEquals("Function.ResponseSizeTooLarge", protocol.posted().errorType());
  }

  @Test
  void anErrorKeepsItsBodyAndAKnownType() throws Exception {
    give("first");

    HttpResponse<String> response = postError("Function.TableMissing");

    assertEquals(202, response.statusCode());
    assertEquals("{\"errorType\":\"a.B\"}", text(protocol.posted()));
    assertEquals("Function.TableMissing", protocol.posted().errorType());
  }

  @Test
  void anErrorTypeThatIsAClassNameBecomesUnknown() throws Exception {
    give("first");

    postError("java.lang.IllegalStateException");

    assertEquals("Runtime.Unknown", protocol.posted().errorType());
  }

  @Test
  void anErrorTypeOfTheFunctionInLowerCaseBecomesUnknown() throws Exception {
    give("first");

    postError("Function.tableMissing");

    assertEquals("Function.Unknown", protocol.posted().errorType());
  }

  @Test
  void anInitErrorIsAcceptedAndNoEventFollows() throws Exception {
    assertEquals(202, post("init/error", "{\"errorMessage\":\"no\"}").statusCode());

    assertEquals("{\"errorMessage\":\"no\"}", text(protocol.posted()));
    assertRejected(
        403,
        "InvalidStateTransition",
        "State transition from InitError to Ready failed for runtime. "
            + "Error: State transition is not allowed",
        get(next()));
  }

  @Test
  void anInitErrorAfterTheInitPhaseIsNotAllowed() throws Exception {
    give("first");

    assertRejected(
        403,
        "InvalidStateTransition",
        "State transition from Running to InitError failed for runtime. "
            + "Error: State transition is not allowed",
        post("init/error", "{}"));
  }

  @Test
  void anUnknownPathIsNotFound() throws Exception {
    HttpResponse<String> response = post("invocation/next", "");

    assertEquals(404, response.statusCode());
    assertEquals("404 page not found\n", response.body());
  }

  @Test
  void aConnectionThatDoesNotSpeakHttpIsClosed() throws Exception {
    try (Socket socket = socket()) {
      OutputStream out = socket.getOutputStream();
      out.write("hello\n".getBytes(StandardCharsets.US_ASCII));

      assertEquals(-1, socket.getInputStream().read());
    }
  }

  @Test
  void severalRequestsGoOverOneConnection() throws Exception {
    String answer = "HTTP/1.1 400 \r\n";
    String request =
        "POST /2018-06-01/runtime/invocation/x/response HTTP/1.1\r\nContent-Length: 1\r\n\r\n7";
    try (Socket socket = socket()) {
      socket.getOutputStream().write((request + request).getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();

      byte[] answers = socket.getInputStream().readAllBytes();
      assertEquals(3, new String(answers, StandardCharsets.US_ASCII).split(answer, -1).length);
    }
  }

  private Socket socket() throws IOException {
    String[] address = server.address().split(":");
    return new Socket(address[0], Integer.parseInt(address[1]));
  }

  private void give(String requestId) throws Exception {
    give(invocation(requestId).request());
  }

  private void give(InvokeRequest request) throws Exception {
    CompletableFuture<HttpResponse<String>> next = next();
    assertEquals(RuntimeProtocol.Outcome.ASKED_FOR_NEXT, protocol.await(soon()));
    protocol.begin(new Invocation(request, DEADLINE));
    assertEquals(200, get(next).statusCode());
  }

  private static Invocation invocation(String requestId) {
    byte[] event = "{\"name\":\"Ada\"}".getBytes(StandardCharsets.UTF_8);
    return new Invocation(new InvokeRequest(requestId, ARN, event, Caller.UNKNOWN, null), DEADLINE);
  }

  private CompletableFuture<HttpResponse<String>> next() {
    return client.sendAsync(request("invocation/next").build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    HttpRequest request = request(path).POST(BodyPublishers.ofString(body)).build();
    return client.send(request, BodyHandlers.ofString());
  }

  private HttpResponse<String> postError(String type) throws Exception {
    HttpRequest request = request("invocation/first/error")
        .header("Lambda-Runtime-Function-Error-Type", type)
        .POST(BodyPublishers.ofString("{\"errorType\":\"a.B\"}"))
        .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://" + server.address() + "/2018-06-01/runtime/" + path));
  }

  private static void assertRejected(
      int status, String type, String message, HttpResponse<String> response) {
    assertEquals(status, response.statusCode());
    assertEquals(
        "{\"errorMessage\":\"" + message + "\",\"errorType\":\"" + type + "\"}", response.body());
  }

  private static <T> T get(CompletableFuture<T> future) throws Exception {
    return future.get(10, TimeUnit.SECONDS);
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElseThrow();
  }

  private static String text(Posted posted) {
    return new String(posted.payload(), StandardCharsets.UTF_8);
  }

  private static long soon() {
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
  }

  private int port() {
    return Integer.parseInt(server.address().substring("127.0.0.1:".length()));
  }
}
