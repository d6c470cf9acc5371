// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.log.bridge;

import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** A {@code System.Logger} that obeys a configuration of {@code java.util.logging}, as the JDK's. */
final class JulSystemLogger extends SystemLogger {

  private final Logger logger;

  JulSystemLogger(String name) {
    super(name);
    logger = Logger.getLogger(name);
  }

  @Override
  public boolean isLoggable(Level level) {
    return level != Level.OFF && logger.isLoggable(julLevel(level));
  }

  @Override
  protected void write(Level level, String message, Throwable thrown) {
    LogRecord entry = new LogRecord(julLevel(level), message);
    entry.setLoggerName(getName());
    entry.setThrown(thrown);
    logger.log(entry);
  }

  /** {@code System.Logger.Level} has the severities of {@code java.util.logging}. */
  private static java.util.logging.Level julLevel(Level level) {
    return java.util.logging.Level.parse(Integer.toString(level.getSeverity()));
  }
}
