// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/**
 * A response of InvokeWithResponseStream: messages in AWS's event stream encoding. If the client is
 * gone, nothing more is sent, but its invocation goes on. Messages are sent one at a time, because
 * another thread may still be sending a part when a function times out.
 */
final class EventStream {

  private final Exchange exchange;
  private OutputStream out;
  private boolean clientIsGone;

  EventStream(Exchange exchange) {
    this.exchange = exchange;
  }

  /** Sends the status, once. */
  synchronized void begin() {
    if (out != null || clientIsGone) {
      return;
    }
    exchange.set("Content-Type", "application/vnd.amazon.eventstream");
    exchange.set("X-Amz-Executed-Version", "$LATEST");
    try {
      out = exchange.stream(200);
      out.flush();
    } catch (IOException e) {
      clientIsGone = true;
    }
  }

  /** Sends a part of the response, if there is something in it. */
  void chunk(byte[] bytes, int length) {
    if (length > 0) {
      send("PayloadChunk", "application/octet-stream", Arrays.copyOf(bytes, length));
    }
  }

  /** @param json what AWS calls InvokeWithResponseStreamCompleteEvent */
  synchronized void complete(String json) throws IOException {
    send("InvokeComplete", "application/json", json.getBytes(StandardCharsets.UTF_8));
    exchange.http().close();
  }

  private synchronized void send(String type, String contentType, byte[] payload) {
    if (clientIsGone) {
      return;
    }
    Map<String, HeaderValue> headers = new HashMap<>();
    headers.put(":message-type", HeaderValue.fromString("event"));
    headers.put(":event-type", HeaderValue.fromString(type));
    headers.put(":content-type", HeaderValue.fromString(contentType));
    try {
      ByteArrayOutputStream message = new ByteArrayOutputStream();
      new Message(headers, payload).encode(message);
      out.write(message.toByteArray());
      out.flush();
    } catch (IOException e) {
      clientIsGone = true;
    }
  }
}
