// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The latest version of a function's code that starts. What is asked for waits until all changes are in
 * it that were made before; what does not start leaves the version before in its place.
 */
final class LatestVersion implements AutoCloseable {

  /** How often code is copied, or a version started, that changes meanwhile. */
  private static final int MAX_ATTEMPTS = 3;

  private final ServeSettings settings;
  private final FunctionCode code;
  private final Path folder;
  private final FunctionListener listener;
  private final Consumer<String> console;
  private final CodeChanges changes = new CodeChanges();
  private final Thread starter;
  private CodeWatch watch;

  private Version serving;
  private Version replaced; // waits for its end
  private String problem;

  // Of the starter alone
  private CodeState attempted;
  private int versions;
  private int superseded; // in a row

  private LatestVersion(
      ServeSettings settings, FunctionCode code, Path folder, FunctionListener listener) {
    this.settings = settings;
    this.code = code;
    this.folder = folder;
    this.listener = listener;
    this.console = line -> listener.logged(name(), line);
    this.starter = new Thread(this::startVersions, "function-starter");
    starter.setDaemon(true);
  }

  /**
   * Begins to start the first version.
   *
   * @param folder for what runs, which is empty
   */
  static LatestVersion start(
      ServeSettings settings, FunctionCode code, Path folder, FunctionListener listener)
      throws IOException {
    LatestVersion version = new LatestVersion(settings, code, folder, listener);
    version.watch = CodeWatch.start(code.sources(), version.changes);
    version.starter.start();
    return version;
  }

  private String name() {
    return settings.configuration().name();
  }

  /** Waits for the version that has all changes until now. */
  Version current() throws IOException {
    code.awaitCompiled();
    if (changes.see(CodeState.of(code.sources()))) {
      watch.wakeUp();
    }
    while (true) {
      changes.awaitDone();
      synchronized (this) {
        if (serving != null) {
          return serving;
        }
        if (problem != null) {
          throw new IOException(problem);
        }
      } // else the one before has just made room for a newer one
    }
  }

  /** Stops execution environments that were idle for too long, and the version before this one. */
  void stopIdle() throws IOException {
    replace(null);
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
    changes.close();
    watch.close();
    starter.interrupt();
    try {
      starter.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    replace(null);
    Version last = serve(null);
    if (last != null) {
      last.close();
    }
  }

  private void startVersions() {
    try {
      while (true) {
        CodeChanges.Pending pending = changes.next();
        boolean done = true;
        try {
          done = pending.state().equals(attempted) || startVersion(pending);
        } catch (RuntimeException | Error e) { // of a listener; callers wait for this thread
          problem(e.toString());
        }
        if (done) {
          changes.done(pending);
        }
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  /**
   * False if the code changed again before its version served: what was started may be half of what a
   * compiler writes, and callers wait for all of it.
   */
  private boolean startVersion(CodeChanges.Pending pending) throws InterruptedException {
    Optional<String> missing = missing();
    if (missing.isPresent() && servesOtherThan(null)) {
      attempted = pending.state();
      if (!code.isBeingCompiled()) { // else a compiler will write it
        listener.waits(name(), missing.get());
      }
      return true;
    }
    long start = System.nanoTime();
    Version next = null;
    String failure;
    try {
      if (settings.alone()) {
        problem(null);
        retire(serve(null));
      }
      next = stage(pending.state());
      serveIfFirst(next, pending);
      failure = settings.tenancy() ? null : next.start();
    } catch (IOException | RuntimeException | Error e) { // whatever new code does to this program
      failure = reason(e);
    }
    if (changes.isClosed()) {
      retire(next);
      return true;
    }
    boolean isLatest = CodeState.of(code.sources()).equals(attempted);
    if (!isLatest && servesOtherThan(next) && ++superseded < MAX_ATTEMPTS) {
      attempted = null;
      retire(next);
      return false;
    }
    superseded = 0;
    boolean olderServes = failure != null && servesOtherThan(next);
    Version retired = olderServes || next == null ? next : serve(next);
    problem(failure);
    changes.done(pending);
    if (settings.alone()) {
      retire(retired);
    } else {
      replace(retired);
    }
    if (failure == null) {
      listener.serves(name(), Duration.ofNanos(System.nanoTime() - start));
    } else if (isLatest) { // else the next is under way
      listener.failed(name(), failure, olderServes);
    }
    return true;
  }

  private Optional<String> missing() {
    try {
      return code.missing();
    } catch (IOException e) {
      return Optional.of(reason(e));
    }
  }

  /** Its message, if that says what happened: that of a file system may be a path alone. */
  private static String reason(Throwable e) {
    boolean saysWhat = e instanceof ProblemException
        || e instanceof IOException && !(e instanceof FileSystemException);
    return saysWhat && e.getMessage() != null ? e.getMessage() : e.toString();
  }

  /** Copies the code, and again if it changed meanwhile: half of a change is no version. */
  private Version stage(CodeState state) throws IOException {
    attempted = state;
    for (int copy = 1; ; copy++) {
      Path place = folder.resolve(Integer.toString(++versions));
      Version next = Version.stage(code, place, settings, console);
      CodeState now = CodeState.of(code.sources());
      if (now.equals(attempted) || copy == MAX_ATTEMPTS) {
        return next;
      }
      attempted = now;
      next.close();
    }
  }

  /** With nothing to fall back on, callers need not wait until it has proved to start. */
  private void serveIfFirst(Version next, CodeChanges.Pending pending) {
    if (!servesOtherThan(null)) {
      serve(next);
      changes.done(pending);
    }
  }

  private synchronized boolean servesOtherThan(Version next) {
    return serving != null && serving != next;
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

  /** Ends a version, and waits for the end where only one may run. */
  private void retire(Version version) throws InterruptedException {
    end(version);
    if (version != null && settings.alone()) {
      version.awaitEnd();
    }
  }

  /**
   * Leaves the end of a version to {@link #stopIdle}: it takes processor time that the first
   * invocation of its successor needs. Only the latest waits, so that versions do not pile up.
   */
  private void replace(Version version) {
    Version before;
    synchronized (this) {
      before = replaced;
      replaced = version;
    }
    end(before);
  }

  private static void end(Version version) {
    if (version == null) {
      return;
    }
    try {
      version.retire();
    } catch (IOException e) {
      // What is left of its folder goes with the one around it.
    }
  }
}
