// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import dev.coldbrew.lambda.emulator.FunctionProcess.InvalidEntrypointException;
import dev.coldbrew.lambda.process.Watchdog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One process of the function, with a Runtime API of its own, so that nothing that an abandoned
 * process still sends can reach its successor.
 */
final class ExecutionEnvironment implements AutoCloseable {

  private final RuntimeProtocol protocol;
  private final RuntimeApiServer server;
  private final FunctionProcess process;

  private volatile boolean frozen;

  private ExecutionEnvironment(
      RuntimeProtocol protocol, RuntimeApiServer server, FunctionProcess process) {
    this.protocol = protocol;
    this.server = server;
    this.process = process;
  }

  static ExecutionEnvironment start(
      Path task,
      FunctionConfiguration configuration,
      Map<String, String> developer,
      FunctionLog log,
      Watchdog watchdog)
      throws IOException, InvalidEntrypointException {
    RuntimeProtocol protocol = new RuntimeProtocol();
    SnapStartRoutes snapStart = configuration.isSnapStart() ? new SnapStartRoutes(protocol) : null;
    RuntimeApiServer server = RuntimeApiServer.open(protocol, snapStart);
    Map<String, String> variables =
        FunctionEnvironment.variables(task, configuration, server.address(), developer);
    if (snapStart != null) {
      snapStart.adapt(variables, server.address());
    }
    try {
      watchdog.watch("AWS_LAMBDA_RUNTIME_API", server.address());
      FunctionProcess process = FunctionProcess.start(task, variables, log);
      server.serve(process::hasOpen);
      process.onExit(protocol::exited);
      return new ExecutionEnvironment(protocol, server, process);
    } catch (InvalidEntrypointException | IOException e) {
      server.close();
      throw e;
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits for the first {@code next} or {@code restore/next}; returns null when it comes. */
  Failure awaitInit(long deadline, Duration limit) throws IOException {
    return reported(await(deadline, limit));
  }

  /** Whether the runtime is ready for a snapshot, and waits for the restore from it. */
  boolean awaitsRestore() {
    return protocol.awaitsRestore();
  }

  /** Restores it and waits for the first {@code next}; returns null when it comes. */
  Failure restore(Duration limit) throws IOException {
    protocol.restore();
    return switch (protocol.await(System.nanoTime() + limit.toNanos())) {
      case ASKED_FOR_NEXT -> null;
      case EXITED -> reported(Failure.exit(process.exitReason()));
      case OVERRAN -> reported(Failure.restoreTimeout(limit));
    };
  }

  /** What the runtime itself has said about it takes precedence. */
  private Failure reported(Failure failure) {
    Posted error = protocol.posted();
    return failure == null || error == null ? failure : Failure.initError(error);
  }

  /** Hands the event to a runtime that asked for it. */
  void begin(Invocation invocation) {
    protocol.begin(invocation);
  }

  /** Waits for the {@code next} after an invocation; returns null when it comes. */
  Failure await(long deadline, Duration limit) throws IOException {
    return switch (protocol.await(deadline)) {
      case ASKED_FOR_NEXT -> null;
      case EXITED -> Failure.exit(process.exitReason());
      case OVERRAN -> Failure.timeout(limit);
    };
  }

  /** What the runtime posted for the invocation; null for nothing. */
  Posted posted() {
    return protocol.posted();
  }

  /** Suspends its processes. */
  void freeze() throws IOException {
    frozen = true;
    process.signal("STOP");
  }

  /** Lets them continue. */
  void thaw() throws IOException {
    frozen = false;
    process.signal("CONT");
  }

  OptionalLong peakMemoryMb() {
    return process.peakMemoryMb();
  }

  Optional<Duration> processorTime() {
    return process.processorTime();
  }

  /** Asks the process to end, waits for that, and returns whether it ended in time. */
  boolean terminate(Duration limit) {
    return process.terminate(limit);
  }

  /** Ends the process, then what served it. As in Lambda, it is notified only if it has extensions. */
  @Override
  public void close() {
    if (protocol.hasExtensions() && frozen) {
      thawToEnd();
    }
    if (protocol.hasExtensions()) {
      process.terminate();
    } else {
      process.kill();
    }
    protocol.exited();
    server.close();
  }

  /** A suspended process would not notice. */
  private void thawToEnd() {
    try {
      thaw();
    } catch (IOException e) {
      // It is killed anyway.
    }
  }
}
