// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * What a runtime posted as the end of an invocation or of its init phase.
 *
 * @param errorType null for a response, else the token for the log ({@code Runtime.Unknown})
 */
record Posted(byte[] payload, String errorType) {

  /** Not anchored, as in AWS's implementation. */
  private static final Pattern ERROR_TYPE = Pattern.compile("(Runtime|Function)\\.[A-Z][a-zA-Z]+");

  /** A stream that failed halfway ends with the error in trailers, as JSON in Base64. */
  static Posted response(HttpConnection.Request request, HttpConnection.Body body) {
    String error = request.headers().get("Lambda-Runtime-Function-Error-Body");
    if (error == null) {
      return new Posted(body.bytes(), null);
    }
    return new Posted(decoded(error), errorType(request));
  }

  /** As it was sent if it is not Base64: the stream has failed in either case. */
  private static byte[] decoded(String error) {
    try {
      return Base64.getDecoder().decode(error);
    } catch (IllegalArgumentException e) {
      return error.getBytes(StandardCharsets.UTF_8);
    }
  }

  static Posted error(HttpConnection.Request request, HttpConnection.Body body) {
    return new Posted(body.bytes(), errorType(request));
  }

  /** Types that AWS does not know are lost here, but remain in the body. */
  private static String errorType(HttpConnection.Request request) {
    String type = request.headers().getOrDefault("Lambda-Runtime-Function-Error-Type", "");
    if (!ERROR_TYPE.matcher(type).find()) {
      type = type.startsWith("Function.") ? "Function.Unknown" : "Runtime.Unknown";
    }
    return type;
  }

  boolean isError() {
    return errorType != null;
  }
}
