// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime;

import dev.coldbrew.lambda.runtime.invocation.Response;
import dev.coldbrew.lambda.runtime.json.adapter.JsonOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * Makes the response of a stream handler a stream: what is flushed reaches the caller at once, up to
 * 200 MB, where a buffered response is sent when it is complete, and has at most 6 MB.
 *
 * <pre>{@code
 * public void handleRequest(InputStream event, OutputStream output, Context context) throws IOException {
 *   var page = ResponseStream.http(output, 200, Map.of("Content-Type", "text/html"), List.of());
 *   page.write(...);
 *   page.flush();
 * }
 * }</pre>
 *
 * <p>The function must be invoked for streaming: through a function URL whose invoke mode is {@code
 * RESPONSE_STREAM}, or by {@code InvokeWithResponseStream}. A handler that fails half-way ends the
 * stream with the error, which Lambda reports to the caller.
 */
public final class ResponseStream {

  private static final String BYTES = "application/octet-stream";

  /** Says to HTTP front ends that status, headers and cookies come first, as JSON. */
  private static final String HTTP = "application/vnd.awslambda.http-integration-response";

  private static final byte[] END_OF_PRELUDE = new byte[8];

  private ResponseStream() {}

  /**
   * Streams bytes.
   *
   * @param output what the handler was given, with nothing written to it
   * @return the stream to write to; under another runtime {@code output} itself, which buffers
   * @throws IOException if something was written before
   */
  public static OutputStream of(OutputStream output) throws IOException {
    if (output instanceof Response response) {
      response.stream(BYTES);
    }
    return output;
  }

  /**
   * Streams an HTTP response: status, headers and cookies now, then the body as it is written.
   *
   * @param output what the handler was given, with nothing written to it
   * @param statusCode of the HTTP response, such as 200
   * @param headers those whose value is null are left out
   * @param cookies values of {@code Set-Cookie} headers; null ones are left out
   * @return the stream to write the body to
   * @throws IOException if something was written before
   * @throws UnsupportedOperationException under another runtime
   */
  public static OutputStream http(
      OutputStream output, int statusCode, Map<String, String> headers, List<String> cookies)
      throws IOException {
    if (!(output instanceof Response response)) {
      throw new UnsupportedOperationException("this runtime does not stream HTTP responses");
    }
    response.stream(HTTP);
    ByteBuffer prelude = prelude(statusCode, headers, cookies);
    response.write(prelude.array(), 0, prelude.limit());
    response.write(END_OF_PRELUDE);
    return response;
  }

  private static ByteBuffer prelude(
      int statusCode, Map<String, String> headers, List<String> cookies) {
    JsonOutput json = new JsonOutput();
    json.beginObject().name("statusCode").value(statusCode);
    json.name("headers").beginObject();
    for (Map.Entry<String, String> header : headers.entrySet()) {
      json.name(header.getKey()).value(header.getValue());
    }
    json.endObject().name("cookies").beginArray();
    for (String cookie : cookies) {
      if (cookie != null) {
        json.value(cookie);
      }
    }
    json.endArray().endObject();
    return json.written();
  }
}
