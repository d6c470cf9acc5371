// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.lifecycle;

import dev.coldbrew.lambda.runtime.api.Invocation;
import dev.coldbrew.lambda.runtime.log.Log;
import dev.coldbrew.lambda.runtime.settings.Settings;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Logs the stacks of all threads shortly before Lambda ends an invocation at its deadline, so that
 * the log explains a timeout. Off unless {@link Settings#dumpBeforeTimeoutMillis} sets how many
 * milliseconds before the deadline. An invocation with less time than that logs nothing.
 */
public final class TimeoutDump implements ThreadFactory {

  /** Lambda splits log events that are larger than 256 KB. */
  private static final int MAX_LENGTH = 200 * 1024;

  private final long millisBefore;
  private final Log log;
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, this);

  public TimeoutDump(long millisBefore, Log log) {
    this.millisBefore = millisBefore;
    this.log = log;
    timer.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Thread newThread(Runnable work) {
    Thread thread = new Thread(work, "timeout-dump");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Schedules a dump for the invocation that this thread begins.
   *
   * @return the dump, to cancel when the invocation ends; null if none is scheduled
   */
  public Future<?> schedule(Invocation invocation) {
    long delay = invocation.deadlineMillis() - System.currentTimeMillis() - millisBefore;
    if (delay <= 0) {
      return null;
    }
    Dump dump = new Dump(invocation, Thread.currentThread(), millisBefore, log);
    return timer.schedule(dump, delay, TimeUnit.MILLISECONDS);
  }

  private record Dump(Invocation invocation, Thread thread, long millisBefore, Log log)
      implements Runnable {
    @Override
    public void run() {
      log.write(invocation, null, text(), null, null);
    }

    private String text() {
      StringBuilder text = new StringBuilder("invocation ")
          .append(invocation.requestId())
          .append(" times out in ")
          .append(millisBefore)
          .append(" ms; its thread, then all others:");
      append(text, thread, thread.getStackTrace());
      for (Map.Entry<Thread, StackTraceElement[]> other :
          Thread.getAllStackTraces().entrySet()) {
        boolean included = other.getKey() == thread || other.getKey() == Thread.currentThread();
        if (!included && text.length() < MAX_LENGTH) {
          append(text, other.getKey(), other.getValue());
        }
      }
      return text.toString();
    }
  }

  private static void append(StringBuilder text, Thread thread, StackTraceElement[] frames) {
    text.append("\n\"").append(thread.getName()).append("\" ").append(thread.getState());
    for (StackTraceElement frame : frames) {
      text.append("\n\tat ").append(frame);
    }
  }
}
