// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.emulator.Caller;
import dev.coldbrew.lambda.emulator.InvocationResult;
import dev.coldbrew.lambda.emulator.InvokeRequest;
import dev.coldbrew.lambda.emulator.StreamedResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class JournalTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final List<String> passedOn = new ArrayList<>();
  private final Journal journal = new Journal(new FunctionListener() {
    @Override
    public void logged(String function, String line) {
      passedOn.add(function + " logged " + line);
    }

    @Override
    public void invoked(String function, InvokeRequest request, Invoked invoked) {
      passedOn.add(function + " responded " + invoked.result().text());
    }

    @Override
    public void serves(String function, Duration start) {
      passedOn.add(function + " started in " + start.toMillis());
    }

    @Override
    public void failed(String function, String reason, boolean olderServes) {
      passedOn.add(function + " failed: " + reason + ", older " + olderServes);
    }
  });

  @Test
  void everythingIsPassedOn() {
    journal.logged("hello", "a line");
    journal.serves("hello", Duration.ofMillis(3));
    invoke("\"Ada\"");
    journal.failed("hello", "no such class", true);

    assertEquals(
        List.of(
            "hello logged a line",
            "hello started in 3",
            "hello responded \"Ada\"",
            "hello failed: no such class, older true"),
        passedOn);
  }

  @Test
  void entriesAfterANumberComeInTheirOrder() throws Exception {
    journal.logged("hello", "first");
    invoke("1");
    journal.logged("hello", "second");
    invoke("2");

    assertEquals(List.of(2L, 3L, 4L), numbers(journal.after(1, LONG)));
  }

  @Test
  void whoeverWaitsGetsTheNextEntry() throws Exception {
    CompletableFuture<List<Long>> numbers = CompletableFuture.supplyAsync(() -> {
      try {
        return numbers(journal.after(0, LONG));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
    invoke("1");

    assertEquals(List.of(1L), numbers.get(20, TimeUnit.SECONDS));
  }

  @Test
  void waitingEndsWithoutAnEntry() throws Exception {
    assertEquals(List.of(), journal.after(0, Duration.ofMillis(10)));
  }

  @Test
  void theLatestHundredEntriesAreKept() throws Exception {
    for (int i = 0; i < 101; i++) {
      invoke("1");
    }

    assertEquals(100, journal.after(0, LONG).size());
    assertTrue(journal.find(1).isEmpty());
    assertTrue(journal.find(2).isPresent());
  }

  @Test
  void largeResponsesAreKeptForAShorterTimeButTheLatestAlways() throws Exception {
    String large = " ".repeat(20 * 1024 * 1024);
    invoke("1");
    invoke(large);
    invoke(large);
    assertEquals(List.of(3L), numbers(journal.after(0, LONG)));
    invoke(large + large);

    assertEquals(List.of(4L), numbers(journal.after(0, LONG)));
  }

  @Test
  void startHasWhatTheFunctionLoggedSinceItsPreviousEntry() {
    journal.logged("hello", "of the invocation");
    invoke("1");
    journal.logged("hello", "cannot connect");
    journal.logged("other", "of another function");
    journal.failed("hello", "no", false);

    Journal.Start start = journal.latestStart("hello").orElseThrow();
    assertEquals(List.of("cannot connect"), start.log());
    assertEquals("no", start.failure());
    assertTrue(journal.latestStart("other").isEmpty());
  }

  @Test
  void longLinesAreShortenedAndOldOnesDropped() throws Exception {
    for (int i = 0; i < 501; i++) {
      journal.logged("hello", "x".repeat(20_000));
    }

    List<Journal.Entry> lines = journal.after(0, LONG);
    assertEquals(500, lines.size());
    assertEquals(new Journal.Line(2, "hello", "x".repeat(10_000) + "..."), lines.get(0));
  }

  @Test
  void theConnectionOfACallerIsNotKept() {
    StreamedResponse connection = new StreamedResponse() {
      @Override
      public void begin(String contentType) {}

      @Override
      public void write(byte[] bytes, int length) {}
    };
    journal.invoked(
        "hello",
        new InvokeRequest("id", "arn", new byte[0], Caller.UNKNOWN, connection),
        responded("1"));

    Journal.Call call = (Journal.Call) journal.find(1).orElseThrow();
    assertNull(call.request().stream());
  }

  private void invoke(String response) {
    InvokeRequest request = InvokeRequest.of("arn", new byte[0], Caller.UNKNOWN);
    journal.invoked("hello", request, responded(response));
  }

  private static Invoked responded(String response) {
    byte[] payload = response.getBytes(StandardCharsets.UTF_8);
    return new Invoked(new InvocationResult(payload, false), null, Duration.ofMillis(1), List.of());
  }

  private static List<Long> numbers(List<Journal.Entry> entries) {
    return entries.stream().map(Journal.Entry::number).toList();
  }
}
