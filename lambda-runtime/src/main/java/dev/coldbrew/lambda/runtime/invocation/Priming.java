// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.invocation;

import dev.coldbrew.lambda.runtime.api.Headers;
import dev.coldbrew.lambda.runtime.api.HttpResponse;
import dev.coldbrew.lambda.runtime.api.Invocation;
import dev.coldbrew.lambda.runtime.error.Throwables;
import dev.coldbrew.lambda.runtime.json.Json;
import dev.coldbrew.lambda.runtime.log.Log;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.List;

/**
 * Does in the init phase what the first invocation would otherwise be the first to do: it reads
 * events and writes responses of the training. Lambda gives the init phase a whole processor, and an
 * invocation only its share, 7 percent with 128 MB.
 *
 * <p>The function's code is not called unless its build says so: only what its event and response
 * types need to be read and written. What fails is left out. It has a thread of its own, so that the
 * function starts in any case.
 */
public final class Priming implements Runnable {

  /** Where the build puts the events and responses, in the task folder. */
  public static final String FOLDER = "priming"; // a constant: naming it loads no class

  /** What a training gets, until it is known to be usable. */
  private static final String UNTRIED = ".untried";

  /** After so many seconds Lambda ends an init phase. */
  public static final int ON_DEMAND_SECONDS = 10;

  /** At least so many it gives one that ends in a snapshot. */
  public static final int SNAP_START_SECONDS = 130;

  /** How user code recognizes that it is being primed. The environment of a process never changes. */
  private static final String IN_PROGRESS = "lambda.priming";

  private final Handler handler;
  private final boolean callsHandler;
  private final boolean inTraining;
  private final Log log;
  private final long limitMillis;
  private final long deadlineMillis;
  private boolean isOver;

  private Priming(
      Handler handler, boolean callsHandler, boolean inTraining, Log log, long limitMillis) {
    this.handler = handler;
    this.callsHandler = callsHandler;
    this.inTraining = inTraining;
    this.log = log;
    this.limitMillis = limitMillis;
    deadlineMillis = System.currentTimeMillis() + limitMillis;
  }

  /**
   * Primes, for a limited time, and never fails.
   *
   * @param callsHandler whether the events go through the handler itself
   * @param initMillis how long the init phase has taken so far
   * @param initSeconds how long Lambda lets it take: priming gets half of that, and leaves a fifth for
   *     the JVM's start and for what comes after it
   */
  public static void prime(
      Handler handler, boolean callsHandler, long initMillis, int initSeconds, Log log) {
    long limitMillis = Math.min(initSeconds * 500L, initSeconds * 800L - initMillis);
    if (limitMillis <= 0) {
      log.line("priming was left out: the init phase has taken " + initMillis + " ms without it");
      return;
    }
    Priming priming = new Priming(handler, callsHandler, false, log, limitMillis);
    if (callsHandler) {
      System.setProperty(IN_PROGRESS, "true");
    }
    Thread thread = priming.runLimited("the function starts without the rest");
    if (callsHandler) {
      // Types are left alone: a class whose initialization is interrupted can never be used.
      thread.interrupt();
      log.line("PRIMING END");
      log.end();
      System.clearProperty(IN_PROGRESS);
    }
  }

  /**
   * At the end of a training, which has left its events and responses by then: what they load is
   * recorded, those that can be used get their names, and those that are not needed are removed.
   */
  public static void primeAtExit(Handler handler, boolean callsHandler, Log log) {
    Priming priming = new Priming(handler, callsHandler, true, log, ON_DEMAND_SECONDS * 500L);
    Runtime.getRuntime().addShutdownHook(new Thread(new AtExit(priming), "priming-at-exit"));
  }

  private record AtExit(Priming priming) implements Runnable {
    @Override
    public void run() {
      priming.runLimited("the rest is left out");
    }
  }

  /**
   * Runs for a limited time.
   *
   * @param consequence of taking longer, for the log
   * @return the thread, which may still be at work
   */
  private Thread runLimited(String consequence) {
    Thread thread = new Thread(this, "priming");
    thread.setDaemon(true);
    try {
      Thread.interrupted(); // a flag that the handler's constructor left would end the wait
      thread.start();
      thread.join(limitMillis);
      end();
      if (thread.isAlive()) {
        log.line("priming takes more than " + limitMillis + " ms; " + consequence);
      }
    } catch (InterruptedException | OutOfMemoryError e) {
      log.line("priming was left out: " + e); // no thread can be had, or another one ends the wait
    } finally {
      end();
    }
    return thread;
  }

  @Override
  public void run() {
    boolean readsEvent = handler.eventType() != null && !Json.isPrepared(handler.eventType());
    boolean writesObject = handler.returnsObject() && !Json.isPrepared(handler.responseType());
    if (prime("event-", readsEvent)) {
      prime("response-", writesObject);
    }
  }

  private boolean prime(String name, boolean isNeeded) {
    for (int i = 1; ; i++) {
      File named = new File(FOLDER, name + i + ".json");
      File file = inTraining ? new File(named.getPath() + UNTRIED) : named;
      if (!file.isFile() || isOver()) {
        return true;
      }
      try {
        if (callsHandler && !inTraining) {
          callHandler(file);
        } else if (isNeeded) {
          handler.prime(content(file), name.equals("event-"));
        }
        if (inTraining) {
          keep(file, isNeeded || callsHandler ? named : null);
        }
      } catch (Throwable e) { // the function's types and its handler may throw anything
        if (isOver()) {
          return false; // the log belongs to an invocation now
        }
        log.line("priming left out " + named + ": " + e.getClass().getName() + ": " + reason(e));
        if (!inTraining) {
          return false; // what comes next would say the same
        }
      }
    }
  }

  /** Unless it took too long, which it would at each start. */
  private synchronized void keep(File file, File named) {
    if (named == null) {
      file.delete();
    } else if (!isOver) {
      file.renameTo(named);
    }
  }

  /** In one line. */
  private static String reason(Throwable e) {
    String message = Throwables.message(e);
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  private static byte[] content(File file) throws IOException {
    try (FileInputStream in = new FileInputStream(file)) {
      return in.readAllBytes();
    }
  }

  private void callHandler(File event) throws Throwable {
    Invocation invocation = new Invocation(new HttpResponse(
        200,
        List.of(Headers.REQUEST_ID + ": priming", Headers.DEADLINE + ": " + deadlineMillis),
        content(event)));
    synchronized (this) {
      if (isOver) {
        return; // the log belongs to an invocation now
      }
      log.begin(invocation);
    }
    log.line("PRIMING with " + event + ": what follows belongs to no invocation");
    handler.handle(
        invocation.event(), new InvocationContext(invocation, log), new Response(null, "priming"));
  }

  private synchronized boolean isOver() {
    return isOver;
  }

  private synchronized void end() {
    isOver = true;
  }
}
