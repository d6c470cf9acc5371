package dev.coldbrew.lambda.runtime;

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
    String address = System.getenv("AWS_LAMBDA_RUNTIME_API");
    if (address == null) {
      Log.line("AWS_LAMBDA_RUNTIME_API is not set: Lambda, or mvn lambda:invoke, starts this");
      System.exit(1);
    }
    try {
      run(new RuntimeApi(new HttpConnection(address)), handlerName(args));
    } catch (IOException e) {
      Log.failure("the Runtime API at " + address + " cannot be used any more", e);
    } finally {
      System.exit(1); // whatever came: threads that the user left must not keep a dead runtime
    }
  }

  private static void run(RuntimeApi api, String handlerName) throws IOException {
    Handler handler;
    try {
      handler = HandlerLoader.load(handlerName, LambdaMain.class.getClassLoader());
    } catch (Throwable e) { // whatever a static initialiser or a constructor throws
      ErrorReport report = ErrorReport.ofInit(e);
      Log.failure("handler '" + handlerName + "' cannot be loaded", e);
      api.initError(report);
      return;
    }
    new InvocationLoop(api, handler).run();
  }

  /**
   * {@code _HANDLER} is what the function's configuration says. Who uploads a zip for an OS-only
   * runtime often leaves a word there that names no method, such as {@code bootstrap}.
   */
  private static String handlerName(String[] args) {
    String configured = System.getenv("_HANDLER");
    boolean namesMethod = configured != null && configured.contains("::");
    return namesMethod || args.length == 0 ? configured : args[0];
  }
}
