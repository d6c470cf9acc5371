package dev.coldbrew.lambda.runtime;

import java.util.concurrent.TimeUnit;

/**
 * Ends a process whose JVM is not usable any more, should its last report block: a Runtime API that
 * does not answer, a log whose lock a dead thread holds.
 */
final class LastResort implements Runnable {

  private static final long SECONDS = 2;

  private LastResort() {}

  static void arm() {
    Thread thread = new Thread(new LastResort(), "last-resort");
    thread.setDaemon(true);
    thread.start();
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
