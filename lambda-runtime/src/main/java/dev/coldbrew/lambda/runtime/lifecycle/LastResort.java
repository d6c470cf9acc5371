// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.lifecycle;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Ends a process whose JVM can no longer be used. This works even if the heap is full, and even if
 * the last report blocks, because the Runtime API does not respond or a dead thread holds the log's
 * lock.
 */
public class LastResort implements Runnable {

  /** With a full heap and a fraction of a CPU, one collection takes a second or two. */
  private static final long SECONDS = 5;

  /** The last report and log line of a process with a full heap take 64 KB, classes included. */
  private static final int RESERVE = 256 * 1024;

  private final byte[] fullHeap =
      "the JVM can no longer be used after java.lang.OutOfMemoryError: Java heap space\n"
          .getBytes(StandardCharsets.UTF_8);

  private final OutputStream log;

  /** A field, because the first reference to a class allocates. */
  private final Runtime runtime = Runtime.getRuntime();

  private byte[] reserve = new byte[RESERVE];

  /**
   * Prepares the end while there is memory and stack for it.
   *
   * @param log the stream for the last line
   */
  public LastResort(OutputStream log) {
    this.log = log;
    try {
      Class.forName("java.lang.Shutdown", true, null); // what System.exit needs
    } catch (ClassNotFoundException e) {
      // then System.exit does not need it
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
      // no thread can be started, which may be the very failure to report
    }
  }

  @Override
  public final void run() {
    try {
      TimeUnit.SECONDS.sleep(SECONDS);
    } catch (InterruptedException e) {
      // then the process ends now
    }
    halt();
  }

  /** Ends the process with a last line, without allocating memory. */
  public final void endInFullHeap() {
    try {
      log.write(fullHeap, 0, fullHeap.length);
    } catch (Throwable e) {
      // there is nowhere left to report it
    } finally {
      halt();
    }
  }

  /**
   * Ends the process without shutdown hooks, which may need memory or threads that are not
   * available.
   */
  public void halt() {
    runtime.halt(1);
  }
}
