package dev.coldbrew.lambda.runtime.lifecycle;

import java.util.concurrent.TimeUnit;

/**
 * Ends a process whose JVM is not usable any more, should its last report block: a Runtime API that
 * does not respond, a log whose lock a dead thread holds.
 */
public final class LastResort implements Runnable {

  /** With a full heap and a fraction of a CPU, the collector alone takes a second or two. */
  private static final long SECONDS = 5;

  private LastResort() {}

  public static void arm() {
    Thread thread = new Thread(new LastResort(), "last-resort");
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      // no thread can be started, which may be what the report is about
    }
  }

  @Override
  public void run() {
    try {
      TimeUnit.SECONDS.sleep(SECONDS);
    } catch (InterruptedException e) {
      // all the sooner
    }
    Runtime.getRuntime().halt(1);
  }
}
