// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.coldbrew.lambda.runtime.log.bridge.SystemLogger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Functions that log. */
public class LogHandlers {

  private static final LambdaLogger OF_THE_CLASS = LambdaRuntime.getLogger();
  private static final CyclicBarrier BOTH = new CyclicBarrier(2);
  private static final ExecutorService POOL = Executors.newSingleThreadExecutor();

  public void byContext(Context context) {
    byLogger(context.getLogger());
  }

  public void byLambdaRuntime() {
    byLogger(OF_THE_CLASS);
  }

  private static void byLogger(LambdaLogger logger) {
    logger.log("no level\n");
    logger.log((String) null);
    logger.log("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
    logger.log("not wanted", LogLevel.DEBUG);
    logger.log("not wanted".getBytes(StandardCharsets.UTF_8), LogLevel.DEBUG);
    logger.log("two\nlines", LogLevel.WARN);
    logger.log("bytes\r\nin lines".getBytes(StandardCharsets.UTF_8), LogLevel.WARN);
  }

  public void printing() {
    System.out.println("two\nlines ü");
    System.out.print("in ");
    System.out.printf("parts %d%n", 1);
    System.err.println(2);
    System.out.println(new char[] {'c'});
    System.err.println(new IllegalStateException("no trace"));
    System.out.println();
    System.out.println(" { \"_aws\": {\n} } ");
    System.out.println("{_aws=map}");
    System.out.print("no end");
  }

  public void printingAndLogging(Context context) {
    System.out.print("no end");
    context.getLogger().log("logged");
  }

  public void printingTraces() {
    System.err.println("before");
    failure().printStackTrace();
    System.err.print("Exception in thread \"x\" ");
    failure().printStackTrace(System.err);
    System.err.println("after");
  }

  public void printingWhatWaitsForAThreadThatPrints() {
    System.out.println(new Object() {
      @Override
      public String toString() {
        Thread thread = new Thread(() -> System.out.println("from the thread"));
        thread.start();
        try {
          thread.join(10_000);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        return "from the object";
      }
    });
  }

  public void byJul() {
    Logger logger = Logger.getLogger("example");
    logger.finest("finest");
    logger.fine("fine");
    logger.log(Level.INFO, "hello {0}", "Ada");
    logger.warning("two\nlines");
    logger.log(Level.SEVERE, "failed", failure());
  }

  public void bySystemLogger() {
    System.Logger logger = System.getLogger("example");
    logger.log(System.Logger.Level.TRACE, "trace");
    logger.log(System.Logger.Level.DEBUG, "debug");
    logger.log(System.Logger.Level.INFO, "hello {0}", "Ada");
    logger.log(System.Logger.Level.WARNING, "two\nlines");
    logger.log(System.Logger.Level.ERROR, "failed", failure());
  }

  public void failing() {
    throw failure();
  }

  public void readingEbcdic() {
    Charset.forName("IBM037");
  }

  public void failingUntold() {
    throw new Untold();
  }

  public void byAThreadOfTheFirst() throws Exception {
    POOL.submit(() -> System.out.println("from the pool")).get(10, TimeUnit.SECONDS);
  }

  public void twoAtOnce(String event, Context context) throws Exception {
    System.out.print("printed ");
    BOTH.await(10, TimeUnit.SECONDS);
    System.out.println("for " + event);
    Thread thread = new Thread(() -> context.getLogger().log("logged for " + event));
    thread.start();
    thread.join(10_000);
    BOTH.await(10, TimeUnit.SECONDS);
    System.out.print("no end, " + event);
    BOTH.await(10, TimeUnit.SECONDS);
  }

  public void writing() {
    byte[] bytes = "one\ntwo\n\tat a\nCaused by: b\n{\n  \"a\": 1\n}\nthree\n"
        .getBytes(StandardCharsets.US_ASCII);
    System.out.write(bytes, 0, bytes.length);
  }

  public void byTwoThreads() throws Exception {
    System.out.print("from ");
    Thread thread = new Thread(() -> System.out.printf("from the %s%n", "thread"));
    thread.start();
    thread.join(10_000);
    System.out.println("the handler");
  }

  public void exiting() {
    System.out.print("last words");
    System.exit(3);
  }

  static IllegalStateException failure() {
    Exception cause = new Exception("in");
    cause.setStackTrace(trace("charge", 9));
    IllegalStateException e = new IllegalStateException("outer\nline", cause);
    e.setStackTrace(trace("pay", 7));
    return e;
  }

  private static StackTraceElement[] trace(String method, int line) {
    return new StackTraceElement[] {
      new StackTraceElement("example.Orders", method, "Orders.java", line)
    };
  }

  /** Its message is not to be had. */
  public static final class Untold extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new Error("no message");
    }
  }

  /** As a logging framework brings it. */
  public static class OwnFinder extends System.LoggerFinder {
    @Override
    public System.Logger getLogger(String name, Module module) {
      return new SystemLogger(name) {
        @Override
        protected void write(Level level, String message, Throwable thrown) {
          System.out.println("own " + level + " " + message);
        }
      };
    }
  }
}
