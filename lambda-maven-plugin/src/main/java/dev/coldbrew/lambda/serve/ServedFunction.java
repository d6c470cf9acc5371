// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import dev.coldbrew.lambda.emulator.FunctionEnvironment;
import dev.coldbrew.lambda.emulator.InvokeRequest;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * A function that is invoked on this machine, always with its latest code: an invocation that comes
 * after a change waits for the version with that change. If that does not start, the one before it
 * goes on serving.
 */
public final class ServedFunction implements AutoCloseable {

  private final ServeSettings settings;
  private final FunctionCode code;
  private final Path folder;
  private final FunctionListener listener;
  private final Consumer<String> console;
  private final Semaphore environments;
  private final Thread starter;
  private CodeWatch watch;

  // Changes of the code, the first version included: seen, looked at, and done with
  private long changes = 1;
  private long settled;
  private long started;
  private CodeState latest;
  private Version serving;
  private String problem;
  private boolean held;
  private boolean closed;

  // Of the starter alone
  private CodeState attempted;
  private int versions;

  private ServedFunction(
      ServeSettings settings, FunctionCode code, Path folder, FunctionListener listener) {
    this.settings = settings;
    this.code = code;
    this.folder = folder;
    this.listener = listener;
    this.console = line -> listener.logged(name(), line);
    this.environments = new Semaphore(settings.concurrency());
    this.starter = new Thread(this::startVersions, "function-starter");
    starter.setDaemon(true);
  }

  /**
   * Begins to start the function's first version.
   *
   * @param folder for what runs, which is empty
   */
  public static ServedFunction start(
      ServeSettings settings, FunctionCode code, Path folder, FunctionListener listener)
      throws IOException {
    ServedFunction function = new ServedFunction(settings, code, folder, listener);
    function.starter.start();
    function.watch = CodeWatch.start(code.sources(), function.new Changes());
    return function;
  }

  public String name() {
    return settings.configuration().name();
  }

  /** Its Amazon Resource Name, without a qualifier. */
  public String arn() {
    return settings.configuration().arn(FunctionEnvironment.region(settings.developer()));
  }

  public ServeSettings settings() {
    return settings;
  }

  /**
   * Sends one event to the latest version, in an execution environment of its own.
   *
   * @throws BusyException if all environments are at work that the function may have
   */
  public Invoked invoke(InvokeRequest request) throws IOException, BusyException {
    if (!environments.tryAcquire()) {
      throw new BusyException();
    }
    try {
      while (true) {
        Version version = current();
        Environment environment = version.take(request.caller().tenantId());
        if (environment != null) {
          try {
            return environment.invoke(request);
          } finally {
            version.giveBack(environment);
          }
        } // else a newer one has taken its place meanwhile
      }
    } finally {
      environments.release();
    }
  }

  /** Waits for the version that has all changes until now. */
  private Version current() throws IOException {
    awaitCompiler();
    CodeState now = CodeState.of(code.sources());
    synchronized (this) {
      if (latest != null && settled == changes && !now.equals(latest)) {
        changes++;
        watch.wakeUp();
      }
      return await(changes);
    }
  }

  private synchronized void awaitCompiler() throws IOException {
    try {
      while (held && !closed) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the function is compiled", e);
    }
  }

  /** Has invocations wait, while new code is compiled, or no longer. */
  public synchronized void hold(boolean hold) {
    held = hold;
    notifyAll();
  }

  private Version await(long wanted) throws IOException {
    try {
      while (started < wanted && !closed) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the function starts", e);
    }
    if (closed) {
      throw new IOException("the function is no longer served");
    }
    if (serving == null) {
      throw new IOException(problem);
    }
    return serving;
  }

  /** Stops execution environments that were idle for too long. */
  public void stopIdle() throws IOException {
    Version version;
    synchronized (this) {
      version = serving;
    }
    if (version != null) {
      version.stopIdle();
    }
  }

  /** Ends it at once, invocations under way included. */
  @Override
  public void close() throws IOException {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    watch.close();
    starter.interrupt();
    try {
      starter.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Version last = serve(null);
    if (last != null) {
      last.close();
    }
  }

  private void startVersions() {
    try {
      while (true) {
        CodeState state;
        long upTo;
        synchronized (this) {
          while (started == settled) {
            wait();
          }
          state = latest;
          upTo = settled;
        }
        if (!state.equals(attempted)) {
          startVersion(state, upTo);
        }
        synchronized (this) {
          started = upTo;
          notifyAll();
        }
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private void startVersion(CodeState state, long upTo) throws InterruptedException {
    Optional<String> missing = missing();
    if (missing.isPresent() && isServing()) {
      attempted = state;
      listener.waits(name(), missing.get());
      return;
    }
    long start = System.nanoTime();
    Version next = null;
    String failure;
    try {
      if (settings.alone()) {
        retire(serve(null));
      }
      next = stage(state);
      serveIfFirst(next, upTo);
      failure = settings.tenancy() ? null : next.start();
    } catch (IOException | ProblemException e) {
      failure = e.getMessage();
    }
    if (isClosed()) {
      retire(next);
      return;
    }
    boolean olderServes = failure != null && servesOtherThan(next);
    if (olderServes) {
      retire(next);
    } else if (next != null) {
      retire(serve(next));
    }
    if (failure == null) {
      listener.serves(name(), Duration.ofNanos(System.nanoTime() - start));
    } else {
      problem(failure);
      if (CodeState.of(code.sources()).equals(attempted)) { // else the next is under way
        listener.failed(name(), failure, olderServes);
      }
    }
  }

  private Optional<String> missing() {
    try {
      return code.missing();
    } catch (IOException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** Copies the code, and again if it changed meanwhile: half of a change is no version. */
  private Version stage(CodeState state) throws IOException {
    attempted = state;
    while (true) {
      Path place = folder.resolve(Integer.toString(++versions));
      Version next = Version.stage(code, place, settings, console);
      CodeState now = CodeState.of(code.sources());
      if (now.equals(attempted)) {
        return next;
      }
      attempted = now;
      next.close();
    }
  }

  /** With nothing to fall back on, callers need not wait until it has proved to start. */
  private synchronized void serveIfFirst(Version next, long upTo) {
    if (serving == null) {
      serving = next;
      started = upTo;
      notifyAll();
    }
  }

  private synchronized boolean servesOtherThan(Version next) {
    return serving != null && serving != next;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized void problem(String reason) {
    problem = reason;
  }

  /** Returns what served before; null for nothing else. */
  private synchronized Version serve(Version next) {
    Version before = serving == next ? null : serving;
    serving = next;
    return before;
  }

  private void retire(Version version) throws InterruptedException {
    if (version == null) {
      return;
    }
    try {
      version.retire();
      if (settings.alone()) {
        version.awaitEnd();
      }
    } catch (IOException e) {
      // What is left of its folder goes with the one around it.
    }
  }

  private final class Changes implements CodeWatch.Listener {
    @Override
    public void touched() {
      synchronized (ServedFunction.this) {
        changes++;
      }
    }

    @Override
    public void settled(CodeState state) {
      synchronized (ServedFunction.this) {
        if (latest != null && settled == changes && !state.equals(latest)) {
          changes++; // the system did not report it
        }
        latest = state;
        settled = changes;
        ServedFunction.this.notifyAll();
      }
    }
  }
}
