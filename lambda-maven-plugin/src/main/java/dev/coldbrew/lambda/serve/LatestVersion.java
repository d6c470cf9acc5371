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
 * The latest version of a function's code that starts. Callers wait until it includes every change
 * that was made before they came; if a new version does not start, the previous one stays in place.
 */
final class LatestVersion implements AutoCloseable {

  /** How often code that keeps changing is copied, or started. */
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
  private Version replaced; // waits to be ended
  private String problem;

  // Used only by the starter
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
   * Starts the first version, without waiting for it.
   *
   * @param folder an empty one, for what runs
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

  /** Waits for the version that includes every change made so far. */
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
      } // else the previous version has just made room for a newer one
    }
  }

  /** Stops execution environments that have been idle for too long, and the previous version. */
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
        } catch (RuntimeException | Error e) { // from a listener; callers wait for this thread
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
   * Returns false if the code changed again before its version served: that version may have only
   * half of what a compiler writes, and callers wait for all of it.
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
    } catch (IOException | RuntimeException | Error e) { // new code must not end this thread
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
    } else if (isLatest) { // else the next one is coming
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

  /** Its message, if that says what happened; a file system's may be just a path. */
  private static String reason(Throwable e) {
    boolean saysWhat = e instanceof ProblemException
        || e instanceof IOException && !(e instanceof FileSystemException);
    return saysWhat && e.getMessage() != null ? e.getMessage() : e.toString();
  }

  /**
   * Copies the code, and copies it again if it changed in the meantime: half of a change is not a
   * version.
   */
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

  /** With nothing to fall back on, callers need not wait for proof that it starts. */
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

  /** Makes this version serve, and returns the one that it replaces; null if there is none. */
  private synchronized Version serve(Version next) {
    Version before = serving == next ? null : serving;
    serving = next;
    return before;
  }

  /** Ends a version, and waits for that where only one may run. */
  private void retire(Version version) throws InterruptedException {
    end(version);
    if (version != null && settings.alone()) {
      version.awaitEnd();
    }
  }

  /**
   * Leaves it to {@link #stopIdle} to end a version, which takes processor time that the first
   * invocation of its successor needs. Only the latest one is left, so that versions do not pile up.
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
      // The rest of its folder is deleted with the one around it.
    }
  }
}
