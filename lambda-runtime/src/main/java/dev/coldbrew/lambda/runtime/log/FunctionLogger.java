// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.log;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;

/**
 * What {@code Context.getLogger()} returns. As in AWS's own runtime, bytes have their format already.
 * Nothing static is initialized here: a function may log for the first time where its stack ends,
 * and a class whose initialization fails stays unusable.
 */
public final class FunctionLogger implements LambdaLogger {

  private final Log log;

  private FunctionLogger(Log log) {
    this.log = log;
  }

  /** Made as what it is used as: the JVM loads neither class before a function asks for it. */
  public static LambdaLogger of(Log log) {
    return new FunctionLogger(log);
  }

  /**
   * Makes {@code LambdaRuntime.getLogger()} return one as well. Its own prints messages without an end and
   * has no levels; AWS's own runtime puts its logger into the same private field.
   */
  static void install(Log log) {
    try {
      Field logger = LambdaRuntime.class.getDeclaredField("logger");
      logger.setAccessible(true);
      logger.set(null, new FunctionLogger(log));
    } catch (ReflectiveOperationException | RuntimeException e) {
      log.failure("LambdaRuntime.getLogger() has no levels", e);
    }
  }

  @Override
  public void log(String message) {
    log.write(null, message, null);
  }

  @Override
  public void log(byte[] message) {
    write(null, message);
  }

  @Override
  public void log(String message, LogLevel level) {
    if (log.isEnabled(level)) {
      log.write(level, message, null);
    }
  }

  @Override
  public void log(byte[] message, LogLevel level) {
    if (log.isEnabled(level)) {
      write(level, message);
    }
  }

  private void write(LogLevel level, byte[] message) {
    byte[] known = message == null ? "null".getBytes(StandardCharsets.UTF_8) : message;
    log.writeFormatted(level, known);
  }
}
