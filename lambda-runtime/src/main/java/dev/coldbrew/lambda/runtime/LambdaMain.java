// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime;

import dev.coldbrew.lambda.runtime.api.HttpConnection;
import dev.coldbrew.lambda.runtime.api.RuntimeApi;
import dev.coldbrew.lambda.runtime.error.ErrorReport;
import dev.coldbrew.lambda.runtime.invocation.ConcurrentLoops;
import dev.coldbrew.lambda.runtime.invocation.Handler;
import dev.coldbrew.lambda.runtime.invocation.HandlerLoader;
import dev.coldbrew.lambda.runtime.invocation.InvocationLoop;
import dev.coldbrew.lambda.runtime.invocation.Priming;
import dev.coldbrew.lambda.runtime.invocation.RuntimeFrames;
import dev.coldbrew.lambda.runtime.json.Json;
import dev.coldbrew.lambda.runtime.lifecycle.GracefulShutdown;
import dev.coldbrew.lambda.runtime.lifecycle.LastResort;
import dev.coldbrew.lambda.runtime.lifecycle.SnapStart;
import dev.coldbrew.lambda.runtime.lifecycle.TimeoutDump;
import dev.coldbrew.lambda.runtime.log.Log;
import dev.coldbrew.lambda.runtime.settings.Settings;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/**
 * The main class that {@code bootstrap} starts: settings, handler, loop.
 *
 * <p>Exit status 1 means that the handler could not be loaded or a hook failed, which was reported to
 * Lambda by {@code init/error} or {@code restore/error}, or that the Runtime API or the JVM can no
 * longer be used; Lambda then starts a new process.
 */
public final class LambdaMain {

  private static final ClassLoader LOADER = LambdaMain.class.getClassLoader();

  private final long start = System.nanoTime();
  private final Settings settings = Settings.ofProcess();
  private final LastResort lastResort;
  private final Log log;

  private LambdaMain() {
    FileOutputStream standardOutput = new FileOutputStream(FileDescriptor.out);
    lastResort = new LastResort(standardOutput);
    log = new Log(settings, standardOutput);
    log.install();
  }

  /**
   * Serves events until Lambda ends the process.
   *
   * @param args the handler from the build, for functions whose {@code _HANDLER} names none
   */
  public static void main(String[] args) {
    new LambdaMain().run(args.length == 0 ? null : args[0]);
  }

  private void run(String handlerOfTheBuild) {
    String address = settings.runtimeApi();
    if (address == null) {
      log.line(
          "AWS_LAMBDA_RUNTIME_API is not set: Lambda or mvn lambda:invoke starts this program");
      System.exit(1);
    }
    if (Settings.hasCache() && !usesCache()) {
      log.line(
          "the startup cache was not used; the JVM's reason, if it gave one, is in the lines before");
    }
    try {
      serve(address, handlerOfTheBuild);
    } catch (VirtualMachineError e) {
      endBroken(e);
    } catch (IOException | RuntimeException e) {
      log.failure("the Runtime API at " + address + " can no longer be used", e);
    } catch (Throwable e) {
      log.failure("the runtime cannot continue", e);
    } finally {
      System.exit(1); // threads that the user left must not keep a dead runtime
    }
  }

  /**
   * The JVM's own word for it: {@code sharing}, from JDK 28 on {@code aot production}. It is also
   * there if only the image's CDS archive is used, and not the function's on top of it; then the JVM
   * has printed that it is unable to.
   */
  private static boolean usesCache() {
    String facts = System.getProperty("java.vm.info", "");
    return facts.contains("sharing") || facts.contains("aot");
  }

  private void endBroken(VirtualMachineError e) {
    try {
      lastResort.freeReserve();
      lastResort.arm();
      log.line("the JVM can no longer be used after " + e);
    } catch (Throwable second) {
      lastResort.endInFullHeap();
    } finally {
      lastResort.halt();
    }
  }

  private void serve(String address, String handlerOfTheBuild) throws IOException {
    RuntimeApi api = new RuntimeApi(connection(address));
    Handler handler;
    TimeoutDump timeoutDump;
    int concurrency;
    boolean isSnapStart = settings.isSnapStart();
    try {
      if (isSnapStart) {
        SnapStart.prepare();
      }
      String name = handlerName(settings.handler(), handlerOfTheBuild);
      handler = HandlerLoader.load(name, LOADER);
      Json.prepare(handler.eventType(), handler.responseType());
      int dumpMillis = settings.dumpBeforeTimeoutMillis();
      timeoutDump = dumpMillis < 0 ? null : new TimeoutDump(dumpMillis, log);
      concurrency = settings.concurrency();
      if (Settings.prime() != null && name.equals(handlerOfTheBuild)) {
        prime(handler, isSnapStart);
      }
    } catch (Throwable e) { // anything that a static initializer or a constructor throws
      report(api, "the function cannot be started", null, e);
      return;
    }
    if (handler.instance() instanceof AutoCloseable || settings.gracefulShutdown()) {
      GracefulShutdown.prepare(address, handler.instance(), log);
    }
    if (isSnapStart && !passSnapshot(api)) {
      return;
    }
    if (concurrency > 0) { // AWS's own runtime takes 0 for one after another as well
      ConcurrentLoops.run(address, handler, concurrency, log, lastResort, timeoutDump);
    } else {
      new InvocationLoop(api, handler, log, lastResort, timeoutDump).run();
    }
  }

  private static HttpConnection connection(String address) {
    HttpConnection connection = new HttpConnection(address);
    if (Settings.standardInputIsConnection()) {
      System.setIn(
          new ByteArrayInputStream(new byte[0])); // what the user reads must not be an event
      connection.openStandardInput();
    }
    return connection;
  }

  /**
   * {@code _HANDLER} is what the function's configuration says. Functions on an OS-only runtime often
   * have a word there that names no class, such as {@code bootstrap}.
   */
  private static String handlerName(String configured, String ofTheBuild) {
    boolean namesClass = configured != null
        && (configured.contains("::") || HandlerLoader.isClass(configured, LOADER));
    return namesClass || ofTheBuild == null ? configured : ofTheBuild;
  }

  private void prime(Handler handler, boolean isSnapStart) {
    boolean callsHandler = Settings.prime().equals("handler");
    if (Settings.recordsCache()) {
      Priming.primeAtExit(handler, callsHandler, log);
    } else if (new File(Priming.FOLDER).isDirectory()) {
      long initMillis = (System.nanoTime() - start) / 1_000_000;
      int limit = isSnapStart ? Priming.SNAP_START_SECONDS : Priming.ON_DEMAND_SECONDS;
      Priming.prime(handler, callsHandler, initMillis, limit, log);
    }
  }

  /**
   * Once in a process, whatever number of loops it has.
   *
   * @return whether the function can be served
   */
  private boolean passSnapshot(RuntimeApi api) throws IOException {
    try {
      SnapStart.beforeSnapshot();
    } catch (Throwable e) { // anything that a hook throws
      report(api, "a hook before the snapshot failed", ErrorReport.BEFORE_SNAPSHOT, e);
      return false;
    }
    api.restoreNext();
    try {
      SnapStart.afterRestore();
    } catch (Throwable e) {
      report(api, "a hook after the restore failed", ErrorReport.AFTER_RESTORE, e);
      return false;
    }
    return true;
  }

  /**
   * Says in the log and to Lambda why the process ends before its first event.
   *
   * @param what failed
   * @param type null for that of the throwable
   */
  private void report(RuntimeApi api, String what, String type, Throwable e) throws IOException {
    try {
      lastResort.freeReserve();
      RuntimeFrames.removeFrom(e);
      ErrorReport report = type == null ? ErrorReport.of(e) : new ErrorReport(type, e);
      log.failure(what, e);
      if (ErrorReport.AFTER_RESTORE.equals(type)) {
        api.restoreError(report.headers(), report.body());
      } else {
        api.initError(report.headers(), report.body());
      }
    } catch (OutOfMemoryError full) {
      api.errorOfFullHeap(null);
      throw full;
    }
  }
}
