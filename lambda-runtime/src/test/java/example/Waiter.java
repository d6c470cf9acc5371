// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package example;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** Counts its invocations, some of which never end by themselves. */
public class Waiter {

  /** Those that waited. */
  public static final BlockingQueue<Thread> INTERRUPTED = new LinkedBlockingQueue<>();

  private static final CountDownLatch NEVER = new CountDownLatch(1);

  private int invocations;

  public int serve(String what) throws InterruptedException {
    invocations++;
    if (what.equals("wait")) {
      try {
        NEVER.await();
      } catch (InterruptedException e) {
        INTERRUPTED.add(Thread.currentThread());
        throw e;
      }
    }
    if (what.equals("outOfMemory")) {
      throw new OutOfMemoryError("Java heap space");
    }
    return invocations;
  }
}
