// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.lifecycle;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Ends a process whose JVM can no longer be used, even with a full heap, and even if its last report
 * blocks: a Runtime API that does not respond, a log whose lock a dead thread holds.
 */
public class LastResort implements Runnable {

  /** With a full heap and a fraction of a CPU, the collector alone takes a second or two. */
  private static final long SECONDS = 5;

  /** The last report and log line of a process with a full heap take 64 KB, classes included. */
  private static final int RESERVE = 256 * 1024;

  private final byte[] fullHeap =
      "the JVM can no longer be used after java.lang.OutOfMemoryError: Java heap space\n"
          .getBytes(StandardCharsets.UTF_8);

  private final OutputStream log;

  /** Here, since the first reference to a class allocates. */
  private final Runtime runtime = Runtime.getRuntime();

  private byte[] reserve = new byte[RESERVE];

  /**
   * Prepares the end while there is memory and stack for it.
   *
   * @param log where the last line goes
   */
  public LastResort(OutputStream log) {
    this.log = log;
    try {
      Class.forName("java.lang.Shutdown", true, null); // what System.exit needs
    } catch (ClassNotFoundException e) {
      // then it is not needed
    }
  }

  /** Makes room for the last words of a process whose heap is full. */
  public final void freeReserve() {
    reserve = null;
  }

  /** Ends the process {@value #SECONDS} s from now. */
  public void arm() {
    Thread thread = new Thread(this, "last-resort");
    thread.setDaemon(true);
    try {
      thread.start();
    } catch (OutOfMemoryError e) {
      // no thread can be started, which may be what the report is about
    }
  }

  @Override
  public final void run() {
    try {
      TimeUnit.SECONDS.sleep(SECONDS);
    } catch (InterruptedException e) {
      // then it ends now
    }
    halt();
  }

  /** Ends the process with a last line, and allocates nothing for it. */
  public final void endInFullHeap() {
    try {
      log.write(fullHeap, 0, fullHeap.length);
    } catch (Throwable e) {
      // nowhere is left to report it
    } finally {
      halt();
    }
  }

  /** Ends the process without shutdown hooks, which may need what is not there. */
  public void halt() {
    runtime.halt(1);
  }
}
