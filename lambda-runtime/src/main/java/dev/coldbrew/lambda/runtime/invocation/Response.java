// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.invocation;

import dev.coldbrew.lambda.runtime.api.Headers;
import dev.coldbrew.lambda.runtime.api.RuntimeApi;
import dev.coldbrew.lambda.runtime.error.ErrorReport;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * The function's response to one event, and the stream that it may write the response to. It is
 * buffered until it is complete, unless {@code ResponseStream} makes it a stream: then it goes to
 * the caller whenever it is flushed or the buffer is full.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html">Streaming in a
 *     custom runtime</a>
 */
public final class Response extends OutputStream {

  /** The maximum size of a chunk; a buffered response starts with it and grows. */
  private static final int BUFFER = 16 * 1024;

  private static final String STREAMING = Headers.RESPONSE_MODE + ": streaming\r\n"
      + "Trailer: " + Headers.ERROR_TYPE + "\r\n"
      + "Trailer: " + Headers.ERROR_BODY + "\r\n";

  private final RuntimeApi api;
  private final String requestId;
  private byte[] buffer = new byte[0];
  private int length;
  private State state = State.BUFFERED;
  private String contentType; // of a stream
  private ErrorReport failure; // null unless the function has failed

  private enum State {
    /** All that was written is in the buffer. */
    BUFFERED,
    /** What is written will be sent in chunks; none is on its way yet. */
    STREAM,
    /** Lambda has the first chunk: if the function fails, only the trailers can say so. */
    STREAM_BEGUN,
    /** The function has ended; the response is complete, and can be sent more than once. */
    WHOLE,
    /** The function has ended; the rest of its stream is still to be sent. */
    STREAM_ENDED
  }

  /**
   * @param api null for a response that is written and never sent
   */
  Response(RuntimeApi api, String requestId) {
    this.api = api;
    this.requestId = requestId;
  }

  @Override
  public synchronized void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    write(bytes, 0, bytes.length);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int count) throws IOException {
    if (hasEnded()) {
      throw new IOException("the invocation that this stream belongs to has ended");
    }
    if (state == State.BUFFERED) {
      append(bytes, offset, count);
      return;
    }
    for (int from = offset, left = count; left > 0; ) {
      int part = Math.min(left, BUFFER - length);
      append(bytes, from, part);
      from += part;
      left -= part;
      if (length == BUFFER) {
        sendChunk();
      }
    }
  }

  /** Takes a complete response without copying it. */
  synchronized void take(byte[] bytes, int count) {
    buffer = bytes;
    length = count;
  }

  private void append(byte[] bytes, int offset, int count) {
    if (length + count > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(Math.max(BUFFER, length + count), 2 * length));
    }
    System.arraycopy(bytes, offset, buffer, length, count);
    length += count;
  }

  /** Sends what was written, if this is a stream. */
  @Override
  public synchronized void flush() throws IOException {
    if (length > 0 && (state == State.STREAM || state == State.STREAM_BEGUN)) {
      sendChunk();
    }
  }

  /** From now on what is written is sent as it is flushed. */
  public synchronized void stream(String type) throws IOException {
    if (state != State.BUFFERED || length > 0) {
      throw new IOException("the response cannot become a stream: it has already begun");
    }
    state = State.STREAM;
    contentType = type;
  }

  private void sendChunk() throws IOException {
    begin();
    if (api != null) {
      api.sendChunk(buffer, length);
    }
    length = 0;
  }

  private void begin() throws IOException {
    if (state == State.STREAM) {
      state = State.STREAM_BEGUN;
      if (api != null) {
        api.beginResponse(requestId, STREAMING + "Content-Type: " + contentType + "\r\n");
      }
    }
  }

  private boolean hasEnded() {
    return state == State.WHOLE || state == State.STREAM_ENDED;
  }

  /**
   * The function has ended: nothing more is written.
   *
   * @param report null if it has returned
   */
  synchronized void end(ErrorReport report) throws IOException {
    try {
      if (report == null) {
        begin();
      }
    } finally {
      boolean isSentInChunks = state == State.STREAM_BEGUN || state == State.STREAM_ENDED;
      state = isSentInChunks ? State.STREAM_ENDED : State.WHOLE;
      failure = report;
    }
  }

  /** Whether all of it is here, so that it can be sent again. */
  synchronized boolean isWhole() {
    return state == State.WHOLE;
  }

  /**
   * Sends the response that has ended, or the rest of a stream.
   *
   * @param to for a whole one; a stream goes on where it began
   * @return why Lambda refused it, and went on; null if it took it
   */
  synchronized String send(RuntimeApi to) throws IOException {
    if (state == State.STREAM_ENDED) {
      return endStream();
    }
    return failure == null
        ? to.response(requestId, buffer, length)
        : to.error(requestId, failure.headers(), failure.body());
  }

  /** Says so where there is no memory for anything else. */
  void endInFullHeap() throws IOException {
    if (state != State.STREAM_BEGUN && state != State.STREAM_ENDED) {
      api.errorOfFullHeap(requestId);
    }
  }

  private String endStream() throws IOException {
    if (failure != null) {
      return api.endResponse(failure.trailers());
    }
    if (length > 0) {
      sendChunk();
    }
    return api.endResponse("");
  }
}
