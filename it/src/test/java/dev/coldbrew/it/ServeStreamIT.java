// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvokeWithResponseStreamRequest;
import software.amazon.awssdk.services.lambda.model.InvokeWithResponseStreamResponseHandler;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** InvokeWithResponseStream as AWS's SDK for Java sees it. */
class ServeStreamIT extends ServeFixture {

  @Test
  void streamArrivesChunkByChunk() throws Exception {
    Path seen = temporary.resolve("seen");
    List<String> events = stream("\"stream one " + seen + " two\"", event -> {
      if (event.equals("chunk one")) {
        create(seen);
      }
    });
    assertEquals(List.of("chunk one", "chunk two", "complete null null"), events);
  }

  @Test
  void streamThatFailsHalfWayEndsWithTheError() throws Exception {
    List<String> events = stream("\"stream one fail\"", event -> {});
    assertEquals("chunk one", events.get(0));
    assertEquals(
        "complete Unhandled {\"errorMessage\":\"half-way\",\"errorType\":\"java.lang.IllegalStateException\"",
        events.get(1).split(",\"stackTrace\"")[0]);
    assertEquals(2, events.size());
  }

  @Test
  void streamMayBeLargerThanAResponse() throws Exception {
    List<String> events = stream("\"stream 7000000\"", event -> {});
    assertEquals("complete null null", events.remove(events.size() - 1));
    assertEquals(
        7_000_000,
        events.stream().mapToInt(event -> event.length() - "chunk ".length()).sum());
  }

  @Test
  void streamEndsWithTheLogIfAskedFor() throws Exception {
    List<String> logs = Collections.synchronizedList(new ArrayList<>());
    async
        .invokeWithResponseStream(
            InvokeWithResponseStreamRequest.builder()
                .functionName("serve")
                .payload(SdkBytes.fromUtf8String("\"stream one\""))
                .logType(LogType.TAIL)
                .build(),
            InvokeWithResponseStreamResponseHandler.builder()
                .subscriber(InvokeWithResponseStreamResponseHandler.Visitor.builder()
                    .onInvokeComplete(end -> logs.add(end.logResult()))
                    .build())
                .build())
        .get(10, TimeUnit.SECONDS);
    String log = normal(new String(Base64.getDecoder().decode(logs.get(0)), UTF_8));
    assertEquals(
        "START RequestId: ID Version: $LATEST\nEND RequestId: ID\n" + REPORT,
        log.substring(0, log.indexOf("Used: N MB\t") + "Used: N MB\t".length()));
  }

  @Test
  void responseThatIsNotStreamedIsOneChunk() throws Exception {
    assertEquals(
        List.of("chunk {\"a\":1}", "complete null null"), stream("{\"a\":1}", event -> {}));
  }

  @Test
  void unknownFunctionHasNoStream() {
    CompletionException error =
        assertThrows(CompletionException.class, () -> stream("nobody", "1", event -> {}));
    assertEquals(
        "{\"Type\":\"User\",\"Message\":\"Function not found: " + ARN.replace(":serve", ":nobody")
            + ":$LATEST\"}",
        body((ResourceNotFoundException) error.getCause()));
  }

  private static List<String> stream(String event, Consumer<String> onEvent) {
    return stream("serve", event, onEvent);
  }

  private static List<String> stream(String function, String event, Consumer<String> onEvent) {
    List<String> events = Collections.synchronizedList(new ArrayList<>());
    Consumer<String> add = text -> {
      events.add(text);
      onEvent.accept(text);
    };
    async
        .invokeWithResponseStream(
            InvokeWithResponseStreamRequest.builder()
                .functionName(function)
                .payload(SdkBytes.fromUtf8String(event))
                .build(),
            InvokeWithResponseStreamResponseHandler.builder()
                .subscriber(InvokeWithResponseStreamResponseHandler.Visitor.builder()
                    .onPayloadChunk(
                        chunk -> add.accept("chunk " + chunk.payload().asUtf8String()))
                    .onInvokeComplete(
                        end -> add.accept("complete " + end.errorCode() + " " + end.errorDetails()))
                    .build())
                .build())
        .join();
    return events;
  }

  private static void create(Path file) {
    try {
      Files.createFile(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
