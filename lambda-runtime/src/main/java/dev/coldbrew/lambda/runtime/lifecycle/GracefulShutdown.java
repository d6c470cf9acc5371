// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.lifecycle;

import dev.coldbrew.lambda.runtime.api.ExtensionsApi;
import dev.coldbrew.lambda.runtime.api.HttpConnection;
import dev.coldbrew.lambda.runtime.log.Log;
import dev.coldbrew.lambda.runtime.settings.Settings;
import java.io.IOException;

/**
 * Notifies a function of its shutdown. Lambda kills a process without notice unless an extension is
 * registered; then it sends SIGTERM first, and the JVM runs its shutdown hooks. The runtime
 * therefore registers itself as an internal extension if the handler is {@link AutoCloseable}, or
 * if {@link Settings#gracefulShutdown} is set, for functions with shutdown hooks. At SIGTERM, it
 * closes the handler within the 300 to 500 ms that Lambda leaves.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html">Extensions
 *     API</a>
 */
public final class GracefulShutdown implements Runnable {

  private final ExtensionsApi api;
  private final String identifier;

  private GracefulShutdown(ExtensionsApi api, String identifier) {
    this.api = api;
    this.identifier = identifier;
  }

  /** Must be called before the first {@code next}, which ends the time for registration. */
  public static void prepare(String address, Object handler, Log log) {
    if (handler instanceof AutoCloseable closeable) {
      Runtime.getRuntime().addShutdownHook(new Thread(new Hook(closeable, log), "shutdown"));
    }
    ExtensionsApi api = new ExtensionsApi(new HttpConnection(address));
    try {
      Thread poll = new Thread(new GracefulShutdown(api, api.register("coldbrew")), "extension");
      poll.setDaemon(true);
      poll.start();
    } catch (IOException e) { // a function without this is better than none
      log.failure("the function will not be notified of its shutdown", e);
    }
  }

  /**
   * Asks for an event, because the init phase ends only when every extension has done so. No event
   * ever comes.
   */
  @Override
  public void run() {
    try {
      api.next(identifier);
    } catch (IOException e) {
      // the invocation loop notices the same failure, and logs it
    }
  }

  /** The JVM's shutdown hook at SIGTERM: closes the handler within the time limit. */
  record Hook(AutoCloseable handler, Log log) implements Runnable {

    /** A slow close is reported before Lambda's own limit, so that the report reaches the log. */
    private static final long SLOW_MILLIS = 250;

    /** Lambda never leaves more time than this. */
    private static final long MAX_MILLIS = 2_000;

    @Override
    public void run() {
      Thread closing = new Thread(new Close(handler, log), "close-handler");
      closing.setDaemon(true);
      closing.start();
      try {
        closing.join(SLOW_MILLIS);
        if (closing.isAlive()) {
          log.line("the handler is still not closed after "
              + SLOW_MILLIS
              + " ms; Lambda ends the process after 300 to 500");
          closing.join(MAX_MILLIS - SLOW_MILLIS);
        }
      } catch (InterruptedException e) {
        // the process ends
      }
    }
  }

  private record Close(AutoCloseable handler, Log log) implements Runnable {
    @Override
    public void run() {
      try {
        handler.close();
      } catch (Throwable e) { // only the log is left to report it
        log.failure("the handler cannot be closed", e);
      }
    }
  }
}
