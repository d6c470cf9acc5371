// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package example;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** Counts its invocations, some of which never end by themselves. */
public class Waiter {

  public static final Semaphore INTERRUPTED = new Semaphore(0);

  private static final CountDownLatch NEVER = new CountDownLatch(1);

  private int invocations;

  public int serve(String what) throws InterruptedException {
    invocations++;
    if (what.equals("wait")) {
      try {
        NEVER.await();
      } catch (InterruptedException e) {
        INTERRUPTED.release();
        throw e;
      }
    }
    if (what.equals("outOfMemory")) {
      throw new OutOfMemoryError("Java heap space");
    }
    return invocations;
  }
}
