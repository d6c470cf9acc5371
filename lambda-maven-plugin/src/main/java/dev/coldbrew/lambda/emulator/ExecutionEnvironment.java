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
    RuntimeApiServer server = RuntimeApiServer.open(protocol);
    Map<String, String> variables =
        FunctionEnvironment.variables(task, configuration, server.address(), developer);
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

  /** Waits for the first {@code next}; returns null when it comes. */
  Failure awaitInit(long deadline, Duration limit) throws IOException {
    Failure failure = await(deadline, limit);
    Posted initError = protocol.posted();
    return failure == null || initError == null ? failure : Failure.initError(initError);
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
