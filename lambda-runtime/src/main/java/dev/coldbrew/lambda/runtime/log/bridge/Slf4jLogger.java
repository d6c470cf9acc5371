// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.log.bridge;

import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.coldbrew.lambda.runtime.log.Log;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.MDCAdapter;

/**
 * Brings what is logged by SLF4J into the function's log; in JSON with the logger's name and what is
 * in the MDC, as AWS's own layout for Log4j has them.
 */
final class Slf4jLogger extends LegacyAbstractLogger {

  private static final long serialVersionUID = 1;

  private final transient MDCAdapter mdc;

  Slf4jLogger(String name, MDCAdapter mdc) {
    this.name = name;
    this.mdc = mdc;
  }

  @Override
  public boolean isTraceEnabled() {
    return isEnabled(LogLevel.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return isEnabled(LogLevel.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return isEnabled(LogLevel.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return isEnabled(LogLevel.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return isEnabled(LogLevel.ERROR);
  }

  private static boolean isEnabled(LogLevel level) {
    return level.ordinal() >= Log.ofProcess().minimumOr(LogLevel.INFO).ordinal();
  }

  /** The log does not show where in the code a message was logged. */
  @Override
  protected String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level, Marker marker, String pattern, Object[] arguments, Throwable thrown) {
    Map<String, String> labels = new TreeMap<>();
    Map<String, String> context = mdc.getCopyOfContextMap();
    if (context != null) {
      labels.putAll(context);
    }
    labels.put("logger", name);
    Log log = Log.ofProcess();
    log.write(
        log.current(),
        logLevel(level),
        MessageFormatter.basicArrayFormat(pattern, arguments),
        thrown,
        labels);
  }

  private static LogLevel logLevel(Level level) {
    return switch (level) {
      case TRACE -> LogLevel.TRACE;
      case DEBUG -> LogLevel.DEBUG;
      case INFO -> LogLevel.INFO;
      case WARN -> LogLevel.WARN;
      case ERROR -> LogLevel.ERROR;
    };
  }
}
