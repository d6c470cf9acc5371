// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

/** A request that the Runtime API rejects. */
final class RejectedException extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String errorType;

  RejectedException(int status, String errorType, String message) {
    super(message);
    this.status = status;
    this.errorType = errorType;
  }

  int status() {
    return status;
  }

  String errorType() {
    return errorType;
  }
}
