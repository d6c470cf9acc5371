// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.process;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Says what a build waits for, once that takes more than a few seconds. */
public final class Progress implements AutoCloseable {

  private static final Duration FIRST = Duration.ofSeconds(3);
  private static final Duration NEXT = Duration.ofSeconds(15);

  private final Consumer<String> log;
  private final Duration first;
  private final Duration next;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
      });
  private ScheduledFuture<?> waiting;

  /**
   * @param log gets lines such as {@code event 'a.json', 3 s so far}
   */
  public Progress(Consumer<String> log) {
    this(log, FIRST, NEXT);
  }

  Progress(Consumer<String> log, Duration first, Duration next) {
    this.log = log;
    this.first = first;
    this.next = next;
  }

  /** Says nothing. */
  public static Progress silent() {
    return new Progress(line -> {});
  }

  /** Ends what came before it. */
  public void begin(String what) {
    begin(() -> what);
  }

  /**
   * The same, for what can say how far it is.
   *
   * @param what such as {@code download of 'jdk.tar.gz', 43 of 207 MB (20 %)}
   */
  public synchronized void begin(Supplier<String> what) {
    end();
    long start = System.nanoTime();
    waiting = timer.scheduleAtFixedRate(
        () -> log.accept(what.get() + ", " + seconds(System.nanoTime() - start) + " s so far"),
        first.toMillis(),
        next.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  private static long seconds(long nanos) {
    return TimeUnit.NANOSECONDS.toSeconds(nanos);
  }

  /** Nothing is waited for any more. */
  public synchronized void end() {
    if (waiting != null) {
      waiting.cancel(false);
    }
  }

  @Override
  public synchronized void close() {
    timer.shutdownNow();
  }
}
