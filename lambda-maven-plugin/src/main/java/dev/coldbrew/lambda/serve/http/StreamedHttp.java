// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import dev.coldbrew.lambda.emulator.StreamedResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A function's stream as an HTTP response. It may begin with a prelude: status and headers as JSON,
 * ended by eight zero bytes. The prelude is sent first, and the rest as it arrives.
 */
final class StreamedHttp implements StreamedResponse {

  private static final String WITH_PRELUDE = "application/vnd.awslambda.http-integration-response";

  private static final int ZEROS = 8;

  /** More than status, headers and cookies need; anything longer is not a prelude. */
  private static final int MAX_PRELUDE = 1024 * 1024;

  private final Exchange exchange;
  private final UrlSettings url;
  private final ByteArrayOutputStream prelude = new ByteArrayOutputStream();
  private boolean begun;
  private boolean inPrelude;
  private int zeros;
  private OutputStream out;
  private boolean clientIsGone;

  StreamedHttp(Exchange exchange, UrlSettings url) {
    this.exchange = exchange;
    this.url = url;
  }

  @Override
  public void begin(String contentType) {
    begun = true;
    inPrelude = contentType.startsWith(WITH_PRELUDE);
    if (!inPrelude) {
      send(200, Map.of("Content-Type", List.of(contentType)));
    }
  }

  @Override
  public void write(byte[] bytes, int length) {
    int start = 0;
    while (inPrelude && start < length) {
      byte next = bytes[start++];
      prelude.write(next);
      zeros = next == 0 ? zeros + 1 : 0;
      if (zeros == ZEROS) {
        inPrelude = false;
        sendPrelude();
      } else if (prelude.size() == MAX_PRELUDE) {
        inPrelude = false;
        prelude.reset();
      }
    }
    pass(bytes, start, length - start);
  }

  boolean hasBegun() {
    return begun;
  }

  /**
   * Ends the response.
   *
   * @param failed whether it failed halfway: the client then sees its connection break, since the
   *     status has already been sent
   */
  void end(boolean failed) throws IOException {
    if (out == null && !clientIsGone) {
      exchange.respond(HttpResult.failure(url));
    } else if (!failed && !clientIsGone) {
      out.close();
    }
  }

  private void sendPrelude() {
    byte[] json = prelude.toByteArray();
    try {
      HttpResult result = HttpResult.ofPrelude(Arrays.copyOf(json, json.length - ZEROS));
      send(result.status(), result.headers());
      pass(result.body(), 0, result.body().length);
    } catch (IllegalArgumentException e) {
      // Not a prelude: the client gets a failure in the end.
    }
  }

  private void send(int status, Map<String, List<String>> headers) {
    try {
      url.cors().set(exchange);
      exchange.setAll(headers);
      out = exchange.stream(status);
      out.flush();
    } catch (IOException e) {
      clientIsGone = true;
    }
  }

  private void pass(byte[] bytes, int start, int length) {
    if (out == null || clientIsGone || length == 0) {
      return;
    }
    try {
      out.write(bytes, start, length);
      out.flush();
    } catch (IOException e) {
      clientIsGone = true;
    }
  }
}
