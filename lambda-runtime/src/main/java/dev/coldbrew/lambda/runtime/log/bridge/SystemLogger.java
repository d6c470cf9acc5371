// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.log.bridge;

import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.coldbrew.lambda.runtime.log.Log;
import java.text.MessageFormat;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** A {@code System.Logger} that needs nothing but java.base. */
public class SystemLogger implements System.Logger {

  private final String name;

  public SystemLogger(String name) {
    this.name = name;
  }

  @Override
  public final String getName() {
    return name;
  }

  /** From INFO on, as in the JDK, unless the function's configuration sets a level. */
  @Override
  public boolean isLoggable(Level level) {
    LogLevel wanted = Log.ofProcess().minimumOr(LogLevel.INFO);
    return level != Level.OFF && logLevel(level).ordinal() >= wanted.ordinal();
  }

  @Override
  public final void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
    if (isLoggable(level)) {
      write(level, localized(bundle, message), thrown);
    }
  }

  @Override
  public final void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
    if (isLoggable(level)) {
      write(level, formatted(localized(bundle, format), parameters), null);
    }
  }

  /** Writes a message that is wanted. */
  protected void write(Level level, String message, Throwable thrown) {
    Log.ofProcess().write(logLevel(level), message, thrown);
  }

  private static String localized(ResourceBundle bundle, String key) {
    try {
      return bundle == null || key == null ? key : bundle.getString(key);
    } catch (MissingResourceException e) {
      return key;
    }
  }

  private static String formatted(String format, Object[] parameters) {
    if (format == null || parameters == null || parameters.length == 0) {
      return format;
    }
    try {
      return MessageFormat.format(format, parameters);
    } catch (IllegalArgumentException e) { // not the pattern that it seemed to be
      return format;
    }
  }

  private static LogLevel logLevel(Level level) {
    return switch (level) {
      case ALL, TRACE -> LogLevel.TRACE;
      case DEBUG -> LogLevel.DEBUG;
      case INFO -> LogLevel.INFO;
      case WARNING -> LogLevel.WARN;
      default -> LogLevel.ERROR;
    };
  }
}
