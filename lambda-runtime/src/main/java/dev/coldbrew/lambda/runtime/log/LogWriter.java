package dev.coldbrew.lambda.runtime.log;

import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import dev.coldbrew.lambda.runtime.api.Invocation;
import dev.coldbrew.lambda.runtime.error.StackTrace;
import dev.coldbrew.lambda.runtime.settings.Settings;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Writes messages so that each is one event of the log: framed, where Lambda offers a file
 * descriptor for that, else a line on standard output. The line breaks within become carriage
 * returns, which do not end an event and which CloudWatch shows as line breaks: so AWS's own Python
 * runtime prints its errors.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html">
 *     Log formats</a>
 * @see <a
 *     href="https://github.com/aws/aws-lambda-python-runtime-interface-client/blob/main/awslambdaric/bootstrap.py">
 *     The Python runtime's log sinks</a>
 */
public final class LogWriter {

  public static final LogWriter INSTANCE = of(Settings.ofProcess(), Log.standardOutput());

  /** "This is a log frame, and it has a timestamp." */
  private static final int FRAME = 0xa55a0000 | 1 << 1;

  private static final int FRAME_HEADER = 16;

  private final boolean json;
  private final String minimumName;
  private final boolean framed;
  private final OutputStream out;
  private LogLevel minimum;
  private boolean lineIsOpen;

  private LogWriter(boolean json, String minimumName, boolean framed, OutputStream out) {
    this.json = json;
    this.minimumName = minimumName;
    this.framed = framed;
    this.out = out;
  }

  static LogWriter of(Settings settings, OutputStream standardOutput) {
    boolean json = settings.logsJson();
    String minimum = settings.logLevel();
    String descriptor = settings.logDescriptor();
    if (isNumber(descriptor)) {
      try {
        OutputStream frames = new FileOutputStream("/proc/self/fd/" + descriptor);
        return new LogWriter(json, minimum, true, frames);
      } catch (IOException e) {
        // A log in another form is better than none.
      }
    }
    return new LogWriter(json, minimum, false, standardOutput);
  }

  /** Anything else would be a path, perhaps out of the folder of descriptors. */
  private static boolean isNumber(String text) {
    if (text == null) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static LogLevel level(String name) {
    for (LogLevel level : LogLevel.values()) {
      if (level.name().equalsIgnoreCase(name)) {
        return level;
      }
    }
    return LogLevel.UNDEFINED;
  }

  /** Initializes whatever a printed message needs, of the JDK as well. */
  void prepare() {
    try {
      out.write(new byte[0]);
    } catch (IOException e) {
      // as for a message
    }
    if (json) {
      JsonMessage.isObject("{}");
      JsonMessage.of(null, null, "", null, null);
    }
  }

  /** The level from which on messages are wanted; UNDEFINED if none is set. */
  public LogLevel minimum() {
    if (minimum == null) {
      minimum = level(minimumName);
    }
    return minimum;
  }

  /** The same for loggers that have a default of their own. */
  public LogLevel minimumOr(LogLevel ifNobodySaid) {
    return minimum() == LogLevel.UNDEFINED ? ifNobodySaid : minimum();
  }

  /** As in AWS's own runtime, a message without a level is always wanted. */
  public boolean isEnabled(LogLevel level) {
    return level == LogLevel.UNDEFINED || level.ordinal() >= minimum().ordinal();
  }

  /** Whether only whole messages are written: something comes before or behind each. */
  boolean wantsWholeMessages() {
    return framed || json || Log.areKeptApart();
  }

  /**
   * Writes the end of an invocation or of the runtime, which has a level only in JSON, as in AWS's
   * own runtime.
   *
   * @param attempt null if it is obvious
   */
  void writeFailure(String attempt, Throwable e) {
    if (!json) {
      String trace = StackTrace.of(e);
      write(Log.current(), null, attempt == null ? trace : attempt + ": " + trace, null);
    } else if (isEnabled(LogLevel.ERROR)) {
      write(Log.current(), LogLevel.ERROR, attempt, e);
    }
  }

  /**
   * Writes a message in the configured format.
   *
   * @param level null is UNDEFINED
   * @param message null is "null", or the throwable's own if there is one in JSON
   * @param thrown may be null
   */
  public void write(Invocation invocation, LogLevel level, String message, Throwable thrown) {
    write(invocation, level, message, thrown, null);
  }

  /**
   * The same with what else is known, for JSON only.
   *
   * @param labels may be null
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
    writeAsItIs(level, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes what was printed, which is its own format if it is JSON already. */
  void writePrinted(Invocation invocation, byte[] message) {
    String text = json ? new String(message, StandardCharsets.UTF_8) : null;
    if (text == null || JsonMessage.isObject(text)) {
      writeAsItIs(null, message);
    } else {
      write(invocation, null, text, null);
    }
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
  synchronized void writeAsItIs(LogLevel level, byte[] message) {
    int length = message.length;
    if (length > 0 && message[length - 1] == '\n') {
      length--;
    }
    try {
      if (framed) {
        out.write(frame(level, message, length));
      } else {
        endLine();
        byte[] line = new byte[length + 1];
        int end = oneLine(message, 0, length, line);
        line[end] = '\n';
        out.write(line, 0, end + 1);
        out.flush();
      }
    } catch (IOException e) {
      // Nowhere is left to report it.
    }
  }

  /** Writes what may be a part of a line; a line break that ends it ends the line. */
  synchronized void writePart(byte[] bytes, int offset, int length) {
    boolean ends = bytes[offset + length - 1] == '\n';
    lineIsOpen = !ends;
    byte[] part = new byte[length];
    int end = oneLine(bytes, offset, ends ? length - 1 : length, part);
    if (ends) {
      part[end++] = '\n';
    }
    try {
      out.write(part, 0, end);
      out.flush();
    } catch (IOException e) {
      // Nowhere is left to report it.
    }
  }

  /** Ends the line that has only parts yet. */
  synchronized void endLine() {
    if (lineIsOpen) {
      writePart(new byte[] {'\n'}, 0, 1);
    }
  }

  /** A line break, LF or CR LF, becomes CR. Returns the length written to {@code line}. */
  private static int oneLine(byte[] bytes, int offset, int length, byte[] line) {
    int end = 0;
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] != '\n') {
        line[end++] = bytes[i];
      } else if (i == offset || bytes[i - 1] != '\r') {
        line[end++] = '\r';
      }
    }
    return end;
  }

  /** Type with level and format, length, microseconds since 1970, message; as AWS's own runtime. */
  private byte[] frame(LogLevel level, byte[] message, int length) {
    return ByteBuffer.allocate(FRAME_HEADER + length)
        .putInt(FRAME | (level == null ? 0 : level.ordinal()) << 2 | (json ? 0 : 1))
        .putInt(length)
        .putLong(System.currentTimeMillis() * 1000)
        .put(message, 0, length)
        .array();
  }
}
