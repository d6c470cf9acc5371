// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import dev.coldbrew.lambda.emulator.InvocationResult;
import dev.coldbrew.lambda.emulator.InvokeRequest;
import dev.coldbrew.lambda.emulator.StreamedResponse;
import java.io.ByteArrayOutputStream;

/** Passes a streamed response on, and keeps its beginning for those who look at it later. */
final class StreamCopy implements StreamedResponse {

  /** The size limit of a response that is not streamed. */
  private static final int MAX = 6 * 1024 * 1024;

  private final StreamedResponse next;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  private StreamCopy(StreamedResponse next) {
    this.next = next;
  }

  /** Null if there is nothing to copy. */
  static StreamCopy of(InvokeRequest request) {
    return request.stream() == null ? null : new StreamCopy(request.stream());
  }

  /** The request, with this copy as the receiver of its response. */
  InvokeRequest in(InvokeRequest request) {
    return new InvokeRequest(
        request.requestId(), request.functionArn(), request.event(), request.caller(), this);
  }

  /** The ended invocation with the response that was streamed or, if it failed, with its error. */
  Invoked in(Invoked invoked) {
    if (invoked.result().failed() || kept.size() == 0) {
      return invoked;
    }
    return new Invoked(
        new InvocationResult(kept.toByteArray(), false),
        invoked.initDuration(),
        invoked.duration(),
        invoked.log());
  }

  @Override
  public void begin(String contentType) {
    next.begin(contentType);
  }

  @Override
  public void write(byte[] bytes, int length) {
    kept.write(bytes, 0, Math.min(length, MAX - kept.size()));
    next.write(bytes, length);
  }
}
