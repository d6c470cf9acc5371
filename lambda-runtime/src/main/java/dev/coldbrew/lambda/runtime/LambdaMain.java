package dev.coldbrew.lambda.runtime;

import dev.coldbrew.lambda.runtime.json.Json;
import java.io.IOException;

/**
 * The main class that {@code bootstrap} starts: environment, handler, loop.
 *
 * <p>Exit status 1 means that the handler could not be loaded, which Lambda was told by {@code
 * init/error}, or that the Runtime API cannot be used any more; Lambda then starts a fresh process.
 */
public final class LambdaMain {

  private LambdaMain() {}

  /**
   * @param args the handler from the build, for functions whose {@code _HANDLER} names none
   */
  public static void main(String[] args) {
    Log.start();
    String address = System.getenv("AWS_LAMBDA_RUNTIME_API");
    if (address == null) {
      Log.line("AWS_LAMBDA_RUNTIME_API is not set: Lambda, or mvn lambda:invoke, starts this");
      System.exit(1);
    }
    try {
      run(address, args.length == 0 ? null : args[0]);
    } catch (IOException e) {
      Log.failure("the Runtime API at " + address + " cannot be used any more", e);
    } finally {
      System.exit(1); // whatever came: threads that the user left must not keep a dead runtime
    }
  }

  private static void run(String address, String handlerOfTheBuild) throws IOException {
    RuntimeApi api = new RuntimeApi(new HttpConnection(address));
    Handler handler;
    try {
      handler = handler(System.getenv("_HANDLER"), handlerOfTheBuild);
      Json.prepare(handler.eventType(), handler.answerType());
    } catch (Throwable e) { // whatever a static initialiser or a constructor throws
      ErrorReport report = ErrorReport.ofInit(e);
      Log.failure("the handler cannot be loaded", e);
      api.initError(report);
      return;
    }
    String concurrency = System.getenv("AWS_LAMBDA_MAX_CONCURRENCY");
    if (concurrency != null) {
      ConcurrentLoops.run(address, handler, Integer.parseInt(concurrency));
    } else {
      new InvocationLoop(api, handler).run();
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
