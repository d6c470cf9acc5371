// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import dev.coldbrew.lambda.emulator.FunctionProcess.InvalidEntrypointException;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Watchdog;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A staged function that runs on this machine, in one execution environment at a time. It goes
 * through Lambda's phases: after a failed init phase or the death of its process, the next
 * invocation repeats the init phase under its own timeout. (AWS calls that a suppressed init: the
 * REPORT line then has no Init Duration but a longer Duration.)
 *
 * <p>With SnapStart, it is started as the service does when a version is published: if that fails, there
 * is no function to invoke.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">The
 *     lifecycle</a>
 */
public final class LocalFunction implements AutoCloseable {

  /** What Lambda gives the hooks after a restore. */
  private static final Duration RESTORE_LIMIT = Duration.ofSeconds(10);

  private final Path task;
  private final FunctionConfiguration configuration;
  private final Map<String, String> developer;
  private final Duration initLimit;
  private final Duration restoreLimit;
  private final FunctionLog log;
  private final Watchdog watchdog;
  // For a build that is interrupted: Maven then ends without closing anything.
  private final Thread killer = new Thread(this::endProcess, "function-killer");

  private volatile ExecutionEnvironment environment;
  private volatile boolean closed;
  private Duration initDuration;
  private Duration restoreDuration;
  private Failure initFailure;
  private Duration duration;
  private OptionalLong peakMemoryMb = OptionalLong.empty();

  private LocalFunction(
      Path task,
      FunctionConfiguration configuration,
      Map<String, String> developer,
      Duration initLimit,
      Duration restoreLimit,
      FunctionLog log,
      Watchdog watchdog) {
    this.task = task;
    this.configuration = configuration;
    this.developer = developer;
    this.initLimit = initLimit;
    this.restoreLimit = restoreLimit;
    this.log = log;
    this.watchdog = watchdog;
  }

  /**
   * Starts {@code task/bootstrap} and waits for the end of its init phase. The log and the result
   * of the first invocation show how it went.
   *
   * @param log receives every line, from one thread at a time
   * @throws ProblemException if the function has SnapStart and cannot be started from a snapshot
   */
  public static LocalFunction start(
      Path task, FunctionConfiguration configuration, Consumer<String> log) throws IOException {
    return start(task, configuration, log, System.getenv(), configuration.initLimit());
  }

  /**
   * As above.
   *
   * @param developer the developer's environment, from which the function gets the variables that
   *     identify them in AWS
   * @param initLimit how long the init phase may take
   */
  public static LocalFunction start(
      Path task,
      FunctionConfiguration configuration,
      Consumer<String> lines,
      Map<String, String> developer,
      Duration initLimit)
      throws IOException {
    return start(task, configuration, lines, developer, initLimit, RESTORE_LIMIT);
  }

  /**
   * As above.
   *
   * @param restoreLimit how long the hooks after a restore may take
   */
  public static LocalFunction start(
      Path task,
      FunctionConfiguration configuration,
      Consumer<String> lines,
      Map<String, String> developer,
      Duration initLimit,
      Duration restoreLimit)
      throws IOException {
    Path absolute = task.toAbsolutePath().normalize();
    if (File.separatorChar == '\\') {
      throw new ProblemException(
          "no function can be started on Windows: its bootstrap is a script for bash",
          "folder " + absolute,
          "run Maven in the Windows Subsystem for Linux");
    }
    FunctionLog log = new FunctionLog(lines);
    LocalFunction function = new LocalFunction(
        absolute, configuration, developer, initLimit, restoreLimit, log, Watchdog.start());
    Runtime.getRuntime().addShutdownHook(function.killer);
    try {
      long start = System.nanoTime();
      function.initFailure = function.initialize("init", start, initLimit);
      if (function.initFailure == null) {
        // That of a snapshot is no part of an invocation.
        function.initDuration = function.restoreDuration == null ? since(start) : null;
        log.catchUp();
      }
      return function;
    } catch (IOException | RuntimeException e) {
      function.close();
      throw e;
    }
  }

  /** Sends one event, without anything about its caller. */
  public InvocationResult invoke(byte[] event) throws IOException {
    return invoke(event, Caller.UNKNOWN);
  }

  /** Sends one event. */
  public InvocationResult invoke(byte[] event, Caller caller) throws IOException {
    String region = FunctionEnvironment.region(developer);
    return invoke(InvokeRequest.of(configuration.arn(region), event, caller));
  }

  /**
   * Sends one event and waits until the runtime asks for the next one, which is when Lambda
   * considers an invocation complete, but no longer than the function's timeout. The result is the
   * runtime's response, even if the runtime failed between its response and that request.
   */
  public synchronized InvocationResult invoke(InvokeRequest request) throws IOException {
    if (closed) {
      throw new IllegalStateException("the function is closed");
    }
    if (!isRunning() && configuration.isSnapStart()) {
      // Lambda would restore another process from the snapshot, before the invocation.
      initialize("init", System.nanoTime(), initLimit);
    }
    String requestId = request.requestId();
    Instant deadline = Instant.now().plus(configuration.timeout());
    long start = System.nanoTime();

    Failure failure = null;
    if (!isRunning()) {
      initDuration = null;
      failure = initialize("invoke", start, configuration.timeout());
    }
    ExecutionEnvironment current = environment;
    log.write(Report.start(requestId, configuration.version()));
    Posted posted = null;
    if (failure == null) {
      current.begin(new Invocation(request, deadline));
      failure = current.await(end(start, configuration.timeout()), configuration.timeout());
      posted = current.posted();
    }
    duration = failure == null ? since(start) : min(since(start), configuration.timeout());
    settle(failure);
    log.write(Report.end(requestId));
    log.write(Report.report(
        requestId,
        duration,
        initDuration,
        restoreDuration,
        configuration.memoryMb(),
        peakMemoryMb,
        failure));
    initDuration = null;
    restoreDuration = null;

    return posted == null
        ? new InvocationResult(failure.payload().apply(requestId), true)
        : new InvocationResult(posted.payload(), posted.isError());
  }

  /** Suspends its process and everything that this has started, as Lambda does between invocations. */
  public void freeze() throws IOException {
    ExecutionEnvironment current = environment;
    if (current != null) {
      current.freeze();
    }
  }

  /** Lets it continue. */
  public void thaw() throws IOException {
    ExecutionEnvironment current = environment;
    if (current != null) {
      current.thaw();
    }
  }

  /** Whether its process can serve the next invocation; otherwise a new one will. */
  public boolean isRunning() {
    ExecutionEnvironment current = environment;
    return current != null && current.isAlive();
  }

  /** Why the init phase failed, before any invocation; empty if it did not. */
  public Optional<String> initFailure() {
    return Optional.ofNullable(initFailure).map(Failure::reason);
  }

  /** Whether the init phase failed because the process ended, without a report of its runtime. */
  public boolean exitedInInit() {
    return initFailure != null && initFailure.isExit();
  }

  /** The error that the runtime posted in the init phase; empty if it posted none. */
  public Optional<InvocationResult> initError() {
    return Optional.ofNullable(initFailure)
        .filter(Failure::posted)
        .map(failure -> new InvocationResult(failure.payload().apply(""), true));
  }

  /**
   * How long the init phase took; empty if it failed, or if it was reported with an earlier
   * invocation.
   */
  public Optional<Duration> initDuration() {
    return Optional.ofNullable(initDuration);
  }

  /** How long the last invocation took; empty before the first. */
  public Optional<Duration> duration() {
    return Optional.ofNullable(duration);
  }

  /** The most memory that its process has ever used; empty where the system does not say. */
  public OptionalLong peakMemoryMb() {
    return peakMemoryMb;
  }

  /**
   * The processor time of its process so far, which never decreases. It lacks what a thread used
   * between the last call and its own end. Empty without a process, or where the system does not
   * say.
   */
  public Optional<Duration> processorTime() {
    return Optional.ofNullable(environment).flatMap(ExecutionEnvironment::processorTime);
  }

  /**
   * Lets the process end by itself, which Lambda never does: that is when a JVM that records writes
   * its recording. The function can no longer be used afterwards.
   *
   * @return whether it ended in time
   */
  public synchronized boolean end(Duration limit) {
    ExecutionEnvironment current = environment;
    boolean inTime = current != null && current.terminate(limit);
    close();
    return inTime;
  }

  /**
   * Ends the function's process and everything that served it, even if another thread is invoking
   * it.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    endProcess();
    synchronized (this) {
      endProcess();
      watchdog.close();
      log.close();
      try {
        Runtime.getRuntime().removeShutdownHook(killer);
      } catch (IllegalStateException e) {
        // The JVM is ending: the hook runs anyway.
      }
    }
  }

  /**
   * Returns null when the runtime has asked for its first event: after the init phase and, where that
   * ends in a snapshot, after the restore.
   *
   * @throws ProblemException if either fails with SnapStart
   */
  private Failure initialize(String phase, long start, Duration limit) throws IOException {
    Failure failure;
    ExecutionEnvironment started = null;
    peakMemoryMb = OptionalLong.empty();
    endProcess();
    try {
      started = ExecutionEnvironment.start(task, configuration, developer, log, watchdog);
      environment = started;
      if (closed) {
        // Closed by another thread before there was a process to end.
        endProcess();
      }
      failure = started.awaitInit(end(start, limit), limit);
    } catch (InvalidEntrypointException e) {
      failure = Failure.invalidEntrypoint(e.getMessage());
    }
    Duration duration = since(start);
    settle(failure);
    boolean isSnapshot = failure == null && started.awaitsRestore();
    if (failure != null || isSnapshot) {
      log.write(Report.initReport(duration, phase, failure));
    }
    if (failure != null && configuration.isSnapStart()) {
      throw SnapStartProblem.beforeSnapshot(failure, configuration.handler());
    }
    if (isSnapshot) {
      restore(started);
    }
    return failure;
  }

  /** The process that made the snapshot is the one that is restored: this machine takes none. */
  private void restore(ExecutionEnvironment snapshot) throws IOException {
    long start = System.nanoTime();
    Failure failure = snapshot.restore(restoreLimit);
    Duration duration = since(start);
    settle(failure);
    if (failure != null) {
      log.write(Report.restoreReport(duration, failure));
      throw SnapStartProblem.afterRestore(failure, configuration.handler());
    }
    restoreDuration = duration;
  }

  /** Reads the memory while there is a process, and ends it after a failure. */
  private void settle(Failure failure) {
    ExecutionEnvironment current = environment;
    if (current != null) {
      peakMemoryMb = current.peakMemoryMb();
    }
    if (failure != null) {
      endProcess();
    }
  }

  private void endProcess() {
    ExecutionEnvironment ended = environment;
    if (ended != null) {
      ended.close();
      environment = null;
    }
  }

  private static long end(long start, Duration limit) {
    return start + limit.toNanos();
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
