package dev.coldbrew.lambda.runtime;

import dev.coldbrew.lambda.runtime.api.HttpConnection;
import dev.coldbrew.lambda.runtime.api.RuntimeApi;
import dev.coldbrew.lambda.runtime.error.ErrorReport;
import dev.coldbrew.lambda.runtime.invocation.ConcurrentLoops;
import dev.coldbrew.lambda.runtime.invocation.Handler;
import dev.coldbrew.lambda.runtime.invocation.HandlerLoader;
import dev.coldbrew.lambda.runtime.invocation.InvocationLoop;
import dev.coldbrew.lambda.runtime.invocation.RuntimeFrames;
import dev.coldbrew.lambda.runtime.json.Json;
import dev.coldbrew.lambda.runtime.lifecycle.GracefulShutdown;
import dev.coldbrew.lambda.runtime.lifecycle.LastResort;
import dev.coldbrew.lambda.runtime.lifecycle.TimeoutDump;
import dev.coldbrew.lambda.runtime.log.Log;
import dev.coldbrew.lambda.runtime.settings.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;

/**
 * The main class that {@code bootstrap} starts: environment, handler, loop.
 *
 * <p>Exit status 1 means that the handler could not be loaded, which was reported to Lambda by {@code
 * init/error}, or that the Runtime API or the JVM cannot be used any more; Lambda then starts a fresh
 * process.
 */
public final class LambdaMain {

  private LambdaMain() {}

  /**
   * Serves events until Lambda ends the process.
   *
   * @param args the handler from the build, for functions whose {@code _HANDLER} names none
   */
  public static void main(String[] args) {
    Log.start();
    String address = Settings.ofProcess().runtimeApi();
    if (address == null) {
      Log.line("AWS_LAMBDA_RUNTIME_API is not set: Lambda, or mvn lambda:invoke, starts this");
      System.exit(1);
    }
    try {
      run(address, args.length == 0 ? null : args[0]);
    } catch (VirtualMachineError e) {
      endBroken(e);
    } catch (IOException | RuntimeException e) {
      Log.failure("the Runtime API at " + address + " cannot be used any more", e);
    } catch (Throwable e) {
      Log.failure("the runtime cannot go on", e);
    } finally {
      System.exit(1); // whatever came: threads that the user left must not keep a dead runtime
    }
  }

  /** Without shutdown hooks, which may need what is not there. */
  private static void endBroken(VirtualMachineError e) {
    try {
      Log.freeReserve();
      LastResort.arm();
      Log.line("the JVM is not usable any more after " + e);
    } catch (Throwable second) {
      Log.endInFullHeap();
    } finally {
      Runtime.getRuntime().halt(1);
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

  private static void run(String address, String handlerOfTheBuild) throws IOException {
    Settings settings = Settings.ofProcess();
    RuntimeApi api = new RuntimeApi(connection(address));
    Handler handler;
    TimeoutDump timeoutDump;
    int concurrency;
    try {
      handler = handler(settings.handler(), handlerOfTheBuild);
      Json.prepare(handler.eventType(), handler.responseType());
      int dumpMillis = settings.dumpBeforeTimeoutMillis();
      timeoutDump = dumpMillis < 0 ? null : new TimeoutDump(dumpMillis);
      concurrency = settings.concurrency();
    } catch (Throwable e) { // whatever a static initialiser or a constructor throws
      reportInitError(api, e);
      return;
    }
    if (handler.instance() instanceof AutoCloseable || settings.gracefulShutdown()) {
      GracefulShutdown.prepare(address, handler.instance());
    }
    if (concurrency > 0) { // AWS's own runtime takes 0 for one after another as well
      ConcurrentLoops.run(address, handler, concurrency, timeoutDump, true);
    } else {
      new InvocationLoop(api, handler, new LinkedHashMap<>(), null, timeoutDump, true).run();
    }
  }

  private static void reportInitError(RuntimeApi api, Throwable e) throws IOException {
    try {
      Log.freeReserve();
      ErrorReport report = ErrorReport.of(RuntimeFrames.removeFrom(e));
      Log.failure("the function cannot be started", e);
      api.initError(report.headers(), report.body());
    } catch (OutOfMemoryError full) {
      api.errorOfFullHeap(null);
      throw full;
    }
  }

  /**
   * {@code _HANDLER} is what the function's configuration says. Who uploads a zip for an OS-only
   * runtime often leaves a word there that names no class, such as {@code bootstrap}.
   */
  private static Handler handler(String configured, String ofTheBuild) throws Throwable {
    ClassLoader loader = LambdaMain.class.getClassLoader();
    boolean namesClass = configured != null
        && (configured.contains("::") || HandlerLoader.isClass(configured, loader));
    return HandlerLoader.load(namesClass || ofTheBuild == null ? configured : ofTheBuild, loader);
  }
}
