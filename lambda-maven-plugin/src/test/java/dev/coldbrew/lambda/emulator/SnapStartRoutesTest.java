// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The states and words are those of AWS's runtime interface emulator. */
@Timeout(30)
class SnapStartRoutesTest {

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final RuntimeProtocol protocol = new RuntimeProtocol();
  private RuntimeApiServer server;

  @BeforeEach
  void start() throws IOException {
    server = RuntimeApiServer.open(protocol, new SnapStartRoutes(protocol));
    server.serve(socket -> true);
  }

  @AfterEach
  void stop() {
    protocol.exited();
    server.close();
  }

  @Test
  void restoreNextEndsTheInitPhaseAndBlocksUntilTheRestore() throws Exception {
    CompletableFuture<HttpResponse<String>> restored = get("restore/next");
    assertEquals(RuntimeProtocol.Outcome.ASKED_FOR_NEXT, protocol.await(soon()));
    assertFalse(restored.isDone());

    protocol.restore();

    assertEquals(200, now(restored).statusCode());
    assertEquals("", now(restored).body());
    assertEquals(RuntimeProtocol.Outcome.OVERRAN, protocol.await(System.nanoTime()));
    get("invocation/next");
    assertEquals(RuntimeProtocol.Outcome.ASKED_FOR_NEXT, protocol.await(soon()));
  }

  @Test
  void aRuntimeThatWaitsForItsRestoreGetsNoEvent() throws Exception {
    get("restore/next");
    protocol.await(soon());

    assertRejected("RestoreReady", "Ready", now(get("invocation/next")));
    assertRejected("RestoreReady", "Ready", now(get("restore/next")));
    assertRejected("RestoreReady", "RuntimeRestoreErrorState", post("restore/error"));
  }

  @Test
  void thereIsOneRestore() throws Exception {
    restore();

    assertRejected("Restoring", "Ready", now(get("restore/next")));
  }

  @Test
  void afterARestoreErrorThereIsNoEvent() throws Exception {
    restore();

    HttpResponse<String> accepted = post("restore/error");
    assertEquals(202, accepted.statusCode());
    assertEquals("{\"status\":\"OK\"}\n", accepted.body());
    assertEquals("Runtime.AfterRestoreError", protocol.posted().errorType());
    assertRejected("RuntimeRestoreErrorState", "Ready", now(get("invocation/next")));
  }

  @Test
  void anInitErrorAfterTheRestoreIsARestoreError() throws Exception {
    restore();

    assertEquals(202, post("init/error").statusCode());
    assertRejected("RuntimeRestoreErrorState", "Ready", now(get("invocation/next")));
  }

  @Test
  void anInitErrorBeforeTheSnapshotIsOne() throws Exception {
    assertEquals(202, post("init/error").statusCode());
    assertRejected("InitError", "Ready", now(get("restore/next")));
  }

  private void restore() throws Exception {
    CompletableFuture<HttpResponse<String>> restored = get("restore/next");
    protocol.await(soon());
    protocol.restore();
    now(restored);
  }

  private CompletableFuture<HttpResponse<String>> get(String path) {
    return client.sendAsync(request(path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path) throws Exception {
    HttpRequest request = request(path)
        .header("Lambda-Runtime-Function-Error-Type", "Runtime.AfterRestoreError")
        .POST(BodyPublishers.ofString("{}"))
        .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://" + server.address() + "/2018-06-01/runtime/" + path));
  }

  private static void assertRejected(String from, String to, HttpResponse<String> response) {
    assertEquals(403, response.statusCode());
    assertEquals(
        "{\"errorMessage\":\"State transition from "
            + from
            + " to "
            + to
            + " failed for runtime. Error: State transition is not allowed\","
            + "\"errorType\":\"InvalidStateTransition\"}",
        response.body());
  }

  private static <T> T now(CompletableFuture<T> future) throws Exception {
    return future.get(10, TimeUnit.SECONDS);
  }

  private static long soon() {
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
  }
}
