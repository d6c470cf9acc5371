// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.error;

import dev.coldbrew.lambda.runtime.api.Headers;
import java.util.Base64;

/**
 * A throwable as the Runtime API expects it.
 *
 * @param type for the header {@code Lambda-Runtime-Function-Error-Type}: {@code Function.X} or
 *     {@code Runtime.X}, where X has letters only; Lambda turns anything else into {@code Unknown}
 * @param error with the frames to report
 */
public record ErrorReport(String type, Throwable error) {

  /** The type of a failure in a hook before the snapshot, as AWS's own runtime reports it. */
  public static final String BEFORE_SNAPSHOT = "Runtime.BeforeCheckpointError";

  /** The type of a failure in a hook after the restore, as AWS's own runtime reports it. */
  public static final String AFTER_RESTORE = "Runtime.AfterRestoreError";

  /** Lambda takes 100 bytes more. */
  static final int MAX_BODY = 6 * 1024 * 1024;

  /**
   * Lambda's side is written in Go, whose HTTP server takes no more than 4 KB of trailers. In
   * base64, and with the names and the type, this is less.
   */
  private static final int MAX_BODY_IN_TRAILER = 2_700;

  private static final int MAX_TYPE = 200;

  /** An invocation or an init phase that ended with this. It never fails, not even if the throwable's methods do. */
  public static ErrorReport of(Throwable e) {
    return new ErrorReport(
        e instanceof HandlerException ? "Runtime.HandlerNotFound" : "Function." + letters(e), e);
  }

  /** Complete header lines for {@link #body}. */
  public String headers() {
    return Headers.JSON + Headers.ERROR_TYPE + ": " + type + "\r\n" + xRayCause();
  }

  private String xRayCause() {
    try {
      return Headers.X_RAY_CAUSE + ": " + XRayCause.of(error) + "\r\n";
    } catch (Throwable second) {
      return ""; // the report goes without it
    }
  }

  /** JSON, within the size that Lambda accepts. */
  public byte[] body() {
    return body(MAX_BODY);
  }

  private byte[] body(int limit) {
    try {
      return ErrorBody.of(error, typeInBody(), limit);
    } catch (Throwable second) { // the memory for it, say, or a class that cannot be used
      return ErrorBody.ofType(typeInBody());
    }
  }

  /** Complete trailer lines for a streamed response that has already begun. */
  public String trailers() {
    byte[] body = body(MAX_BODY_IN_TRAILER);
    return Headers.ERROR_TYPE
        + ": "
        + type
        + "\r\n"
        + Headers.ERROR_BODY
        + ": "
        + Base64.getEncoder().encodeToString(body)
        + "\r\n";
  }

  private String typeInBody() {
    return error instanceof HandlerException ? type : error.getClass().getName();
  }

  /** {@code IllegalArgumentException}, or {@code Unknown} for names that have no place there. */
  private static String letters(Throwable e) {
    String name = simpleName(e.getClass().getName());
    if (name.isEmpty()
        || name.length() > MAX_TYPE
        || name.charAt(0) < 'A'
        || name.charAt(0) > 'Z') {
      return "Unknown";
    }
    for (int i = 0; i < name.length(); i++) {
      char c = (char) (name.charAt(i) | 0x20);
      if (c < 'a' || c > 'z') {
        return "Unknown";
      }
    }
    return name;
  }

  /** As of the class itself, which may fail at it: where the class around it is missing. */
  private static String simpleName(String name) {
    int start = Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1;
    while (start < name.length() && name.charAt(start) >= '0' && name.charAt(start) <= '9') {
      start++; // of a class within a method
    }
    return name.substring(start);
  }
}
