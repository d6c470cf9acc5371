// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.api;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the responses of one HTTP/1.1 connection (RFC 9112), within limits: a peer that errs must
 * not cost more memory than what it sends.
 */
final class HttpResponseReader {

  /** Of all lines up to a body, or in it from one chunk to the next. */
  private static final int MAX_HEAD = 512 * 1024;

  /** Ten times the largest event of Lambda's. */
  private static final int MAX_BODY = 64 * 1024 * 1024;

  /** Room allocated up front on the strength of Content-Length: the largest event fits. */
  private static final int TRUSTED_LENGTH = 8 * 1024 * 1024;

  /** Of a line in a message. */
  private static final int SHOWN = 100;

  private final InputStream in;
  private final byte[] buffer = new byte[8 * 1024];
  private int position;
  private int limit;
  private int headLeft;
  private boolean atEnd;

  HttpResponseReader(InputStream in) {
    this.in = in;
  }

  /** Whether no further response can follow on this connection. */
  boolean isAtEnd() {
    return atEnd;
  }

  /** Waits for the next response without a limit of time. */
  HttpResponse read() throws IOException {
    headLeft = MAX_HEAD;
    String statusLine;
    HttpResponse head;
    do { // 100 Continue and its like come before the response
      statusLine = readLine(false);
      head = new HttpResponse(status(statusLine), readHeaders(), null);
    } while (head.status() / 100 == 1);
    HttpResponse response = new HttpResponse(head.status(), head.headerLines(), readBody(head));
    if (statusLine.startsWith("HTTP/1.0")
        || "close".equalsIgnoreCase(head.header("Connection"))
        || position < limit) { // more than was asked for, and not the response to the next request
      atEnd = true;
    }
    return response;
  }

  /** {@code HTTP/1.1 200 OK} gives 200. */
  private static int status(String line) throws IOException {
    if (!line.startsWith("HTTP/1.")
        || line.length() < 12
        || line.charAt(8) != ' '
        || line.length() > 12 && line.charAt(12) != ' ') {
      throw new IOException("not an HTTP/1.1 response: " + shown(line));
    }
    return number(line.substring(9, 12), 10);
  }

  private List<String> readHeaders() throws IOException {
    List<String> headers = new ArrayList<>(16);
    for (String line = readLine(true); !line.isEmpty(); line = readLine(true)) {
      int colon = line.indexOf(':');
      if (colon < 1 || line.charAt(colon - 1) == ' ' || line.charAt(colon - 1) == '\t') {
        throw new IOException("not a header: " + shown(line));
      }
      headers.add(line);
    }
    return headers;
  }

  private byte[] readBody(HttpResponse head) throws IOException {
    if (head.status() == 204 || head.status() == 304) {
      return new byte[0];
    }
    String encoding = head.header("Transfer-Encoding");
    if (encoding != null) {
      if (!encoding.equalsIgnoreCase("chunked")) {
        throw new IOException("unknown transfer encoding " + shown(encoding));
      }
      return readChunks();
    }
    String length = head.header("Content-Length");
    if (length == null) {
      return readToEnd();
    }
    int count = number(length, 10);
    return cut(readBytes(new byte[0], 0, count), count);
  }

  private byte[] readChunks() throws IOException {
    byte[] body = new byte[0];
    for (int length = 0; ; ) {
      headLeft = MAX_HEAD;
      String line = readLine(false);
      int extension = line.indexOf(';');
      int size = number((extension < 0 ? line : line.substring(0, extension)).trim(), 16);
      if (size == 0) {
        readHeaders(); // trailers
        return cut(body, length);
      }
      body = readBytes(body, length, size);
      length += size;
      if (!readLine(false).isEmpty()) {
        throw new IOException("chunk is longer than its " + size + " bytes");
      }
    }
  }

  private byte[] readToEnd() throws IOException {
    byte[] body = new byte[0];
    int length = 0;
    do {
      int count = limit - position;
      body = readBytes(body, length, count);
      length += count;
    } while (fill());
    atEnd = true;
    return cut(body, length);
  }

  /**
   * Reads so many bytes behind the first ones of a body. It grows as they come: a wrong length must
   * not cost the memory that it promises to fill.
   *
   * @return the same body if it has room enough, else a longer one
   */
  private byte[] readBytes(byte[] start, int from, int count) throws IOException {
    if (count > MAX_BODY - from) {
      throw new IOException("body longer than " + MAX_BODY + " bytes");
    }
    byte[] body = start;
    int end = from + count;
    for (int to = from; to < end; ) {
      if (to == body.length) {
        body = Arrays.copyOf(body, Math.max(2 * to, Math.min(end, TRUSTED_LENGTH)));
      }
      int room = Math.min(end, body.length) - to;
      int read = Math.min(room, limit - position);
      if (read > 0) {
        System.arraycopy(buffer, position, body, to, read);
        position += read;
      } else {
        read = in.read(body, to, room);
      }
      if (read < 0) {
        throw new EOFException("response ended after " + to + " of " + end + " bytes");
      }
      to += read;
    }
    return body;
  }

  private static byte[] cut(byte[] body, int length) {
    return body.length == length ? body : Arrays.copyOf(body, length);
  }

  /**
   * One line without its end, which is CR LF, or LF alone.
   *
   * @param mayFold whether it goes on in the next one if that begins with a blank (RFC 9112 5.2)
   */
  private String readLine(boolean mayFold) throws IOException {
    String whole = readLineInBuffer(mayFold);
    if (whole != null) {
      return whole;
    }
    StringBuilder line = new StringBuilder(128);
    while (true) {
      int c = peek();
      position++;
      if (headLeft-- == 0) {
        throw new IOException("head longer than " + MAX_HEAD + " bytes");
      }
      if (c != '\n') {
        line.append((char) c);
        continue;
      }
      int end = line.length() - 1;
      if (end >= 0 && line.charAt(end) == '\r') {
        line.setLength(end);
      }
      if (!mayFold || line.length() == 0 || peek() != ' ' && peek() != '\t') {
        return line.toString();
      }
    }
  }

  /**
   * The same at once, for lines that are whole in the buffer, within the limit, and surely not
   * folded; null for the few others.
   */
  private String readLineInBuffer(boolean mayFold) {
    int end = position;
    while (end < limit && buffer[end] != '\n') {
      end++;
    }
    int left = headLeft - (end + 1 - position);
    if (end == limit || left < 0) {
      return null;
    }
    int length = end - position;
    if (length > 0 && buffer[end - 1] == '\r') {
      length--;
    }
    if (mayFold
        && length > 0
        && (end + 1 == limit || buffer[end + 1] == ' ' || buffer[end + 1] == '\t')) {
      return null;
    }
    String line = new String(buffer, position, length, StandardCharsets.ISO_8859_1);
    position = end + 1;
    headLeft = left;
    return line;
  }

  /** The next byte, which is not taken. */
  private int peek() throws IOException {
    if (position == limit && !fill()) {
      throw new EOFException("connection closed before the response was complete");
    }
    return buffer[position] & 0xff;
  }

  /** Returns false at the end of the connection. */
  private boolean fill() throws IOException {
    int read = in.read(buffer, 0, buffer.length);
    position = 0;
    limit = Math.max(read, 0);
    return read > 0;
  }

  private static int number(String digits, int radix) throws IOException {
    try {
      if (!digits.isEmpty() && Character.digit(digits.charAt(0), radix) >= 0) { // no sign
        return Integer.parseInt(digits, radix);
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw new IOException("not a number in the response: " + shown(digits));
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
