// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.profile;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs in the function's JVM, whose main class it starts: takes the stack of the main thread every
 * millisecond, and writes all of them when the process is asked to end. It is the only class of its
 * jar, at the end of the class path, where a startup cache permits more.
 *
 * <p>The first line is the time at which it started, in milliseconds as of {@link
 * System#currentTimeMillis}. Each other line is a stack: the nanoseconds since the one before, and
 * behind a tab the frames from the outside in, as {@code module/class.method}, separated by
 * semicolons.
 */
public final class Sampler extends Thread {

  private static final long INTERVAL_NANOS = 1_000_000;

  /** Where the runtime's main thread waits for its priming, and the name of the thread that does it. */
  private static final String WAITS_FOR_PRIMING = "dev.coldbrew.lambda.runtime.invocation.Priming";

  private static final String PRIMING = "priming";

  private final long startMillis = System.currentTimeMillis();
  private final Thread main;
  private final Path file;
  private final List<StackTraceElement[]> stacks = new ArrayList<>();
  private final List<Long> nanos = new ArrayList<>();

  private Sampler(Thread main, Path file) {
    super("sampler");
    this.main = main;
    this.file = file;
  }

  /**
   * Starts the function.
   *
   * @param args the file to write, the main class, and its arguments
   */
  public static void main(String[] args) throws ReflectiveOperationException {
    Sampler sampler = new Sampler(Thread.currentThread(), Path.of(args[0]));
    sampler.setDaemon(true);
    Runtime.getRuntime().addShutdownHook(new Thread(sampler::write));
    sampler.start();
    Class.forName(args[1]).getMethod("main", String[].class).invoke(null, (Object)
        Arrays.copyOfRange(args, 2, args.length));
  }

  @Override
  public void run() {
    long last = System.nanoTime();
    while (true) {
      LockSupport.parkNanos(INTERVAL_NANOS);
      StackTraceElement[] stack = stack();
      long now = System.nanoTime();
      synchronized (this) {
        stacks.add(stack);
        nanos.add(now - last);
      }
      last = now;
    }
  }

  /** That of the main thread; while it waits for the priming, with the stack of that instead. */
  private StackTraceElement[] stack() {
    StackTraceElement[] stack = main.getStackTrace();
    for (int i = 0; i < stack.length; i++) {
      if (stack[i].getClassName().equals(WAITS_FOR_PRIMING)) {
        Thread priming = priming();
        return priming == null ? stack : joined(priming.getStackTrace(), stack, i);
      }
    }
    return stack;
  }

  private static Thread priming() {
    Thread[] threads = new Thread[Thread.activeCount() + 1];
    int count = Thread.enumerate(threads);
    for (int i = 0; i < count; i++) {
      if (threads[i].getName().equals(PRIMING)) {
        return threads[i];
      }
    }
    return null;
  }

  /** Stacks begin with their innermost frames. */
  private static StackTraceElement[] joined(
      StackTraceElement[] inner, StackTraceElement[] outer, int from) {
    StackTraceElement[] joined = Arrays.copyOf(inner, inner.length + outer.length - from);
    System.arraycopy(outer, from, joined, inner.length, outer.length - from);
    return joined;
  }

  private synchronized void write() {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(startMillis + "\n");
      for (int i = 0; i < stacks.size(); i++) {
        StackTraceElement[] stack = stacks.get(i);
        out.write(nanos.get(i) + "\t");
        for (int j = stack.length - 1; j >= 0; j--) {
          String module = stack[j].getModuleName();
          out.write((module == null ? "" : module) + "/" + stack[j].getClassName() + "."
              + stack[j].getMethodName() + (j == 0 ? "" : ";"));
        }
        out.newLine();
      }
    } catch (IOException e) {
      System.err.println("the profile cannot be written: " + e);
    }
  }
}
