// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.log.bridge;

import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.coldbrew.lambda.runtime.log.Log;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/** Brings what is logged by {@code java.util.logging} into the function's log. */
public final class JulHandler extends Handler {

  /** Made by the JDK, as {@link JulConfiguration} says. */
  public JulHandler() {
    setFormatter(new SimpleFormatter());
  }

  @Override
  public void publish(LogRecord record) {
    LogLevel level = level(record.getLevel().intValue());
    if (isLoggable(record) && Log.ofProcess().isEnabled(level)) {
      String message = getFormatter().formatMessage(record);
      Log.ofProcess().write(level, message, record.getThrown());
    }
  }

  private static LogLevel level(int level) {
    if (level >= Level.SEVERE.intValue()) {
      return LogLevel.ERROR;
    }
    if (level >= Level.WARNING.intValue()) {
      return LogLevel.WARN;
    }
    if (level >= Level.INFO.intValue()) {
      return LogLevel.INFO;
    }
    return level >= Level.FINE.intValue() ? LogLevel.DEBUG : LogLevel.TRACE;
  }

  /** Nothing waits. */
  @Override
  public void flush() {}

  @Override
  public void close() {}
}
