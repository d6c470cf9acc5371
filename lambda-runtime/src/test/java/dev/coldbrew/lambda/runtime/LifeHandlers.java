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

  static final AtomicInteger RUNS = new AtomicInteger();

  /** Nobody gets past it before three are there. */
  private static final CyclicBarrier THREE = new CyclicBarrier(3);

  private static Object[] chain;

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
    throw new AssertionError("no such state");
  }

  public static void breakDown(String event) {
    throw new InternalError("the JVM is broken");
  }

  public static void large(String event) {
    throw new IllegalStateException("x".repeat(10 * 1024 * 1024));
  }

  /** Fills the heap so that not even an error can be reported. */
  public static void fillForGood(String event) {
    leaveThread(event);
    while (true) {
      chain = new Object[] {chain};
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
