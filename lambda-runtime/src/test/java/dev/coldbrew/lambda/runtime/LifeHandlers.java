// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What users write, and how it fails. */
public class LifeHandlers {

  public static final AtomicInteger RUNS = new AtomicInteger();

  /** Nothing gets past it before three are there. */
  private static final CyclicBarrier THREE = new CyclicBarrier(3);

  private static final AtomicInteger PRINTED = new AtomicInteger();

  private static Object[] chain;

  private static final IllegalStateException WRAPPED = new IllegalStateException("too much");

  public static String count(String event) {
    RUNS.incrementAndGet();
    return event;
  }

  public static String print(String event) {
    System.out.print(event);
    return event;
  }

  public static String traceId(String event) {
    return String.valueOf(System.getProperty("com.amazonaws.xray.traceHeader"));
  }

  public static Map<String, String> together(String event, Context context) throws Exception {
    THREE.await(10, TimeUnit.SECONDS);
    return Map.of(
        "event", event,
        "id", context.getAwsRequestId(),
        "trace", String.valueOf(context.getXrayTraceId()));
  }

  public static void assertion(String event) {
    RUNS.incrementAndGet();
    throw new AssertionError("no such state");
  }

  public static void breakDown(String event) {
    throw new InternalError("the JVM is broken");
  }

  public static void large(String event) {
    throw new IllegalStateException("x".repeat(10 * 1024 * 1024));
  }

  /** Fills the heap with what cannot be collected when it is full. */
  public static void fillForGood(String event) {
    leaveThread(event);
    while (true) {
      chain = new Object[] {chain};
    }
  }

  /** The same, with an exception of its own. */
  public static void fillForGoodAndWrap(String event) {
    try {
      fillForGood(event);
    } catch (OutOfMemoryError e) {
      throw WRAPPED;
    }
  }

  /** Prints for the first time where there is no stack for it. */
  public static String printAtTheEndOfTheStack(String event) {
    try {
      if (!event.isEmpty()) {
        printAtTheEndOfTheStack(event);
      }
      return "printed";
    } finally {
      if (PRINTED.getAndIncrement() < 500) {
        System.out.println("leaving");
      }
    }
  }

  /** The same in an init phase. */
  public static class PrintsAtTheEndOfTheStack {
    public PrintsAtTheEndOfTheStack() {
      printAtTheEndOfTheStack("deep");
    }

    public String handle(String event) {
      return event;
    }
  }

  /** Prints a trace, and logs, where there is no stack for it. */
  public static void traceAtTheEndOfTheStack(String event, Context context) {
    try {
      traceAtTheEndOfTheStack(event, context);
    } finally {
      if (PRINTED.getAndIncrement() < 500) {
        context.getLogger().log("leaving");
        new IllegalStateException("leaving").printStackTrace();
      }
    }
  }

  /** Leaves a thread that keeps the JVM up, and asks for more heap than there is. */
  public static void fill(String event) {
    leaveThread(event);
    List<Object> kept = new ArrayList<>();
    while (true) {
      kept.add(new byte[1024 * 1024]);
    }
  }

  public static String leaveThread(String event) {
    CountDownLatch never = new CountDownLatch(1);
    Thread thread = new Thread(
        () -> {
          while (true) {
            try {
              never.await();
            } catch (InterruptedException e) {
              // stays
            }
          }
        },
        "left behind");
    thread.start();
    return event;
  }

  public static String sleep(String event) throws InterruptedException {
    Thread.currentThread().setName("sleeper");
    TimeUnit.SECONDS.sleep(20);
    return event;
  }

  /** Wants to know when it ends. */
  public static class Closing implements AutoCloseable {
    public String handle(String event) {
      return event;
    }

    @Override
    public void close() {
      System.out.println("closed");
    }
  }

  /** Fails to close. */
  public static class FailsToClose extends Closing {
    @Override
    public void close() {
      throw new IllegalStateException("not flushed");
    }
  }

  /** Never closes. */
  public static class NeverCloses extends Closing {
    @Override
    public void close() {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Has a shutdown hook. */
  public static class Hooked {
    public Hooked() {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook ran")));
    }

    public String handle(String event) {
      return event;
    }
  }
}
