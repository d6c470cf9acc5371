// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import dev.coldbrew.lambda.emulator.FunctionEnvironment;
import dev.coldbrew.lambda.emulator.InvokeRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The functions that are served, by name, and the events that are waiting for them. */
public final class Functions implements AutoCloseable {

  /** Before the second and the third attempt; in Lambda it is one minute, and two. */
  private static final List<Duration> RETRIES =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(2));

  /** How long an event waits that found no free execution environment. */
  private static final Duration BUSY = Duration.ofMillis(100);

  private static final Duration IDLE_CHECK = Duration.ofSeconds(1);

  private final Map<String, ServedFunction> byName = new TreeMap<>();
  private final FunctionListener listener;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Functions::daemon);
  private final ExecutorService events = Executors.newCachedThreadPool(Functions::daemon);

  public Functions(Collection<ServedFunction> functions, FunctionListener listener) {
    functions.forEach(function -> byName.put(function.name(), function));
    this.listener = listener;
    timer.scheduleWithFixedDelay(
        this::stopIdle, IDLE_CHECK.toMillis(), IDLE_CHECK.toMillis(), TimeUnit.MILLISECONDS);
  }

  public Collection<ServedFunction> all() {
    return byName.values();
  }

  public Optional<ServedFunction> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The region that callers, and the functions themselves, see. */
  public String region() {
    return FunctionEnvironment.region(
        byName.values().iterator().next().settings().developer());
  }

  /**
   * Invokes a function and waits for its response.
   *
   * @throws BusyException if no execution environment is free for it
   */
  public Invoked invoke(ServedFunction function, InvokeRequest request)
      throws IOException, BusyException {
    StreamCopy copy = StreamCopy.of(request);
    Invoked invoked = function.invoke(copy == null ? request : copy.in(request));
    listener.invoked(function.name(), request, copy == null ? invoked : copy.in(invoked));
    return invoked;
  }

  /** Invokes a function asynchronously, and up to twice more if it fails, as Lambda does. */
  public void invokeLater(ServedFunction function, InvokeRequest request) {
    attempt(function, request, 0);
  }

  private void attempt(ServedFunction function, InvokeRequest request, int attempts) {
    try {
      events.execute(() -> {
        try {
          if (invoke(function, request).result().failed() && attempts < RETRIES.size()) {
            attemptIn(RETRIES.get(attempts), function, request, attempts + 1);
          }
        } catch (BusyException e) {
          attemptIn(BUSY, function, request, attempts);
        } catch (IOException | RuntimeException e) {
          listener.logged(function.name(), "the event was dropped: " + e.getMessage());
        }
      });
    } catch (RejectedExecutionException e) {
      // Closed.
    }
  }

  private void attemptIn(
      Duration delay, ServedFunction function, InvokeRequest request, int attempts) {
    try {
      timer.schedule(
          () -> attempt(function, request, attempts), delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // Closed.
    }
  }

  private void stopIdle() {
    for (ServedFunction function : byName.values()) {
      try {
        function.stopIdle();
      } catch (IOException | RuntimeException e) { // which would end the timer
        // The rest of its folder is deleted with the one around it.
      }
    }
  }

  /** Ends all functions at once, and drops the events that are waiting. */
  @Override
  public void close() throws IOException {
    timer.shutdownNow();
    events.shutdownNow();
    IOException failure = null;
    for (ServedFunction function : byName.values()) {
      try {
        function.close();
      } catch (IOException e) { // the others have to be closed as well
        failure = e;
      }
    }
    try {
      events.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "functions");
    thread.setDaemon(true);
    return thread;
  }
}
