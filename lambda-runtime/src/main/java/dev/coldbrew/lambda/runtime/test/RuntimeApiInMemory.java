// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.test;

import dev.coldbrew.lambda.runtime.api.Headers;
import dev.coldbrew.lambda.runtime.api.HttpConnection;
import dev.coldbrew.lambda.runtime.api.RuntimeApi;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;

/**
 * Lambda's side of one invocation: keeps what the runtime posts, and makes of it what the caller gets.
 * It never opens a connection. The function may go on after its timeout, on another thread.
 */
final class RuntimeApiInMemory extends RuntimeApi {

  /** 6 MiB, and the 100 bytes that AWS adds to it. */
  private static final int MAX_RESPONSE = 6 * 1024 * 1024 + 100;

  private static final String LIMIT = "maximum allowed payload size (" + MAX_RESPONSE + " bytes).";

  private final String requestId;
  private final ByteArrayOutputStream response = new ByteArrayOutputStream();
  private byte[] error; // null unless the function has failed
  private boolean streams;
  private boolean ended;

  RuntimeApiInMemory(String requestId) {
    super(new HttpConnection("in-memory"));
    this.requestId = requestId;
  }

  String requestId() {
    return requestId;
  }

  @Override
  public synchronized String response(String id, byte[] body, int length) {
    ended = true;
    if (length > MAX_RESPONSE) {
      error = json("Response payload size exceeded " + LIMIT, "Function.ResponseSizeTooLarge");
      return "413 " + text(json("Exceeded " + LIMIT, "RequestEntityTooLarge"));
    }
    response.write(body, 0, length);
    return null;
  }

  @Override
  public synchronized String error(String id, String headers, byte[] body) {
    ended = true;
    error = body;
    return null;
  }

  @Override
  public synchronized void beginResponse(String id, String headers) {
    streams = true;
  }

  @Override
  public synchronized void sendChunk(byte[] bytes, int length) {
    response.write(bytes, 0, length);
  }

  /** A stream that failed half-way ends with the error in trailers, its JSON in Base64. */
  @Override
  public synchronized String endResponse(String trailers) {
    ended = true;
    int start = trailers.indexOf(Headers.ERROR_BODY + ": ");
    if (start >= 0) {
      String body = trailers.substring(start + Headers.ERROR_BODY.length() + 2);
      error = Base64.getDecoder().decode(body.strip());
    }
    return null;
  }

  /** The end at once: what the function posts from now on, perhaps since it was interrupted, is too late. */
  synchronized TestResponse endAtTimeout(Duration timeout) {
    String seconds = String.format(Locale.ROOT, "%.2f", timeout.toNanos() / 1e9);
    error = bytes("{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":\"RequestId: " + requestId
        + " Error: Task timed out after " + seconds + " seconds\"}");
    return received();
  }

  /** Whether the runtime has posted the end of the invocation. */
  synchronized boolean hasEnded() {
    return ended;
  }

  /** What the caller has got by now: of a stream that failed, the part before that. */
  synchronized TestResponse received() {
    byte[] payload = error == null || streams ? response.toByteArray() : error;
    return new TestResponse(requestId, payload, error == null ? null : text(error));
  }

  private static byte[] json(String message, String type) {
    return bytes("{\"errorMessage\":\"" + message + "\",\"errorType\":\"" + type + "\"}");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
