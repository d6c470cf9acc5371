// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.coldbrew.lambda.emulator.Caller;
import dev.coldbrew.lambda.emulator.InvocationResult;
import dev.coldbrew.lambda.emulator.InvokeRequest;
import dev.coldbrew.lambda.serve.Invoked;
import dev.coldbrew.lambda.serve.Journal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleJsonTest {

  @Test
  void timesAreMilliseconds() {
    JsonObject json = ConsoleJson.whole(call("{}", Duration.ofNanos(1_500_000), List.of()));

    assertEquals(1.5, json.get("initMillis").getAsDouble());
    assertEquals(2.0, json.get("invokeMillis").getAsDouble());
    assertEquals(1000, json.get("end").getAsLong());
  }

  @Test
  void aWarmCallHasNoInitPhase() {
    assertTrue(ConsoleJson.whole(call("{}", null, List.of())).get("initMillis").isJsonNull());
  }

  @Test
  void theEndOfALongLogIsSentFirst() {
    JsonObject json = ConsoleJson.parts(call("{}", null, List.of("x".repeat(100_000), "end")));

    assertEquals("x".repeat(99_996) + "\nend", json.get("log").getAsString());
    assertEquals(100_004, json.get("logLength").getAsInt());
  }

  @Test
  void theStatusThatBeginsAStreamIsALineOfItsOwn() {
    JsonObject json =
        ConsoleJson.whole(call("{\"statusCode\":200}" + "\0".repeat(8) + "Hello", null, List.of()));

    assertEquals("{\"statusCode\":200}\nHello", json.get("response").getAsString());
  }

  private static Journal.Call call(String response, Duration init, List<String> log) {
    byte[] payload = response.getBytes(StandardCharsets.UTF_8);
    return new Journal.Call(
        1,
        "hello",
        Instant.ofEpochSecond(1),
        new InvokeRequest("id", "arn", new byte[0], Caller.UNKNOWN, null),
        new Invoked(new InvocationResult(payload, false), init, Duration.ofMillis(2), log));
  }
}
