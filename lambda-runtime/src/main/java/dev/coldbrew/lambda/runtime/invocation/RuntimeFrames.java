// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.invocation;

import dev.coldbrew.lambda.runtime.error.Throwables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Takes the runtime's frames out of the stack traces that users see. */
public final class RuntimeFrames {

  private static final String OWN = "dev.coldbrew.lambda.runtime.";

  private RuntimeFrames() {}

  /**
   * Returns the same throwable, whose trace and causes no longer show those frames. Never fails,
   * not even if the throwable's methods do.
   */
  public static Throwable removeFrom(Throwable e) {
    try {
      remove(e, Collections.newSetFromMap(new IdentityHashMap<>()));
    } catch (Throwable second) {
      // they stay in the report
    }
    return e;
  }

  /**
   * Users need not see how their method is called, nor what is within a stream or a context:
   * their trace ends with their method, and no frame of the runtime is above it.
   */
  private static void remove(Throwable e, Set<Throwable> done) {
    if (e == null || done.size() == Throwables.MAX || !done.add(e)) {
      return;
    }
    StackTraceElement[] frames = Throwables.frames(e);
    int end = 0;
    while (end < frames.length && !isCaller(frames[end].getClassName())) {
      end++;
    }
    while (end < frames.length && end > 0 && isPlumbing(frames[end - 1].getClassName())) {
      end--;
    }
    List<StackTraceElement> kept = new ArrayList<>(end);
    for (int i = 0; i < end; i++) {
      if (!frames[i].getClassName().startsWith(OWN)) {
        kept.add(frames[i]);
      }
    }
    if (kept.size() < frames.length) {
      Throwables.setFrames(e, kept.toArray(new StackTraceElement[0]));
    }
    remove(Throwables.cause(e), done);
    for (Throwable suppressed : e.getSuppressed()) {
      remove(suppressed, done);
    }
  }

  /** Handler calls the method, HandlerLoader the constructor, the context of org.crac a hook. */
  private static boolean isCaller(String className) {
    return className.equals(Handler.class.getName())
        || className.equals(HandlerLoader.class.getName())
        || className.equals(OWN + "crac.Context");
  }

  /** What lies between those and the user's code: reflection, the reading of the event, org.crac. */
  private static boolean isPlumbing(String className) {
    return className.startsWith(OWN + "json.")
        || className.startsWith("com.google.gson.")
        || className.startsWith("org.crac.")
        || className.contains(".$Proxy")
        || className.startsWith("java.lang.reflect.")
        || className.startsWith("jdk.internal.reflect.");
  }
}
