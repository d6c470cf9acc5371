// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.invocation;

import dev.coldbrew.lambda.runtime.api.HttpConnection;
import dev.coldbrew.lambda.runtime.api.Invocation;
import dev.coldbrew.lambda.runtime.api.RuntimeApi;
import dev.coldbrew.lambda.runtime.error.Throwables;
import dev.coldbrew.lambda.runtime.lifecycle.LastResort;
import dev.coldbrew.lambda.runtime.lifecycle.TimeoutDump;
import dev.coldbrew.lambda.runtime.log.Log;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Several invocations at once, as Lambda Managed Instances send them: a loop each on a thread and a
 * connection of its own, all with one handler. A loop whose connection fails tries again, later each
 * time; one that gives up leaves the others alone, and so does a response that Lambda refuses.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html#runtimes-custom-managed-instances">
 *     Custom runtimes on Managed Instances</a>
 */
public final class ConcurrentLoops {

  /** As AWS's own runtime: again immediately, then after 100 ms, 200 ms and 400 ms. */
  public static final int ATTEMPTS = 5;

  private static final long FIRST_DELAY_MILLIS = 100;

  private ConcurrentLoops() {}

  /**
   * Runs until the process is ended from outside.
   *
   * @throws IOException when no loop is left
   * @throws VirtualMachineError if one of them found the JVM unusable; this was reported to Lambda
   */
  public static void run(
      String address,
      Handler handler,
      int count,
      Log log,
      LastResort lastResort,
      TimeoutDump timeoutDump)
      throws IOException {
    log.keepApart();
    ThreadTraceId traceIds = ThreadTraceId.ofSdk(ConcurrentLoops.class.getClassLoader(), log);
    Map<String, Response> unsent = Collections.synchronizedMap(new LinkedHashMap<>());
    BlockingQueue<Throwable> ends = new LinkedBlockingQueue<>();
    for (int i = 1; i <= count; i++) {
      RuntimeApi api = new RuntimeApi(new HttpConnection(address));
      InvocationLoop loop =
          new InvocationLoop(api, handler, log, lastResort, timeoutDump, unsent, traceIds);
      Thread thread = new Thread(new Worker(api, loop, ends, log), "invocations-" + i);
      thread.setDaemon(true);
      thread.start();
    }
    try {
      for (int left = count - 1; ; left--) {
        Throwable end = ends.take();
        if (end instanceof VirtualMachineError broken) {
          throw broken;
        }
        if (left == 0) {
          throw new IOException("no invocation loop is left: " + Throwables.message(end), end);
        }
        log.failure("an invocation loop has ended, " + left + " of " + count + " are left", end);
      }
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  private record Worker(RuntimeApi api, InvocationLoop loop, BlockingQueue<Throwable> ends, Log log)
      implements Runnable {
    @Override
    public void run() {
      try {
        while (true) {
          Invocation invocation = next();
          try {
            loop.invoke(invocation);
          } catch (IOException e) {
            log.failure("Lambda did not accept the response to " + invocation.requestId(), e);
          }
        }
      } catch (Throwable e) {
        ends.add(e);
      }
    }

    private Invocation next() throws IOException, InterruptedException {
      long delay = 0;
      for (int attempt = 1; ; attempt++) {
        try {
          return api.next();
        } catch (IOException e) {
          if (attempt == ATTEMPTS) {
            throw e;
          }
          log.failure("the next event cannot be requested, trying again", e);
        }
        TimeUnit.MILLISECONDS.sleep(delay);
        delay = Math.max(FIRST_DELAY_MILLIS, 2 * delay);
      }
    }
  }
}
