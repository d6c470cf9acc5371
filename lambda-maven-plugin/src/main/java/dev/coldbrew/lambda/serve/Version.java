// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.file.TaskFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A snapshot of a function's code, and the execution environments that run it. Once it is retired,
 * it ends with its last invocation under way.
 */
final class Version {

  private final Path folder;
  private final ServeSettings settings;
  private final Consumer<String> console;
  private final Deque<Environment> idle = new ArrayDeque<>(); // the latest first
  private final Set<Environment> all = new HashSet<>();
  private boolean retired;
  private volatile boolean closed;
  private int starting;
  private boolean firstIsStarting;
  private boolean firstIsTaken;

  private Version(Path folder, ServeSettings settings, Consumer<String> console) {
    this.folder = folder;
    this.settings = settings;
    this.console = console;
    this.firstIsStarting = !settings.tenancy();
  }

  /** @param folder a path where nothing exists yet */
  static Version stage(
      FunctionCode code, Path folder, ServeSettings settings, Consumer<String> console)
      throws IOException {
    Files.createDirectory(folder);
    try {
      Path task = TaskFolder.inRoot(folder).path();
      Files.createDirectories(task.getParent());
      code.stage(task);
    } catch (IOException | RuntimeException e) {
      FileTree.delete(folder);
      throw e;
    }
    return new Version(folder, settings, console);
  }

  /**
   * Starts an execution environment before there is an invocation for it. The first invocation that
   * comes in the meantime waits for it; any others start their own.
   *
   * @return why its init phase failed; null if it did not
   */
  String start() throws IOException {
    try {
      synchronized (this) {
        if (retired) {
          return null;
        }
        starting++;
      }
      Environment first = startEnvironment(null);
      if (first == null) {
        return null; // closed in the meantime
      }
      String failure = first.failure();
      giveBack(first);
      return failure;
    } finally {
      synchronized (this) {
        firstIsStarting = false;
        notifyAll();
      }
    }
  }

  /**
   * An execution environment for one invocation, a new one if none is idle; null if this version is
   * retired.
   *
   * @param tenant null for a function without tenants
   */
  Environment take(String tenant) throws IOException {
    synchronized (this) {
      Environment latest = takeIdle(tenant);
      if (latest == null && firstIsStarting && !firstIsTaken) {
        awaitFirst();
        latest = takeIdle(tenant);
      }
      if (latest != null) {
        return latest;
      }
      if (retired) {
        return null;
      }
      starting++; // otherwise its folder could be deleted from here on
    }
    return startEnvironment(tenant);
  }

  private Environment takeIdle(String tenant) {
    for (Environment latest : idle) {
      if (latest.isFor(tenant)) {
        idle.remove(latest);
        return latest;
      }
    }
    return null;
  }

  private void awaitFirst() throws IOException {
    firstIsTaken = true;
    try {
      while (firstIsStarting) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the function starts", e);
    }
  }

  /** Starts one that has been counted as starting. */
  private Environment startEnvironment(String tenant) throws IOException {
    Environment started = null;
    try {
      makeRoom();
      started = Environment.start(TaskFolder.inRoot(folder).path(), settings, tenant, console);
    } finally {
      synchronized (this) {
        starting--;
        if (started != null) {
          all.add(started);
        }
      }
      if (started == null) {
        end(List.of());
      }
    }
    if (closed) {
      end(List.of(started));
      return null;
    }
    return started;
  }

  /** Ends an idle one of another tenant if there are as many as allowed. */
  private void makeRoom() throws IOException {
    Environment room = null;
    synchronized (this) {
      if (all.size() + starting > settings.concurrency()) {
        room = idle.pollLast();
      }
    }
    if (room != null) {
      end(List.of(room));
    }
  }

  void giveBack(Environment environment) {
    synchronized (this) {
      if (!retired) {
        idle.push(environment);
        return;
      }
    }
    try {
      end(List.of(environment));
    } catch (IOException e) {
      // The rest of its folder is deleted with the one around it; the caller has its response.
    }
  }

  /** Stops those that have been idle for too long; the next invocation starts a new one. */
  void stopIdle() throws IOException {
    List<Environment> stopped = new ArrayList<>();
    synchronized (this) {
      for (Iterator<Environment> each = idle.iterator(); each.hasNext(); ) {
        Environment environment = each.next();
        if (environment.idle().compareTo(settings.idleLimit()) >= 0) {
          each.remove();
          stopped.add(environment);
        }
      }
    }
    end(stopped);
  }

  /** Ends it with its last invocation under way. */
  void retire() throws IOException {
    List<Environment> unused;
    synchronized (this) {
      retired = true;
      unused = List.copyOf(idle);
      idle.clear();
    }
    end(unused);
  }

  /** Waits until a retired version has ended. */
  synchronized void awaitEnd() throws InterruptedException {
    while (starting > 0 || !all.isEmpty()) {
      wait();
    }
  }

  /** Ends it at once, invocations under way included. */
  void close() throws IOException {
    List<Environment> ended;
    synchronized (this) {
      retired = true;
      closed = true;
      idle.clear();
      ended = List.copyOf(all);
    }
    end(ended);
  }

  private void end(List<Environment> environments) throws IOException {
    environments.forEach(Environment::close);
    synchronized (this) {
      environments.forEach(all::remove);
      if (retired && starting == 0 && all.isEmpty()) {
        FileTree.delete(folder);
      }
      notifyAll();
    }
  }
}
