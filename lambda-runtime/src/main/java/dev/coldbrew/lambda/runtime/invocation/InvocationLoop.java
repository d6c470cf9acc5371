// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.invocation;

import dev.coldbrew.lambda.runtime.api.HttpConnection;
import dev.coldbrew.lambda.runtime.api.Invocation;
import dev.coldbrew.lambda.runtime.api.RuntimeApi;
import dev.coldbrew.lambda.runtime.error.ErrorReport;
import dev.coldbrew.lambda.runtime.lifecycle.LastResort;
import dev.coldbrew.lambda.runtime.lifecycle.TimeoutDump;
import dev.coldbrew.lambda.runtime.log.Log;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Future;

/**
 * Next, handle, respond. Lambda counts an invocation as complete only when the next one is asked
 * for, and freezes the process between the two.
 */
public final class InvocationLoop {

  /** Where the X-Ray SDK and the AWS SDK look for the trace that their calls belong to. */
  private static final String TRACE_ID = "com.amazonaws.xray.traceHeader";

  /** More than are ever on their way; those that Lambda has though it never said so are left over. */
  private static final int MAX_UNSENT = 100;

  private final RuntimeApi api;
  private final Handler handler;
  private final Log log;
  private final LastResort lastResort;
  private final TimeoutDump timeoutDump;
  private final Map<String, Response> unsent;
  private final ThreadTraceId threadTraceId;

  /**
   * A loop that is alone in its process.
   *
   * @param timeoutDump null if it is not wanted
   */
  public InvocationLoop(
      RuntimeApi api, Handler handler, Log log, LastResort lastResort, TimeoutDump timeoutDump) {
    this(api, handler, log, lastResort, timeoutDump, new LinkedHashMap<>(), null);
  }

  /**
   * @param timeoutDump null if it is not wanted
   * @param unsent responses by request id, complete and not accepted yet, the oldest first; loops
   *     that share it have one that is synchronized
   * @param threadTraceId null where invocations come one after another
   */
  InvocationLoop(
      RuntimeApi api,
      Handler handler,
      Log log,
      LastResort lastResort,
      TimeoutDump timeoutDump,
      Map<String, Response> unsent,
      ThreadTraceId threadTraceId) {
    this.api = api;
    this.handler = handler;
    this.log = log;
    this.lastResort = lastResort;
    this.timeoutDump = timeoutDump;
    this.unsent = unsent;
    this.threadTraceId = threadTraceId;
  }

  /**
   * Runs until the process is ended from outside.
   *
   * @throws IOException if the Runtime API is gone or violates its specification
   * @throws VirtualMachineError if the handler left an unusable JVM; this was reported to Lambda
   */
  public void run() throws IOException {
    while (true) {
      invoke(api.next());
    }
  }

  /** One invocation; throws as {@link #run} does. */
  public void invoke(Invocation invocation) throws IOException {
    log.begin(invocation);
    setTraceId(invocation.traceId());
    Future<?> dump = timeoutDump == null ? null : timeoutDump.schedule(invocation);
    String requestId = invocation.requestId();
    Response response = unsent.get(requestId);
    try {
      if (response == null) {
        response = new Response(api, requestId);
        handle(invocation, response);
      } else { // Lambda gives the event again: it has no response, and the function has run
        send(response);
      }
      unsent.remove(requestId);
    } catch (IOException e) {
      if (!HttpConnection.isBroken(e)) {
        unsent.remove(requestId);
        throw e;
      }
      // Lambda has the response, or will send the event again; sending it now might send it twice.
      log.failure("the response was interrupted", e);
    } finally {
      if (dump != null) {
        dump.cancel(false);
      }
      if (threadTraceId != null) {
        threadTraceId.set(null);
      }
      log.end();
      Thread.interrupted(); // a flag that user code left would break the next wait
    }
  }

  /** Before it is sent: of several loops, another may be given the event first. */
  private void keep(String requestId, Response response) {
    if (response.isWhole()) {
      synchronized (unsent) {
        if (unsent.size() == MAX_UNSENT) {
          unsent.remove(unsent.keySet().iterator().next());
        }
        unsent.put(requestId, response);
      }
    }
  }

  private void handle(Invocation invocation, Response response) throws IOException {
    Throwable thrown = null;
    try {
      handler.handle(invocation.event(), new InvocationContext(invocation, log), response);
    } catch (Throwable e) { // an invocation that ends in any way has a response
      thrown = e;
    }
    try {
      if (thrown instanceof VirtualMachineError broken && !(thrown instanceof StackOverflowError)) {
        throw broken;
      }
      respond(invocation.requestId(), response, thrown);
    } catch (VirtualMachineError broken) { // what was thrown may hide it, or hold the memory
      sendLastWords(response, thrown == null ? broken : thrown);
      throw broken;
    }
  }

  private void respond(String requestId, Response response, Throwable thrown) throws IOException {
    ErrorReport report = null;
    if (thrown != null) {
      report = ErrorReport.of(RuntimeFrames.removeFrom(thrown));
      log.failure(null, thrown);
    }
    response.end(report);
    keep(requestId, response);
    send(response);
  }

  private void send(Response response) throws IOException {
    String refusal = response.send(api);
    if (refusal != null) {
      log.line("Lambda did not accept the response: " + refusal);
    }
  }

  /** The caller first, then the log. The process ends even if one of them fails or blocks. */
  private void sendLastWords(Response response, Throwable e) {
    lastResort.freeReserve();
    try {
      lastResort.arm();
      response.end(ErrorReport.of(RuntimeFrames.removeFrom(e)));
      send(response);
      log.failure(null, e);
    } catch (Throwable second) { // the heap is full of what the function holds
      endInFullHeap(response);
    }
  }

  private void endInFullHeap(Response response) {
    try {
      response.endInFullHeap();
    } catch (Throwable third) {
      // nowhere is left to report it
    } finally {
      lastResort.endInFullHeap();
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
