// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import dev.coldbrew.lambda.emulator.InvocationResult;
import dev.coldbrew.lambda.emulator.InvokeRequest;
import dev.coldbrew.lambda.emulator.LocalFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** An execution environment, which serves one invocation at a time, and the log of the latest. */
final class Environment implements AutoCloseable {

  /** Of CloudWatch; a function that prints without end must not fill the memory. */
  private static final int MAX_LINES = 10_000;

  private final String tenant;
  private final Consumer<String> console;
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
  private LocalFunction function;
  private boolean freezes;
  private volatile long idleSince = System.nanoTime();

  private Environment(String tenant, Consumer<String> console) {
    this.tenant = tenant;
    this.console = console;
  }

  /**
   * Goes through the init phase, which may fail.
   *
   * @param tenant that it is for; null if it is for all
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
    environment.freeze();
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
    lines.clear();
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
      if (lines.size() == MAX_LINES) {
        lines.remove(0);
      }
      lines.add(line);
    }
  }
}
