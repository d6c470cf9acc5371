// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.error;

import java.io.Serial;

/**
 * The handler string names no method that can be called. Declared as an {@link Exception} where it is
 * made: to verify code that throws this class, the JVM would load it at each start.
 */
public final class HandlerException extends Exception {

  @Serial
  private static final long serialVersionUID = 1;

  private HandlerException(String message, Throwable cause) {
    super(message, cause);
  }

  public static Exception of(String message) {
    return new HandlerException(message, null);
  }

  public static Exception of(String message, Throwable cause) {
    return new HandlerException(message, cause);
  }
}
