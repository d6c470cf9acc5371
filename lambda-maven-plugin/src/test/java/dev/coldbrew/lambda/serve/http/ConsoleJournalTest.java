// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the page gets to know of invocations and starts. */
@Timeout(60)
class ConsoleJournalTest {

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
  void anInvocationByAnyoneIsInTheJournal() throws Exception {
    served.invoke("\"Ada\"");

    JsonObject call = served.next("call", null);
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
    served.invoke("\"fail\"");

    JsonObject call = served.next("call", null);
    assertTrue(call.get("failed").getAsBoolean());
    assertEquals("a.B: no", call.get("error").getAsString());
  }

  @Test
  void theStartOfAFunctionIsInTheJournal() throws Exception {
    JsonObject start = served.next("start", null);

    assertTrue(start.get("startMillis").getAsDouble() > 0);
    assertEquals("started", start.get("log").getAsString());
  }

  @Test
  void whoeverReconnectsGetsWhatCameAfterTheLast() throws Exception {
    served.invoke("1");
    String server =
        PageFixture.json(served.get("/_coldbrew/functions")).get("server").getAsString();
    long first = served.next("call", null).get("number").getAsLong();
    served.invoke("2");

    JsonObject second = served.next("call", server + " " + first);
    assertEquals("2", second.get("event").getAsString());
    JsonObject ofAnotherServer = served.next("call", "other " + first);
    assertEquals("1", ofAnotherServer.get("event").getAsString());
  }

  @Test
  void longTextIsSentInFullOnRequest() throws Exception {
    String event = '"' + "x".repeat(100_000) + '"';
    served.invoke(event);

    JsonObject call = served.next("call", null);
    assertEquals(event.substring(0, 100_000), call.get("response").getAsString());
    assertEquals(100_002, call.get("responseLength").getAsInt());
    JsonObject whole =
        PageFixture.json(served.get("/_coldbrew/entry?number=" + call.get("number")));
    assertEquals(event, whole.get("response").getAsString());
    assertEquals(event, whole.get("event").getAsString());
    assertEquals(404, served.get("/_coldbrew/entry?number=1000").statusCode());
    assertEquals(404, served.get("/_coldbrew/entry?number=x").statusCode());
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
      served.client.send(
          served
              .request(path)
              .POST(BodyPublishers.ofString(Integer.toString(gate.getLocalPort())))
              .build(),
          BodyHandlers.discarding());
      opener.join();
    }

    assertEquals("first second", served.next("call", null).get("response").getAsString());
  }
}
