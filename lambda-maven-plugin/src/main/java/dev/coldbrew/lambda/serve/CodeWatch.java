// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Notices when code changes. The system reports most changes at once; those that it cannot report,
 * such as in a folder that was deleted and created again, are found by looking at all files every
 * half second. Callers that must not miss a change made just now have to look for themselves.
 */
public final class CodeWatch implements AutoCloseable {

  private static final long LOOK_MILLIS = 500;

  /**
   * Compilers write one file after another; when nothing has changed for this long, they may be done.
   * If not, the next version has the rest. After every save, callers wait for this long.
   */
  private static final long QUIET_MILLIS = 3;

  /** The longest wait for that, for code that changes all the time. */
  private static final long MAX_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  private static final WatchEvent.Kind<?>[] CHANGES = {
    StandardWatchEventKinds.ENTRY_CREATE,
    StandardWatchEventKinds.ENTRY_MODIFY,
    StandardWatchEventKinds.ENTRY_DELETE
  };

  /** Is told about changes, one call at a time. */
  public interface Listener {

    /** Something may just have changed; the look that follows finds out. */
    void touched();

    /** A look starts: the state that follows may lack any later change. */
    default void looks() {}

    /** The look has found this state, which may be the same as before. */
    void settled(CodeState state);
  }

  private final List<Path> sources;
  private final Listener listener;
  private final WatchService watcher; // null where the system has none to give
  private final Map<Path, WatchKey> watched = new HashMap<>();
  private volatile boolean closed;
  private final Thread thread = new Thread(this::run, "code-watch");

  /** Opens a watch service, of which the system allows each user only so many. */
  interface Opener {
    WatchService open() throws IOException;
  }

  private CodeWatch(List<Path> sources, Listener listener, WatchService watcher) {
    this.sources = sources;
    this.listener = listener;
    this.watcher = watcher;
    thread.setDaemon(true);
  }

  /** Starts watching, and looks at the code at once. */
  public static CodeWatch start(List<Path> sources, Listener listener) {
    return start(sources, listener, FileSystems.getDefault()::newWatchService);
  }

  static CodeWatch start(List<Path> sources, Listener listener, Opener opener) {
    CodeWatch watch = new CodeWatch(sources, listener, openIfPossible(opener));
    watch.thread.start();
    return watch;
  }

  private static WatchService openIfPossible(Opener opener) {
    try {
      return opener.open();
    } catch (IOException e) {
      return null; // other programs use them all, so looking every half second has to do
    }
  }

  /** Looks now, because a caller has seen a change that the system has not reported yet. */
  void wakeUp() {
    thread.interrupt();
  }

  @Override
  public void close() throws IOException {
    closed = true;
    if (watcher != null) {
      watcher.close();
    }
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closed) {
        lookAndReport();
        awaitChange();
      }
    } catch (ClosedWatchServiceException e) {
      // Closed.
    }
  }

  /** What goes wrong once may go right the next time; callers wait for it. */
  private void lookAndReport() {
    try {
      listener.looks();
      listener.settled(look());
    } catch (ClosedWatchServiceException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      // Looked at again in a moment; callers wait until then.
    }
  }

  private void awaitChange() {
    try {
      if (watcher == null) {
        Thread.sleep(LOOK_MILLIS);
        return;
      }
      WatchKey key = watcher.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (key != null) {
        listener.touched();
        awaitQuiet(key);
      }
    } catch (InterruptedException e) {
      // Woken up, or closed.
    }
  }

  private void awaitQuiet(WatchKey first) throws InterruptedException {
    long end = System.nanoTime() + MAX_WAIT_NANOS;
    for (WatchKey key = first;
        key != null && System.nanoTime() < end;
        key = watcher.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS)) {
      key.pollEvents();
      key.reset();
    }
  }

  /**
   * Looks again after watching new folders, so that a change in between is seen twice rather than
   * never.
   */
  private CodeState look() {
    CodeState state = CodeState.of(sources);
    while (watchAll(state.folders())) {
      state = CodeState.of(sources);
    }
    return state;
  }

  /** Watches these folders, and returns whether any of them was not watched before. */
  private boolean watchAll(Set<Path> folders) {
    if (watcher == null) {
      return false;
    }
    watched.keySet().retainAll(folders);
    boolean isNew = false;
    for (Path folder : folders) {
      WatchKey key = watched.get(folder);
      if (key != null && key.isValid()) {
        continue;
      }
      try {
        watched.put(folder, folder.register(watcher, CHANGES));
        isNew = true;
      } catch (IOException e) {
        // Gone again, or the system watches no more folders; the next look finds its changes.
      }
    }
    return isNew;
  }
}
