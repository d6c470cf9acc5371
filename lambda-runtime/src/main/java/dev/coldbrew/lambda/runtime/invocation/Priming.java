// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.invocation;

import dev.coldbrew.lambda.runtime.api.Headers;
import dev.coldbrew.lambda.runtime.api.HttpResponse;
import dev.coldbrew.lambda.runtime.api.Invocation;
import dev.coldbrew.lambda.runtime.error.Throwables;
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

  /** Half of what Lambda gives the init phase. */
  private static final int LIMIT_MILLIS = 5_000;

  /** How user code recognizes that it is being primed. The environment of a process never changes. */
  private static final String IN_PROGRESS = "lambda.priming";

  private final Handler handler;
  private final boolean callsHandler;
  private final boolean inTraining;
  private final Log log;
  private boolean isOver;

  private Priming(Handler handler, boolean callsHandler, boolean inTraining, Log log) {
    this.handler = handler;
    this.callsHandler = callsHandler;
    this.inTraining = inTraining;
    this.log = log;
  }

  /**
   * Primes, for a limited time, and never fails.
   *
   * @param callsHandler whether the events go through the handler itself
   */
  public static void prime(Handler handler, boolean callsHandler, Log log) {
    Priming priming = new Priming(handler, callsHandler, false, log);
    Thread thread = new Thread(priming, "priming");
    thread.setDaemon(true);
    if (callsHandler) {
      System.setProperty(IN_PROGRESS, "true");
    }
    try {
      Thread.interrupted(); // a flag that the handler's constructor left would end the wait
      thread.start();
      thread.join(LIMIT_MILLIS);
    } catch (InterruptedException | OutOfMemoryError e) {
      log.line("priming was left out: " + e); // no thread can be had, or another one ends the wait
    } finally {
      priming.end(thread);
    }
  }

  /**
   * At the end of a training, which has left its events and responses by then: what they load is
   * recorded, those that are not needed are removed, and those that cannot be used are renamed.
   */
  public static void primeAtExit(Handler handler, boolean callsHandler, Log log) {
    Priming priming = new Priming(handler, callsHandler, true, log);
    Runtime.getRuntime().addShutdownHook(new Thread(priming, "priming"));
  }

  @Override
  public void run() {
    boolean readsEvent = handler.eventType() != null && !Handler.isPlain(handler.eventType());
    boolean writesObject = handler.returnsObject() && !Handler.isPlain(handler.responseType());
    if (prime("event-", readsEvent)) {
      prime("response-", writesObject);
    }
  }

  private boolean prime(String name, boolean isNeeded) {
    for (int i = 1; ; i++) {
      File file = new File(FOLDER, name + i + ".json");
      if (!file.isFile() || isOver()) {
        return true;
      }
      try {
        if (callsHandler && !inTraining) {
          callHandler(file);
        } else if (isNeeded) {
          handler.prime(content(file), name.equals("event-"));
        } else if (inTraining && !callsHandler) {
          file.delete();
        }
      } catch (Throwable e) { // the function's types and its handler may throw anything
        log.line("priming left out " + file + ": " + e.getClass().getName() + ": "
            + Throwables.message(e));
        if (!inTraining) {
          return false; // what comes next would say the same
        }
        file.renameTo(new File(file.getPath() + ".failed"));
      }
    }
  }

  private static byte[] content(File file) throws IOException {
    try (FileInputStream in = new FileInputStream(file)) {
      return in.readAllBytes();
    }
  }

  private void callHandler(File event) throws Throwable {
    Invocation invocation = new Invocation(new HttpResponse(
        200,
        List.of(
            Headers.REQUEST_ID + ": priming",
            Headers.DEADLINE + ": " + (System.currentTimeMillis() + LIMIT_MILLIS)),
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

  private void end(Thread thread) {
    synchronized (this) {
      isOver = true;
    }
    if (thread.isAlive()) {
      log.line(
          "priming takes more than " + LIMIT_MILLIS + " ms; the function starts without the rest");
      thread.interrupt();
    }
    if (callsHandler) {
      log.line("PRIMING END");
      log.end();
      System.clearProperty(IN_PROGRESS);
    }
  }
}
