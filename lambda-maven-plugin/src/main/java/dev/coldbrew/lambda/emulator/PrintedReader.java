// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjIntConsumer;

/**
 * Reads what one process prints, in passes. Each pass takes what is in the pipe when it starts, so
 * it ends even if the printing does not, and everything printed before it has then been read; a
 * reader that blocks could never tell. After the process has died there is one last pass. Its
 * descendants may keep the pipe open and go on printing, but are not waited for.
 */
final class PrintedReader {

  /**
   * The pause after a pass that read something: with 64 KB in a pipe, that allows for 50 MB a
   * second.
   */
  private static final long BUSY_MILLISECONDS = 1;

  /** How late a printed line may arrive while the function is still at work. */
  private static final long IDLE_MILLISECONDS = 20;

  /** The limit for a pass that hangs; normally, a pass takes less than a millisecond. */
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
   * Starts to read the standard output of a process.
   *
   * @param printed receives the bytes, in an array that is reused, and their number
   */
  static PrintedReader start(Process process, ObjIntConsumer<byte[]> printed) {
    PrintedReader reader = new PrintedReader(process, printed);
    Thread thread = new Thread(reader::read, "function-log");
    thread.setDaemon(true);
    thread.start();
    return reader;
  }

  /** Returns when everything that was printed before this call has been passed on. */
  synchronized void catchUp() {
    // A pass that is under way looked into the pipe before this call.
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
    // an orphan of the process prints, it never gets to the end: do not let it start.
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
