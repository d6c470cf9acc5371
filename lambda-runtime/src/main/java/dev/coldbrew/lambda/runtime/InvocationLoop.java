package dev.coldbrew.lambda.runtime;

import java.io.IOException;

/**
 * Next, handle, respond. Lambda counts an invocation as complete only when the next one is asked
 * for, and freezes the process between the two.
 */
final class InvocationLoop {

  private final RuntimeApi api;
  private final Handler handler;

  InvocationLoop(RuntimeApi api, Handler handler) {
    this.api = api;
    this.handler = handler;
  }

  /**
   * Runs until the process is ended from outside.
   *
   * @throws IOException if the Runtime API is gone or answers what it never should
   */
  void run() throws IOException {
    while (true) {
      Invocation invocation = api.next();
      Log.begin(invocation);
      try {
        handle(invocation);
      } catch (HttpConnection.BrokenException e) {
        // Lambda has the answer or gives the event again; to send the answer again could be twice.
        Log.failure("the answer was interrupted", e);
      } finally {
        Log.end();
        Thread.interrupted(); // a flag that user code left would break the next wait
      }
    }
  }

  private void handle(Invocation invocation) throws IOException {
    Response response = new Response(api, invocation.requestId());
    try {
      handler.handle(invocation.event(), new InvocationContext(invocation), response);
    } catch (Throwable e) { // an invocation that ends in any way is answered
      ErrorReport report = ErrorReport.of(e);
      Log.failure(null, e);
      response.fail(report);
      if (e instanceof VirtualMachineError && !(e instanceof StackOverflowError)) {
        throw new IOException("the JVM is not usable after " + e.getClass().getName(), e);
      }
      return;
    }
    response.complete();
  }
}
