// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjIntConsumer;

/**
 * Reads what one process prints, in passes: each takes what is in the pipe when it begins, so it
 * ends even if the printing does not, and when it has ended that much is known to be read; whoever
 * blocks in a read never knows that he has everything. After the process has died there is one last
 * pass; its descendants, which may hold the pipe and print on, are not waited for.
 */
final class PrintedReader {

  /** After a pass that read something: with the 64 KB of a pipe, 50 MB pass in a second. */
  private static final long BUSY_MILLISECONDS = 1;

  /** How late a printed line may be while the function is still at work. */
  private static final long IDLE_MILLISECONDS = 20;

  /** For a pass that hangs; in good order one takes less than a millisecond. */
  private static final long CATCH_UP_SECONDS = 2;

  private final Process process;
  private final ObjIntConsumer<byte[]> printed;
  private final byte[] buffer = new byte[8192];
  private long passes;
  private long wantedPasses;
  private boolean ended;

  private PrintedReader(Process process, ObjIntConsumer<byte[]> printed) {
    this.process = process;
    this.printed = printed;
  }

  /**
   * Begins to read the standard output of a process.
   *
   * @param printed is given the bytes, in an array that is used again, and their number
   */
  static PrintedReader start(Process process, ObjIntConsumer<byte[]> printed) {
    PrintedReader reader = new PrintedReader(process, printed);
    Thread thread = new Thread(reader::read, "function-log");
    thread.setDaemon(true);
    thread.start();
    return reader;
  }

  /** Returns when all that was printed before this call has been handed on. */
  synchronized void catchUp() {
    // The pass that may be under way has looked into the pipe before this call.
    long wanted = passes + 2;
    wantedPasses = Math.max(wanted, wantedPasses);
    notifyAll();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(CATCH_UP_SECONDS);
    try {
      for (long left = end - System.nanoTime();
          passes < wanted && !ended && left > 0;
          left = end - System.nanoTime()) {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read() {
    InputStream pipe = process.getInputStream();
    // When a process dies, the JDK reads its pipe to the end into memory, under this monitor. While
    // an orphan of the process prints, that end does not come: do not let the JDK begin.
    synchronized (pipe) {
      // Closing ends an orphan that prints, with a broken pipe.
      try (pipe) {
        while (process.isAlive()) {
          pause(pass(pipe) ? BUSY_MILLISECONDS : IDLE_MILLISECONDS);
        }
        pass(pipe);
      } catch (IOException e) {
        // There is nothing more to read.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        end();
      }
    }
  }

  /** Whether there was something to read. */
  private boolean pass(InputStream pipe) throws IOException {
    int available = pipe.available();
    int left = available;
    while (left > 0) {
      int length = pipe.read(buffer, 0, Math.min(left, buffer.length));
      if (length < 0) {
        break;
      }
      printed.accept(buffer, length);
      left -= length;
    }
    endPass();
    return available > 0;
  }

  private synchronized void endPass() {
    passes++;
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  private synchronized void pause(long milliseconds) throws InterruptedException {
    if (passes >= wantedPasses) {
      wait(milliseconds);
    }
  }
}
