package dev.coldbrew.lambda.runtime.error;

import java.io.Serial;

/** The handler string names no method that can be called. */
public final class HandlerException extends Exception {

  @Serial
  private static final long serialVersionUID = 1;

  public HandlerException(String message) {
    super(message);
  }

  public HandlerException(String message, Throwable cause) {
    super(message, cause);
  }
}
