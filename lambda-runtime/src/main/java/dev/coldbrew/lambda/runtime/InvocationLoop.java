package dev.coldbrew.lambda.runtime;

import java.io.IOException;
import java.util.concurrent.Future;

/**
 * Next, handle, respond. Lambda counts an invocation as complete only when the next one is asked
 * for, and freezes the process between the two.
 */
final class InvocationLoop {

  /** Where the X-Ray SDK and the AWS SDK look for the trace that their calls belong to. */
  private static final String TRACE_ID = "com.amazonaws.xray.traceHeader";

  private final RuntimeApi api;
  private final Handler handler;
  private final ThreadTraceId threadTraceId;
  private final TimeoutDump timeoutDump;
  private final boolean ownsProcess;
  private Response unsent;

  InvocationLoop(RuntimeApi api, Handler handler) {
    this(api, handler, null, null, false);
  }

  /**
   * @param threadTraceId null where invocations come one after another
   * @param timeoutDump null if it is not wanted
   * @param ownsProcess false where the process must outlive a handler's last words: in tests
   */
  InvocationLoop(
      RuntimeApi api,
      Handler handler,
      ThreadTraceId threadTraceId,
      TimeoutDump timeoutDump,
      boolean ownsProcess) {
    this.api = api;
    this.handler = handler;
    this.threadTraceId = threadTraceId;
    this.timeoutDump = timeoutDump;
    this.ownsProcess = ownsProcess;
  }

  /**
   * Runs until the process is ended from outside.
   *
   * @throws IOException if the Runtime API is gone or answers what it never should
   * @throws VirtualMachineError if the handler left a JVM that is not usable; Lambda was told
   */
  void run() throws IOException {
    while (true) {
      invoke(api.next());
    }
  }

  /** One invocation; throws as {@link #run} does. */
  void invoke(Invocation invocation) throws IOException {
    Log.begin(invocation);
    setTraceId(invocation.traceId());
    Future<?> dump = timeoutDump == null ? null : timeoutDump.schedule(invocation);
    try {
      if (unsent != null && unsent.isBufferedFor(invocation.requestId())) {
        // Lambda gives the event again: it has no answer, and the function is not to run twice.
        unsent.complete();
      } else {
        handle(invocation);
      }
      unsent = null;
    } catch (IOException e) {
      if (!HttpConnection.isBroken(e)) {
        throw e;
      }
      // Lambda has the answer or gives the event again; to send the answer now could be twice.
      Log.failure("the answer was interrupted", e);
    } finally {
      if (dump != null) {
        dump.cancel(false);
      }
      if (threadTraceId != null) {
        threadTraceId.set(null);
      }
      Log.end();
      Thread.interrupted(); // a flag that user code left would break the next wait
    }
  }

  private void handle(Invocation invocation) throws IOException {
    unsent = null;
    Response response = new Response(api, invocation.requestId());
    try {
      handler.handle(invocation.event(), new InvocationContext(invocation), response);
    } catch (Throwable e) { // an invocation that ends in any way is answered
      if (e instanceof VirtualMachineError broken && !(e instanceof StackOverflowError)) {
        sendLastWords(response, broken);
        throw broken;
      }
      fail(response, e);
      return;
    }
    unsent = response;
    response.complete();
  }

  private void fail(Response response, Throwable e) throws IOException {
    try {
      ErrorReport report = ErrorReport.of(e);
      Log.failure(null, e);
      response.fail(report);
    } catch (VirtualMachineError broken) { // what was thrown hid it, or did not let go of the heap
      sendLastWords(response, e);
      throw broken;
    }
  }

  /** The caller first, then the log; whatever fails or blocks, the process is to end. */
  private void sendLastWords(Response response, Throwable e) {
    Log.freeReserve();
    try {
      if (ownsProcess) {
        LastResort.arm();
      }
      response.fail(ErrorReport.of(e));
      Log.failure(null, e);
    } catch (Throwable second) {
      // memory for the report, for example, is not there either
    }
  }

  private void setTraceId(String traceId) {
    if (threadTraceId != null) {
      threadTraceId.set(traceId);
    } else if (traceId != null) {
      System.setProperty(TRACE_ID, traceId);
    } else {
      System.clearProperty(TRACE_ID);
    }
  }
}
