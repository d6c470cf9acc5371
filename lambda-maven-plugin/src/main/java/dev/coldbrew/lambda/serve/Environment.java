// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import dev.coldbrew.lambda.emulator.InvocationResult;
import dev.coldbrew.lambda.emulator.InvokeRequest;
import dev.coldbrew.lambda.emulator.LocalFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** An execution environment, which serves one invocation at a time, and the log of its latest one. */
final class Environment implements AutoCloseable {

  /** In characters and line ends: a function that never stops printing must not fill the memory. */
  private static final int MAX_LOG = 1024 * 1024;

  private final String tenant;
  private final Consumer<String> console;
  private final Deque<String> lines = new ArrayDeque<>();
  private int logged;
  private LocalFunction function;
  private boolean freezes;
  private volatile long idleSince = System.nanoTime();

  private Environment(String tenant, Consumer<String> console) {
    this.tenant = tenant;
    this.console = console;
  }

  /**
   * Starts one and runs its init phase, which may fail.
   *
   * @param tenant the one it is for; null if it is for everyone
   */
  static Environment start(
      Path task, ServeSettings settings, String tenant, Consumer<String> console)
      throws IOException {
    Environment environment = new Environment(tenant, console);
    environment.freezes = settings.freezes();
    environment.function = LocalFunction.start(
        task,
        settings.configuration(),
        environment::log,
        settings.developer(),
        settings.initLimit());
    try {
      environment.freeze();
    } catch (IOException e) {
      environment.close();
      throw e;
    }
    return environment;
  }

  /** Why the init phase failed, in one line; null if it did not. */
  String failure() {
    return function
        .initError()
        .map(error -> error.errorSummary())
        .or(function::initFailure)
        .orElse(null);
  }

  Invoked invoke(InvokeRequest request) throws IOException {
    synchronized (lines) {
      lines.clear();
      logged = 0;
    }
    Duration init = function.initDuration().orElse(null);
    if (freezes) {
      function.thaw();
    }
    InvocationResult result = function.invoke(request);
    freeze();
    idleSince = System.nanoTime();
    synchronized (lines) {
      return new Invoked(result, init, function.duration().orElseThrow(), List.copyOf(lines));
    }
  }

  private void freeze() throws IOException {
    if (freezes) {
      function.freeze();
    }
  }

  /** Whether it may serve that tenant. */
  boolean isFor(String other) {
    return Objects.equals(tenant, other);
  }

  Duration idle() {
    return Duration.ofNanos(System.nanoTime() - idleSince);
  }

  @Override
  public void close() {
    function.close();
  }

  private void log(String line) {
    console.accept(line);
    synchronized (lines) {
      lines.add(line);
      logged += line.length() + 1;
      while (logged > MAX_LOG) {
        logged -= lines.remove().length() + 1;
      }
    }
  }
}
