// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

/**
 * How a function is called over HTTP.
 *
 * @param payloadFormat {@code 2.0}, of function URLs and HTTP APIs, or {@code 1.0}, of REST APIs
 * @param streams whether a response is passed on as it arrives: the invoke mode {@code
 *     RESPONSE_STREAM}
 */
public record UrlSettings(String payloadFormat, boolean streams, Cors cors) {

  /** The settings of a function URL that was created without any. */
  public static final UrlSettings DEFAULT = new UrlSettings("2.0", false, Cors.NONE);

  boolean isRest() {
    return payloadFormat.equals("1.0");
  }
}
