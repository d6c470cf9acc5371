package dev.coldbrew.lambda.runtime;

import java.io.Serial;

/** The handler string names no method that can be called. */
final class HandlerException extends Exception {

  @Serial
  private static final long serialVersionUID = 1;

  HandlerException(String message) {
    super(message);
  }

  HandlerException(String message, Throwable cause) {
    super(message, cause);
  }
}
