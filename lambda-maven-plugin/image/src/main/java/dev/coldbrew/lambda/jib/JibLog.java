// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jib;

import com.google.cloud.tools.jib.api.LogEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Receives the log of Jib and its HTTP client, which reveals that a request failed and is retried.
 * Jib retries up to ten times, for minutes; this class ends the request sooner.
 */
final class JibLog implements Consumer<LogEvent>, AutoCloseable {

  /** Begins the line that names the credentials for a registry. */
  static final String USING = "Using ";

  private static final Pattern LOGIN = Pattern.compile(USING + "(.*[Cc]redential.*)");

  private static final String REPEATED = " failed and will be retried";

  /**
   * The output of a credential helper that Jib does not understand, and shows. If it has a password,
   * that is in a field of this name.
   */
  private static final String OUTPUT = "Got output:";

  private static final Pattern SECRET_OUTPUT = Pattern.compile("(?is)" + OUTPUT + ".*\"secret");

  /** How many times a request is sent in all if its connection breaks. */
  private static final int ATTEMPTS = 4;

  /** How many times a request is sent if nobody responds, which takes long each time. */
  private static final int SLOW_ATTEMPTS = 2;

  /**
   * The HTTP client's logger, which logs exceptions only together with requests; no other handler
   * gets these.
   */
  private static final Logger CLIENT = Logger.getLogger("com.google.api.client.http.HttpTransport");

  private final Consumer<String> debug;
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();
  private volatile String login;
  private final Map<Thread, IOException> reasons = new ConcurrentHashMap<>();
  private final Handler handler = new Handler() {

    @Override
    public void publish(LogRecord record) {
      if (record.getThrown() instanceof IOException reason) {
        reasons.put(Thread.currentThread(), reason);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  };

  JibLog(Consumer<String> debug) {
    this.debug = debug;
    CLIENT.addHandler(handler);
    // This stays: Jib's other threads may run on for a while, as may another module of the build.
    CLIENT.setUseParentHandlers(false);
    CLIENT.setLevel(Level.CONFIG);
  }

  /** The credentials that were found, without the password. */
  Optional<String> login() {
    return Optional.ofNullable(login);
  }

  /** @throws UncheckedIOException to end a request that fails repeatedly, with the last reason */
  @Override
  public void accept(LogEvent event) {
    String message = event.getMessage();
    if (SECRET_OUTPUT.matcher(message).find()) {
      message = message.substring(0, message.indexOf(OUTPUT)).strip();
    }
    debug.accept(message);
    Matcher found = LOGIN.matcher(message);
    if (found.matches()) {
      login = found.group(1);
    }
    if (message.endsWith(REPEATED)) {
      int failed = failures.merge(Thread.currentThread().getId() + " " + message, 1, Integer::sum);
      IOException reason = reasons.get(Thread.currentThread()); // that of the previous attempt
      int most = reason instanceof SocketTimeoutException ? SLOW_ATTEMPTS : ATTEMPTS;
      if (failed >= most) {
        throw new UncheckedIOException(reason == null ? new IOException(message) : reason);
      }
    }
  }

  @Override
  public void close() {
    CLIENT.removeHandler(handler);
  }
}
