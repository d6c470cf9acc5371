// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.log.bridge;

import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.coldbrew.lambda.runtime.log.Log;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.LogManager;

/**
 * Configures {@code java.util.logging} when the function begins to use it. The JDK makes one,
 * because the system property {@code java.util.logging.config.class} names it; the user's own
 * {@code java.util.logging.config.file}, which the JDK would now pass over, goes first.
 */
public final class JulConfiguration {

  /**
   * Reads the user's configuration, or sets the function's log as the only handler.
   *
   * @throws IOException if the user's file cannot be read
   */
  public JulConfiguration() throws IOException {
    String file = System.getProperty("java.util.logging.config.file");
    try (InputStream properties =
        file == null ? new ByteArrayInputStream(properties()) : new FileInputStream(file)) {
      LogManager.getLogManager().readConfiguration(properties);
    }
  }

  private static byte[] properties() {
    String properties = "handlers=" + JulHandler.class.getName() + "\n.level=" + level() + "\n";
    return properties.getBytes(StandardCharsets.UTF_8);
  }

  /** Its levels are others: nothing is above SEVERE, which is an error. */
  private static Level level() {
    return switch (Log.ofProcess().minimumOr(LogLevel.INFO)) {
      case TRACE -> Level.ALL;
      case DEBUG -> Level.FINE;
      case WARN -> Level.WARNING;
      case ERROR -> Level.SEVERE;
      case FATAL -> Level.OFF;
      default -> Level.INFO;
    };
  }
}
