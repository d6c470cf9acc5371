// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it.hostile;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * What the runtime sends.
 *
 * @param target the method and the path
 * @param head all header lines
 * @param trailers those behind a body in chunks
 */
record Request(String target, String head, byte[] body, String trailers) {

  /** The head alone; null at the end of the connection. */
  static Request head(InputStream in) throws IOException {
    String requestLine = line(in);
    if (requestLine == null) {
      return null;
    }
    return new Request(
        requestLine.substring(0, requestLine.lastIndexOf(' ')), lines(in), new byte[0], "");
  }

  /** The same with its body. */
  Request whole(InputStream in) throws IOException {
    int length = length();
    if (length < 0) {
      ByteArrayOutputStream chunks = new ByteArrayOutputStream();
      for (int size = chunk(in); size > 0; size = chunk(in)) {
        chunks.writeBytes(bytes(in, size));
        line(in);
      }
      return new Request(target, head, chunks.toByteArray(), lines(in));
    }
    return new Request(target, head, bytes(in, length), "");
  }

  /** Of the body; -1 if it comes in chunks. */
  int length() {
    String name = "Content-Length: ";
    int start = head.indexOf(name) + name.length();
    return start < name.length()
        ? -1
        : Integer.parseInt(head.substring(start, head.indexOf('\n', start)));
  }

  private static int chunk(InputStream in) throws IOException {
    String size = line(in);
    if (size == null) {
      throw new EOFException("no chunk");
    }
    return Integer.parseInt(size, 16);
  }

  private static byte[] bytes(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException(bytes.length + " of " + count + " bytes");
    }
    return bytes;
  }

  /** Up to an empty one. */
  private static String lines(InputStream in) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String line = line(in); line == null || !line.isEmpty(); line = line(in)) {
      if (line == null) {
        throw new EOFException("in the head");
      }
      lines.append(line).append('\n');
    }
    return lines.toString();
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        return null;
      }
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
