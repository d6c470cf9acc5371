// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import java.io.IOException;

/**
 * The changes of a function's code, counted: those that were seen, looked at, and done with. Nobody has to
 * wait for more than those that were made before they came.
 */
final class CodeChanges implements CodeWatch.Listener {

  private long seen = 1; // the first version is one
  private long looked;
  private long settled;
  private long done;
  private CodeState latest;
  private boolean closed;

  /**
   * Code that is to be started.
   *
   * @param count of the changes that it has
   */
  record Pending(CodeState state, long count) {}

  @Override
  public synchronized void touched() {
    seen++;
  }

  @Override
  public synchronized void looks() {
    looked = seen;
  }

  @Override
  public synchronized void settled(CodeState state) {
    if (looked == settled
        && looked == seen
        && !state.equals(latest)) { // the system did not report it
      seen++;
      looked++;
    }
    latest = state;
    settled = looked;
    notifyAll();
  }

  /**
   * Whether that is a change that nobody has seen. A look that has begun may not find it, one that is still
   * to come does.
   */
  synchronized boolean see(CodeState now) {
    boolean isNew = latest != null && looked == seen && !now.equals(latest);
    if (isNew) {
      seen++;
    }
    return isNew;
  }

  /** Waits until all changes are done with that were seen until now. */
  synchronized void awaitDone() throws IOException {
    long wanted = seen;
    while (done < wanted && !closed) {
      await();
    }
    if (closed) {
      throw new IOException("the function is no longer served");
    }
  }

  private void await() throws IOException {
    try {
      wait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the function starts", e);
    }
  }

  /** Waits for changes that are not done with. */
  synchronized Pending next() throws InterruptedException {
    while (done == settled) {
      wait();
    }
    return new Pending(latest, settled);
  }

  /** That code serves, or never will. */
  synchronized void done(Pending pending) {
    done = pending.count();
    notifyAll();
  }

  /** Whether there are changes that are not done with. */
  synchronized boolean arePending() {
    return done < seen;
  }

  /** Lets nobody wait any longer. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  synchronized boolean isClosed() {
    return closed;
  }
}
