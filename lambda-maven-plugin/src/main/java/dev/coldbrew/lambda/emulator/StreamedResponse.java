// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

/**
 * Receives a streamed response while the function is still at work. It blocks for as long as its
 * reader is slower than the function, and throws nothing: an invocation does not end when its
 * reader is gone. Once the invocation has timed out, an interrupt ends the wait for a reader that
 * takes nothing.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html">Response
 *     streaming</a>
 */
public interface StreamedResponse {

  /**
   * Is called before the first bytes.
   *
   * @param contentType {@code application/vnd.awslambda.http-integration-response} where the stream
   *     begins with the status and the headers for an HTTP front end
   */
  void begin(String contentType);

  /** Takes the next bytes, from an array that is reused. */
  void write(byte[] bytes, int length);
}
