// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.crac;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The hooks of a function. They run in AWS's order: before the snapshot in reverse order of
 * registration, after the restore in order of registration. If a hook fails, the others still run.
 *
 * <p>A hook that is registered while the hooks before the snapshot run still runs after the
 * restore. A hook that is registered later never runs, because no other snapshot follows.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">
 *     Runtime hooks for Java</a>
 */
public final class Context<R extends Resource> {

  private final List<R> resources = new ArrayList<>();
  private boolean isRestored;

  Context() {}

  /** Called by {@code org.crac}. */
  public synchronized void register(R resource) {
    if (!isRestored) {
      resources.add(resource);
    }
  }

  /** Runs the hooks before the snapshot; throws the exception of the first that fails. */
  public void beforeCheckpoint() throws Throwable {
    List<R> hooks = resources();
    List<Throwable> causes = new ArrayList<>();
    for (int i = hooks.size() - 1; i >= 0; i--) {
      try {
        hooks.get(i).beforeCheckpoint(this);
      } catch (Throwable e) {
        addCauses(e, causes);
      }
    }
    throwFirst(causes);
  }

  /** Runs the hooks after the restore; throws the exception of the first that fails. */
  public void afterRestore() throws Throwable {
    List<R> hooks = resources();
    List<Throwable> causes = new ArrayList<>();
    for (R hook : hooks) {
      try {
        hook.afterRestore(this);
      } catch (Throwable e) {
        addCauses(e, causes);
      }
    }
    forget();
    throwFirst(causes);
  }

  /**
   * The hooks registered so far. Hooks run without the lock, because one may wait for a thread that
   * registers another.
   */
  private synchronized List<R> resources() {
    return List.copyOf(resources);
  }

  private synchronized void forget() {
    isRestored = true;
    resources.clear();
  }

  /** A context that the function created itself wraps its hooks' exceptions as suppressed ones. */
  private static void addCauses(Throwable e, List<Throwable> causes) {
    String name = e.getClass().getName();
    Throwable[] wrapped = e.getSuppressed();
    boolean isWrapper =
        name.equals("org.crac.CheckpointException") || name.equals("org.crac.RestoreException");
    if (!isWrapper || e.getMessage() != null || wrapped.length == 0) {
      causes.add(e);
      return;
    }
    for (Throwable cause : wrapped) {
      causes.add(cause);
    }
  }

  /** Throws the first exception, with the others as suppressed. */
  private static void throwFirst(List<Throwable> causes) throws Throwable {
    if (causes.isEmpty()) {
      return;
    }
    Throwable first = causes.get(0);
    Map<Throwable, Boolean> known = new IdentityHashMap<>();
    known.put(first, true);
    for (Throwable cause : causes) {
      if (known.put(cause, true) == null) {
        first.addSuppressed(cause);
      }
    }
    throw first;
  }
}
