// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The calls of Lambda's Runtime API, version 2018-06-01. Each kind of response has one right
 * reaction:
 *
 * <table>
 * <caption>Reactions</caption>
 * <tr><th>response</th><th>to next</th><th>to response, error</th></tr>
 * <tr><td>200, 202</td><td>handle the event</td><td>go on</td></tr>
 * <tr><td>400</td><td>exit</td><td>go on: it came too late to be of use to the caller</td></tr>
 * <tr><td>403</td><td>exit</td><td>exit</td></tr>
 * <tr><td>413</td><td>exit</td><td>go on: Lambda has reported it to the caller</td></tr>
 * <tr><td>500 and all others</td><td>exit</td><td>exit</td></tr>
 * <tr><td>an event without a request id</td><td>exit</td><td></td></tr>
 * <tr><td>an incomplete one, or a broken connection</td><td>repeat on a new connection, up to four
 * times</td><td>go on with next, never repeat: Lambda may have it. Only if next returns the same
 * event, to any of the loops, the response or the error is sent again, and the function does not run
 * twice; after a stream, of which nothing is kept, it does</td></tr>
 * <tr><td>no connection</td><td>exit</td><td>exit</td></tr>
 * </table>
 *
 * <p>Exit means to end the process with status 1; Lambda then starts a new one. It also follows every
 * init error and restore error, whatever the response. Concurrent loops are more patient: an exit
 * would end the other invocations as well.
 *
 * <p>Not final, so that a unit test of a function can have Lambda's side in memory.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
public class RuntimeApi {

  private static final String RUNTIME = "/2018-06-01/runtime/";
  private static final String RESPONSE = "POST invocation/ID/response";

  private static final String FULL_HEAP =
      "{\"errorMessage\":\"Java heap space\",\"errorType\":\"java.lang.OutOfMemoryError\"}";

  private static final String FULL_HEAP_HEADERS =
      Headers.JSON + Headers.ERROR_TYPE + ": Function.OutOfMemoryError\r\n";

  /** Stands for the request id. */
  private static final int ID = 0;

  private static final int LONGEST_ID = 64;

  private final HttpConnection connection;

  /** Made while there is memory for them; the first has a place for the id. */
  private final byte[] fullHeap;

  private final byte[] fullHeapInInit;
  private final byte[] sent;

  public RuntimeApi(HttpConnection connection) {
    this.connection = connection;
    fullHeap = fullHeap("invocation/" + (char) ID + "/error");
    fullHeapInInit = fullHeap("init/error");
    sent = new byte[fullHeap.length + LONGEST_ID];
  }

  private byte[] fullHeap(String call) {
    return connection.prepare("POST", RUNTIME + call, FULL_HEAP_HEADERS, FULL_HEAP);
  }

  /**
   * Waits for the next event, as long as it takes: the process is frozen while it waits, so a
   * timeout would strike at the thaw.
   */
  public Invocation next() throws IOException {
    HttpResponse next = connection.get(RUNTIME + "invocation/next", "");
    expect(next.status() == 200, "GET invocation/next", next);
    Invocation invocation = new Invocation(next);
    if (invocation.requestId() == null) { // there is no invocation to respond to
      throw new IOException("GET invocation/next returned no request id");
    }
    return invocation;
  }

  /**
   * Sends the function's response, the first bytes of an array.
   *
   * @return why Lambda refused it, and went on; null if it took it
   */
  public String response(String requestId, byte[] response, int length) throws IOException {
    return refusal(
        RESPONSE, post("invocation/" + requestId + "/response", Headers.JSON, response, length));
  }

  /** Begins a response that is sent in chunks. */
  public void beginResponse(String requestId, String headers) throws IOException {
    connection.open();
    connection.begin("POST", RUNTIME + "invocation/" + requestId + "/response", headers);
  }

  public void sendChunk(byte[] bytes, int length) throws IOException {
    connection.chunk(bytes, length);
  }

  /**
   * Ends such a response.
   *
   * @param trailers complete header lines, or none
   * @return why Lambda refused it, and went on; null if it took it
   */
  public String endResponse(String trailers) throws IOException {
    return refusal(RESPONSE, connection.end(trailers));
  }

  /** Returns status and body of a refusal that concerns only this response; null for none. */
  private static String refusal(String call, HttpResponse sent) throws IOException {
    boolean goOn = sent.status() == 202 || sent.status() == 400 || sent.status() == 413;
    expect(goOn, call, sent);
    return sent.status() == 202 ? null : text(sent);
  }

  /**
   * Says that the invocation ended in an error.
   *
   * @param headers complete header lines
   * @return why Lambda refused it, and went on; null if it took it
   */
  public String error(String requestId, String headers, byte[] body) throws IOException {
    String call = "invocation/" + requestId + "/error";
    return refusal("POST invocation/ID/error", post(call, headers, body, body.length));
  }

  /**
   * Says that the function cannot be started; the process must then end.
   *
   * @param headers complete header lines
   */
  public void initError(String headers, byte[] body) throws IOException {
    HttpResponse sent = post("init/error", headers, body, body.length);
    expect(sent.status() == 202, "POST init/error", sent);
  }

  /**
   * Says that everything is ready for the snapshot, and waits for the restore from it. No connection
   * lasts that long: there is a new one for this, and another one afterwards.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-custom.html">
   *     SnapStart hooks for container images</a>
   */
  public void restoreNext() throws IOException {
    connection.close();
    connection.open();
    HttpResponse restored = restoreNextOnce();
    boolean isRepeated = restored == null;
    if (isRepeated) {
      restored = connection.get(RUNTIME + "restore/next", "");
    }
    // If the restore itself broke the connection, Lambda refuses a second request.
    boolean isRestored = restored.status() == 200 || isRepeated && restored.status() == 403;
    expect(isRestored, "GET restore/next", restored);
    connection.close();
    connection.open();
  }

  /** Null if the connection broke. */
  private HttpResponse restoreNextOnce() throws IOException {
    try {
      return connection.exchange("GET", RUNTIME + "restore/next", "", null, 0);
    } catch (IOException e) {
      if (!HttpConnection.isBroken(e)) {
        throw e;
      }
      return null;
    }
  }

  /**
   * Says that the function cannot go on after the restore; the process must then end.
   *
   * @param headers complete header lines
   */
  public void restoreError(String headers, byte[] body) throws IOException {
    HttpResponse sent = post("restore/error", headers, body, body.length);
    expect(sent.status() == 202, "POST restore/error", sent);
  }

  /**
   * Reports an error with a full heap, in which nothing can be allocated, not even briefly.
   *
   * @param requestId null in the init phase
   */
  public void errorOfFullHeap(String requestId) throws IOException {
    byte[] request = requestId == null ? fullHeapInInit : fullHeap;
    int length = 0;
    for (int i = 0; i < request.length; i++) {
      if (request[i] != ID) {
        sent[length++] = request[i];
        continue;
      }
      for (int j = 0; j < requestId.length() && j < LONGEST_ID; j++) {
        sent[length++] = (byte) requestId.charAt(j);
      }
    }
    connection.sendPrepared(sent, length);
  }

  private HttpResponse post(String call, String headers, byte[] body, int length)
      throws IOException {
    connection.open();
    return connection.exchange("POST", RUNTIME + call, headers, body, length);
  }

  static void expect(boolean ok, String call, HttpResponse response) throws IOException {
    if (!ok) {
      throw new IOException(call + " returned " + text(response));
    }
  }

  private static String text(HttpResponse response) {
    return response.status() + " " + new String(response.body(), StandardCharsets.UTF_8);
  }
}
