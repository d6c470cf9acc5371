// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.log;

import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.coldbrew.lambda.runtime.api.Invocation;
import dev.coldbrew.lambda.runtime.error.ErrorHint;
import dev.coldbrew.lambda.runtime.error.StackTrace;
import dev.coldbrew.lambda.runtime.settings.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The function's log: knows which invocation logs, which levels are wanted, and whether messages are
 * text or JSON. The runtime's own messages go through it as well.
 */
public final class Log {

  /** Names the class that {@code java.util.logging} is configured by, when it is first used. */
  private static final String JUL_CONFIGURATION = "java.util.logging.config.class";

  /** For the bridges only: logging libraries make them, and hand them nothing. */
  private static volatile Log ofProcess;

  private final boolean json;
  private final Settings settings;
  private final LogWriter writer;
  private final OutputStream standardOutput;
  private final LogStream out;
  private final LogStream err;
  private LogLevel minimum;

  /**
   * One invocation at a time: any thread that logs, even one of a pool that an earlier invocation
   * made, logs for this one.
   */
  private volatile Invocation only;

  /**
   * Several at once: a thread logs for the invocation that it, or the thread that started it, was
   * given. Empty when that has ended: no request id is better than one of the past.
   */
  private InheritableThreadLocal<AtomicReference<Invocation>> ofThread;

  private volatile Listener listener;

  /** Notified, on the invocation's thread, that an invocation begins. */
  public interface Listener {
    void begin(Invocation invocation);
  }

  /** Writes to {@code standardOutput} if Lambda offers no file descriptor for messages. */
  public Log(Settings settings, OutputStream standardOutput) {
    this.json = settings.logsJson();
    this.settings = settings;
    this.standardOutput = standardOutput;
    this.writer = LogWriter.of(settings.logDescriptor(), json, standardOutput);
    this.out = new LogStream(standardOutput, this, writer);
    this.err = new LogStream(standardOutput, this, writer);
  }

  /** The log that was installed; for an agent that logs before that, one on standard output. */
  public static Log ofProcess() {
    if (ofProcess == null) {
      ofProcess = new Log(Settings.ofProcess(), System.out);
    }
    return ofProcess;
  }

  /**
   * Receives from now on what the process prints and logs. What writes it is initialized here: a
   * class whose initialization meets the end of the stack, where a function may print first, is
   * unusable for the rest of the process.
   */
  public void install() {
    writer.initialize();
    if (ofProcess != null) {
      listener = ofProcess.listener;
    }
    ofProcess = this;
    System.setOut(out);
    System.setErr(err);
    if (Settings.awsLoggerIsUsed()) {
      FunctionLogger.install(this);
    }
    if (System.getProperty(JUL_CONFIGURATION) == null) {
      // By its name, which costs nothing: java.logging may not even be in the image.
      System.setProperty(
          JUL_CONFIGURATION, "dev.coldbrew.lambda.runtime.log.bridge.JulConfiguration");
    }
  }

  /** Several invocations at once, from now on. */
  public void keepApart() {
    out.endLines(null);
    err.endLines(null);
    ofThread = new InheritableThreadLocal<>();
  }

  /** Those of the function that logs here. */
  public Settings settings() {
    return settings;
  }

  boolean areKeptApart() {
    return ofThread != null;
  }

  /** From now on this thread's messages belong to that invocation. */
  public void begin(Invocation invocation) {
    if (ofThread == null) {
      only = invocation;
    } else {
      ofThread.set(new AtomicReference<>(invocation));
    }
    if (listener != null) {
      listener.begin(invocation);
    }
  }

  /** Registers the one listener for the invocations to come. */
  public void inform(Listener newListener) {
    listener = newListener;
  }

  /** What was printed without an end of line has one now, and no more can be added. */
  public void end() {
    Invocation ended = current();
    if (ofThread == null) {
      only = null;
    } else {
      ofThread.get().set(null);
      ofThread.remove();
    }
    out.endLines(ended);
    err.endLines(ended);
  }

  /** The invocation that logs on this thread; null in the init phase. */
  public Invocation current() {
    if (ofThread == null) {
      return only;
    }
    AtomicReference<Invocation> invocation = ofThread.get();
    return invocation == null ? null : invocation.get();
  }

  /** Whether only whole messages are written: something comes before or after each. */
  boolean wantsWholeMessages() {
    return writer.isFramed() || json || areKeptApart();
  }

  /** As in AWS's own runtime, a message without a level is always wanted. */
  public boolean isEnabled(LogLevel level) {
    return level == LogLevel.UNDEFINED || level.ordinal() >= minimum().ordinal();
  }

  /** The level from which on messages are wanted, for loggers that have a default of their own. */
  public LogLevel minimumOr(LogLevel ifUnset) {
    return minimum() == LogLevel.UNDEFINED ? ifUnset : minimum();
  }

  private LogLevel minimum() {
    if (minimum == null) { // a start without it loads one class less
      minimum = settings.logLevel();
    }
    return minimum;
  }

  /** Writes a message of the runtime itself. */
  public void line(String message) {
    write(null, message, null);
  }

  /** Writes a message of the invocation that logs on this thread, as {@link #write} for any. */
  public void write(LogLevel level, String message, Throwable thrown) {
    write(current(), level, message, thrown, null);
  }

  /**
   * Writes a message in the configured format.
   *
   * @param invocation null for the init phase
   * @param level null is UNDEFINED
   * @param message null is "null", or the throwable's own if there is one in JSON
   * @param thrown may be null
   * @param labels what else is known, for JSON only; may be null
   */
  public void write(
      Invocation invocation,
      LogLevel level,
      String message,
      Throwable thrown,
      Map<String, String> labels) {
    String text = json
        ? JsonMessage.of(invocation, level, message, thrown, labels)
        : text(level, String.valueOf(message), thrown);
    writeFormatted(level, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(LogLevel level, String message, Throwable thrown) {
    String text =
        level == null || level == LogLevel.UNDEFINED ? message : "[" + level + "] " + message;
    return thrown == null ? text : text + "\n" + StackTrace.of(thrown);
  }

  /**
   * Writes a message that has its format already.
   *
   * @param level null is UNDEFINED
   */
  void writeFormatted(LogLevel level, byte[] message) {
    writer.write(level == null ? 0 : level.ordinal(), message);
  }

  /** Writes what was printed, which is its own format if it is JSON already. */
  void writePrinted(Invocation invocation, byte[] message) {
    String text = json ? new String(message, StandardCharsets.UTF_8) : null;
    if (text == null || JsonMessage.isObject(text)) {
      writeFormatted(null, message);
    } else {
      write(invocation, null, text, null, null);
    }
  }

  /**
   * Writes the end of an invocation or of the runtime: the throwable's whole trace, and how to fix
   * it if that is known. Even with a full stack or heap, it leaves a line.
   *
   * @param attempt what was attempted; null if it is obvious
   */
  public void failure(String attempt, Throwable e) {
    try {
      writeFailure(attempt, e);
      String hint = e instanceof VirtualMachineError ? null : ErrorHint.of(e);
      if (hint != null) {
        line(hint);
      }
    } catch (Throwable second) { // the memory for a trace, say, or a class that cannot be used
      String name = e.getClass().getName();
      lastLine(attempt == null ? name : attempt + ": " + name);
    }
  }

  /** It has a level only in JSON, as in AWS's own runtime. */
  private void writeFailure(String attempt, Throwable e) {
    if (!json) {
      String trace = StackTrace.of(e);
      line(attempt == null ? trace : attempt + ": " + trace);
    } else if (isEnabled(LogLevel.ERROR)) {
      write(LogLevel.ERROR, attempt, e);
    }
  }

  private void lastLine(String line) {
    try {
      standardOutput.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // nowhere is left to report it
    }
  }
}
