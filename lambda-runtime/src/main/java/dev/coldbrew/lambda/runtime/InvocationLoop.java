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
      handle(api.next());
      Thread.interrupted(); // a flag that user code left would break the next wait
    }
  }

  private void handle(Invocation invocation) throws IOException {
    byte[] answer;
    try {
      answer = handler.handle(invocation);
    } catch (Throwable e) { // an invocation that ends in any way is answered
      ErrorReport report = ErrorReport.of(e);
      Log.failure(null, e);
      api.error(invocation.requestId(), report);
      if (e instanceof OutOfMemoryError || e instanceof InternalError) {
        throw new IOException("the JVM is not usable after " + e.getClass().getName(), e);
      }
      return;
    }
    api.response(invocation.requestId(), answer);
  }
}
