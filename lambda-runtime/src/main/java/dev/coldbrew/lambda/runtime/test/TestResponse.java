// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.test;

import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;

/**
 * What Lambda's caller gets: the function's response, or the JSON of an error. Of a stream it is all
 * that was sent; with {@code ResponseStream.http} that begins with JSON of status, headers and
 * cookies, and eight zero bytes.
 */
public final class TestResponse {

  private final String requestId;
  private final byte[] payload;
  private final String error; // null unless the function has failed

  TestResponse(String requestId, byte[] payload, String error) {
    this.requestId = requestId;
    this.payload = payload;
    this.error = error;
  }

  /** {@return the id of the invocation, which the context gave to the function} */
  public String requestId() {
    return requestId;
  }

  /** {@return the payload as text: JSON, unless the function wrote something else to its stream} */
  public String text() {
    return new String(payload, StandardCharsets.UTF_8);
  }

  /** {@return the payload as it is} */
  public byte[] bytes() {
    return payload.clone();
  }

  /**
   * Whether the function has failed, of which Lambda's caller learns by the header {@code
   * X-Amz-Function-Error}. The payload is then the JSON of the error, except for a stream that had
   * begun.
   *
   * @return whether it has
   */
  public boolean failed() {
    return error != null;
  }

  /**
   * {@return the type of the error, such as {@code java.lang.IllegalArgumentException} or {@code
   * Sandbox.Timedout}; null if the function has not failed}
   */
  public String errorType() {
    return ofError("errorType");
  }

  /** {@return the message of the error; null if the function has not failed} */
  public String errorMessage() {
    return ofError("errorMessage");
  }

  private String ofError(String member) {
    return error == null
        ? null
        : JsonParser.parseString(error).getAsJsonObject().get(member).getAsString();
  }

  /** The payload as text. */
  @Override
  public String toString() {
    return text();
  }
}
