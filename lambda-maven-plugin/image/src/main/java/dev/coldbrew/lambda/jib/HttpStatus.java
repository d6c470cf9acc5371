// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jib;

import com.google.cloud.tools.jib.http.ResponseException;
import java.util.Map;
import java.util.Optional;

/** The status of a registry's error response. */
final class HttpStatus {

  private static final Map<Integer, String> NAMES = Map.of(
      401, "Unauthorized",
      403, "Forbidden",
      404, "Not Found",
      429, "Too Many Requests",
      500, "Internal Server Error",
      502, "Bad Gateway",
      503, "Service Unavailable",
      504, "Gateway Timeout");

  private HttpStatus() {}

  /** The status in one of Jib's exceptions, if there is one. */
  static Optional<Integer> of(Throwable e) {
    if (e == null) {
      return Optional.empty();
    }
    return e instanceof ResponseException response
        ? Optional.of(response.getStatusCode())
        : of(e.getCause());
  }

  /** The status with its name. */
  static String text(int status) {
    return (status + " " + NAMES.getOrDefault(status, "")).strip();
  }
}
