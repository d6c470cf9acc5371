// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.log;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

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
final class LogWriter {

  /** "This is a log frame, and it has a timestamp." */
  private static final int FRAME = 0xa55a0000 | 1 << 1;

  private static final int FRAME_HEADER = 16;

  private final boolean json;
  private final boolean framed;
  private final OutputStream out;
  private boolean lineIsOpen;

  private LogWriter(boolean json, boolean framed, OutputStream out) {
    this.json = json;
    this.framed = framed;
    this.out = out;
  }

  /**
   * @param descriptor the number of the file descriptor for frames; null or not a number for none
   * @param json what frames say about their messages
   */
  static LogWriter of(String descriptor, boolean json, OutputStream standardOutput) {
    if (isNumber(descriptor)) {
      try {
        return new LogWriter(json, true, new FileOutputStream("/proc/self/fd/" + descriptor));
      } catch (IOException e) {
        // A log in another form is better than none.
      }
    }
    return new LogWriter(json, false, standardOutput);
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

  boolean isFramed() {
    return framed;
  }

  /** Initializes the classes that a message needs. */
  void initialize() {
    if (json) {
      JsonMessage.isObject("{}");
      JsonMessage.of(null, null, "", null, null);
    }
    try {
      out.write(new byte[0]);
    } catch (IOException e) {
      // as for a message
    }
  }

  /**
   * Writes a whole message.
   *
   * @param level the ordinal of AWS's {@code LogLevel}
   */
  synchronized void write(int level, byte[] message) {
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
  private byte[] frame(int level, byte[] message, int length) {
    return ByteBuffer.allocate(FRAME_HEADER + length)
        .putInt(FRAME | level << 2 | (json ? 0 : 1))
        .putInt(length)
        .putLong(System.currentTimeMillis() * 1000)
        .put(message, 0, length)
        .array();
  }
}
