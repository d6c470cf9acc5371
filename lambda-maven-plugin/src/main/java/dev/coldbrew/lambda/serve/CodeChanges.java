// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import java.io.IOException;

/**
 * Counts the changes of code: how many were seen, looked at, and dealt with. A caller waits only
 * for those that were made before it came.
 */
final class CodeChanges implements CodeWatch.Listener {

  private long seen = 1; // the first version counts as one
  private long looked;
  private long settled;
  private long done;
  private CodeState latest;
  private boolean closed;

  /**
   * Code that has not been dealt with yet.
   *
   * @param count how many changes are in it
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
        && !state.equals(latest)) { // a change that the system did not report
      seen++;
      looked++;
    }
    latest = state;
    settled = looked;
    notifyAll();
  }

  /**
   * Counts a change that nobody has seen yet, and returns whether it is one. A look that is under
   * way may miss it; one that has yet to start will find it.
   */
  synchronized boolean see(CodeState now) {
    boolean isNew = latest != null && looked == seen && !now.equals(latest);
    if (isNew) {
      seen++;
    }
    return isNew;
  }

  /** Waits until all changes seen so far have been dealt with. */
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
      throw new IOException("interrupted while waiting for the latest code", e);
    }
  }

  /** Waits for changes that have not been dealt with. */
  synchronized Pending next() throws InterruptedException {
    while (done == settled) {
      wait();
    }
    return new Pending(latest, settled);
  }

  /** Marks the changes in that code as dealt with. */
  synchronized void done(Pending pending) {
    done = pending.count();
    notifyAll();
  }

  /** Whether there are changes that have not been dealt with. */
  synchronized boolean arePending() {
    return done < seen;
  }

  /** Releases everyone who is waiting. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  synchronized boolean isClosed() {
    return closed;
  }
}
