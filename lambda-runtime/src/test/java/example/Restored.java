// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package example;

import dev.coldbrew.lambda.runtime.lifecycle.SnapStart;
import java.lang.reflect.Field;
import java.security.Security;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.crac.CheckpointException;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.crac.RestoreException;

/** Handlers with hooks of the real org.crac, each in a class of its own. */
public final class Restored {

  private Restored() {}

  /** Prints when it runs; what is to be registered has to be held by someone. */
  private static class Hook implements Resource {

    private static final List<Hook> HELD = new ArrayList<>();

    private final String name;

    Hook(String name) {
      this.name = name;
    }

    final void register() {
      HELD.add(this);
      Core.getGlobalContext().register(this);
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) throws Exception {
      System.out.println(name + " before the snapshot");
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) throws Exception {
      System.out.println(name + " after the restore");
    }
  }

  public static final class Ordered {

    public Ordered() {
      new Hook("first").register();
      new Hook("second").register();
    }

    public String handle(String event) {
      System.out.println("event " + event);
      return event;
    }
  }

  public static final class FailsBefore {

    public FailsBefore() {
      new Hook("first").register();
      new Hook("second") {
        @Override
        public void beforeCheckpoint(Context<? extends Resource> context) {
          throw new IllegalStateException("the pool is in use");
        }
      }.register();
    }

    public void handle() {}
  }

  public static final class FailsAfter {

    public FailsAfter() {
      new Hook("first") {
        @Override
        public void afterRestore(Context<? extends Resource> context) throws Exception {
          throw new IllegalStateException("no connection");
        }
      }.register();
      new Hook("second") {
        @Override
        public void afterRestore(Context<? extends Resource> context) throws Exception {
          super.afterRestore(context);
          throw new NoClassDefFoundError("example/Gone"); // not even an exception
        }
      }.register();
    }

    public void handle() {}
  }

  /** A context of the function's own, as a framework makes one. */
  private static final class OwnContext extends Context<Resource> {

    @Override
    public void register(Resource resource) {}

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {}

    @Override
    public void afterRestore(Context<? extends Resource> context) throws RestoreException {
      RestoreException several = new RestoreException();
      several.addSuppressed(new IllegalStateException("one"));
      several.addSuppressed(new IllegalArgumentException("other"));
      throw several;
    }
  }

  public static final class FailsInOwnContext {

    private static final OwnContext CONTEXT = new OwnContext();

    public FailsInOwnContext() {
      Core.getGlobalContext().register(CONTEXT);
    }

    public void handle() {}
  }

  public static final class RegistersLate {

    public RegistersLate() {
      new Hook("in time") {
        @Override
        public void beforeCheckpoint(Context<? extends Resource> context) {
          new Hook("late").register();
        }
      }.register();
    }

    public void handle() {
      new Hook("too late").register();
    }
  }

  public static final class Checkpoints {

    public String handle(String event) throws RestoreException {
      try {
        Core.checkpointRestore();
        return "a snapshot was taken";
      } catch (CheckpointException e) {
        return e.getSuppressed()[0].getCause().getMessage();
      }
    }
  }

  public static final class ClosedAtTheEnd implements AutoCloseable {

    public void handle() {}

    @Override
    public void close() {}
  }

  public static final class NameCache {

    public String handle(String event) {
      return Security.getProperty("networkaddress.cache.ttl")
          + " "
          + Security.getProperty("networkaddress.cache.negative.ttl");
    }
  }

  /** Compares the random bytes that the JDK keeps in the snapshot with those that it keeps afterwards. */
  public static final class Random {

    public String handle(String event) throws Throwable {
      SnapStart.beforeSnapshot();
      String inSnapshot = kept();
      SnapStart.afterRestore();
      return inSnapshot.equals(kept()) ? "the same" : "renewed";
    }

    private static String kept() throws ReflectiveOperationException {
      Class<?> generator = Class.forName("sun.security.provider.NativePRNG");
      Field instance = generator.getDeclaredField("INSTANCE");
      instance.setAccessible(true);
      Object io = instance.get(null);
      Field buffer = io.getClass().getDeclaredField("nextBuffer");
      buffer.setAccessible(true);
      return HexFormat.of().formatHex((byte[]) buffer.get(io));
    }
  }
}
