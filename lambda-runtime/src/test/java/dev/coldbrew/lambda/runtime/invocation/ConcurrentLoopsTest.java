// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.invocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import dev.coldbrew.lambda.runtime.Handlers;
import dev.coldbrew.lambda.runtime.LifeHandlers;
import dev.coldbrew.lambda.runtime.RuntimeInTest;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ConcurrentLoopsTest {

  private static final String GONE =
      "no invocation loop is left: GET invocation/next returned 410 ";

  private final MockWebServer server = new MockWebServer();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicInteger events = new AtomicInteger();
  private final Map<String, String> answers = new ConcurrentHashMap<>();

  @BeforeEach
  void start() throws IOException {
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  @AfterEach
  void stop() {
    stopped.countDown(); // the server gives up on answers that are 5 s late
    server.close();
  }

  @Test
  void allEventsAreInFlightBeforeAnyIsAnsweredAndTheirContextsAreApart() throws Throwable {
    dispatch(next -> events.get() < 3 ? event(events.incrementAndGet()) : status(410));

    assertEquals(GONE, run("together", 3));

    for (int i = 1; i <= 3; i++) {
      assertEquals(
          Map.of("event", "event " + i, "id", "id-" + i, "trace", "Root=" + i),
          new Gson().fromJson(answers.get("id-" + i), Map.class));
    }
    assertEquals(3, answers.size());
  }

  @Test
  void aLoopThatGivesUpLeavesTheOthersAlone() throws Throwable {
    CountDownLatch firstHasGivenUp = new CountDownLatch(5);
    dispatch(next -> {
      if (next.getConnectionIndex() == 0) {
        firstHasGivenUp.countDown();
        return status(500);
      }
      if (!firstHasGivenUp.await(10, TimeUnit.SECONDS)) {
        throw new AssertionError("the first loop has not asked five times");
      }
      return events.get() < 2 ? event(events.incrementAndGet()) : status(410);
    });

    assertEquals(GONE, run("count", 2));

    assertEquals(Set.of("id-1", "id-2"), answers.keySet());
  }

  @Test
  void aLoopWhoseNextFailsOnceGoesOn() throws Throwable {
    AtomicInteger asked = new AtomicInteger();
    dispatch(next -> switch (asked.incrementAndGet()) {
      case 1 -> status(503);
      case 2 -> event(1);
      default -> status(410);
    });

    assertEquals(GONE, run("count", 1));

    assertEquals(Map.of("id-1", "\"event 1\""), answers);
    assertEquals(7, asked.get());
  }

  @Test
  void aResponseThatIsRefusedEndsNoLoop() throws Throwable {
    server.setDispatcher(new Dispatcher() {
      @Override
      public MockResponse dispatch(RecordedRequest request) {
        if (request.getMethod().equals("POST")) {
          answers.put(request.getTarget(), "");
          return status(403);
        }
        return events.get() < 2 ? event(events.incrementAndGet()) : status(410);
      }
    });

    assertEquals(GONE, run("count", 1));

    assertEquals(2, answers.size());
  }

  @Test
  void aResponseThatWasInterruptedIsSentByTheLoopThatIsGivenItsEventAgain() throws Throwable {
    CountDownLatch interrupted = new CountDownLatch(1);
    LifeHandlers.RUNS.set(0);
    server.setDispatcher(new Dispatcher() {
      @Override
      public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
        if (request.getMethod().equals("POST")) {
          if (request.getConnectionIndex() == 0) {
            interrupted.countDown();
            return new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket())
                .build();
          }
          answers.put(request.getTarget(), request.getBody().utf8());
          return status(202);
        }
        if (request.getConnectionIndex() == 1 && interrupted.await(10, TimeUnit.SECONDS)) {
          return events.incrementAndGet() == 1 ? event(1) : status(410);
        }
        return request.getConnectionIndex() == 0 ? event(1) : status(410);
      }
    });

    assertEquals(GONE, run("count", 2));

    assertEquals(Map.of("/2018-06-01/runtime/invocation/id-1/response", "\"event 1\""), answers);
    assertEquals(1, LifeHandlers.RUNS.get());
  }

  @Test
  void aJvmThatIsNotUsableEndsThemAll() throws Throwable {
    dispatch(next -> next.getConnectionIndex() == 0 ? event(1) : never());
    Handler handler = HandlerLoader.load(
        Handlers.class.getName() + "::outOfMemory", Handlers.class.getClassLoader());

    RuntimeInTest runtime = new RuntimeInTest();

    assertThrows(OutOfMemoryError.class, () -> runtime.runConcurrently(address(), handler, 2));

    assertTrue(runtime.isArmed());
    assertEquals(Set.of("id-1"), answers.keySet());
  }

  private interface Next {
    MockResponse answer(RecordedRequest request) throws InterruptedException;
  }

  /** Events from there; what is posted is kept by its request id. */
  private void dispatch(Next next) {
    server.setDispatcher(new Dispatcher() {
      @Override
      public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
        if (request.getMethod().equals("GET")) {
          return next.answer(request);
        }
        answers.put(request.getTarget().split("/")[4], request.getBody().utf8());
        return status(202);
      }
    });
  }

  private String run(String method, int count) throws Throwable {
    Handler handler = handler(method);
    return assertThrows(
            IOException.class, () -> new RuntimeInTest().runConcurrently(address(), handler, count))
        .getMessage();
  }

  private String address() {
    return "127.0.0.1:" + server.getPort();
  }

  private static MockResponse event(int number) {
    return new MockResponse.Builder()
        .code(200)
        .addHeader("Lambda-Runtime-Aws-Request-Id", "id-" + number)
        .addHeader("Lambda-Runtime-Trace-Id", "Root=" + number)
        .body("\"event " + number + "\"")
        .build();
  }

  private MockResponse never() throws InterruptedException {
    stopped.await(30, TimeUnit.SECONDS);
    return status(410);
  }

  private static MockResponse status(int status) {
    return new MockResponse.Builder().code(status).build();
  }

  private static Handler handler(String method) throws Throwable {
    return HandlerLoader.load(
        LifeHandlers.class.getName() + "::" + method, LifeHandlers.class.getClassLoader());
  }
}
