// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The service's end of one HTTP/1.1 connection, as far as runtimes use it. The JDK's own server
 * will not do: it closes connections that are silent for 30 seconds, as a runtime's is while its
 * function works, and it sends heads and bodies separately, which costs a delayed acknowledgement.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112</a>
 */
final class HttpConnection {

  /** Enough for the X-Ray cause, which runtimes send as a header of up to 1 MB. */
  private static final int MAX_LINE = 2 * 1024 * 1024;

  private final Socket socket;
  private final InputStream in;
  private final int maxBody;
  private boolean last;

  /** The head of a request. If its body has trailers, they are added to the headers. */
  record Request(String method, String path, Map<String, String> headers) {}

  /** The body of a request. One that is too large is not kept. */
  record Body(byte[] bytes, boolean tooLarge) {}

  HttpConnection(Socket socket, int maxBody) throws IOException {
    this.socket = socket;
    this.maxBody = maxBody;
    this.in = new BufferedInputStream(socket.getInputStream());
    socket.setTcpNoDelay(true);
  }

  /**
   * The head of the next request, or null when the client is done with this connection. Its body
   * has to be read next.
   */
  Request read() throws IOException {
    String requestLine = last ? null : readLine();
    if (requestLine == null) {
      return null;
    }
    String[] parts = requestLine.split(" ");
    if (parts.length != 3) {
      throw new IOException("not an HTTP request: " + requestLine);
    }
    Map<String, String> headers = readHeaders();
    last = "close".equalsIgnoreCase(headers.get("Connection")) || parts[2].equals("HTTP/1.0");
    return new Request(parts[0], parts[1], headers);
  }

  /**
   * The body of that request.
   *
   * @param stream receives it as it arrives, in which case it is not returned; may be null
   */
  Body readBody(Request request, StreamedResponse stream) throws IOException {
    Map<String, String> headers = request.headers();
    if ("100-continue".equalsIgnoreCase(headers.get("Expect"))) {
      write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    BodyReader body = new BodyReader(stream);
    if ("chunked".equalsIgnoreCase(headers.get("Transfer-Encoding"))) {
      headers.putAll(readChunks(body));
    } else {
      body.read(Long.parseLong(headers.getOrDefault("Content-Length", "0")));
    }
    return new Body(body.kept.toByteArray(), body.size > maxBody);
  }

  void respond(int status, Map<String, String> headers, byte[] body) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" \r\n");
    headers.forEach(
        (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Length: ").append(body.length).append("\r\n");
    if (last) {
      head.append("Connection: close\r\n");
    }
    ByteArrayOutputStream message = new ByteArrayOutputStream(head.length() + 2 + body.length);
    message.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    message.writeBytes(body);
    write(message.toByteArray());
  }

  private void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  private Map<String, String> readHeaders() throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = readLine(); line != null && !line.isEmpty(); line = readLine()) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new IOException("not an HTTP header: " + line);
      }
      headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    return headers;
  }

  /** Returns the trailers, which are headers that follow the body. */
  private Map<String, String> readChunks(BodyReader body) throws IOException {
    while (true) {
      String head = readLine();
      if (head == null) {
        throw new EOFException("the body ends within a chunk");
      }
      int size = Integer.parseInt(head.split(";", 2)[0].strip(), 16);
      if (size == 0) {
        return readHeaders();
      }
      body.read(size);
      readLine();
    }
  }

  private String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return null;
      }
      if (line.size() == MAX_LINE) {
        throw new IOException("a line of the request has more than " + MAX_LINE + " bytes");
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  /**
   * Keeps no more than it may, but reads everything, since a client that is still sending does not
   * see a response.
   */
  private final class BodyReader {
    private final StreamedResponse stream;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long size;

    BodyReader(StreamedResponse stream) {
      this.stream = stream;
    }

    void read(long length) throws IOException {
      byte[] buffer = new byte[8192];
      for (long left = length; left > 0; ) {
        int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (n < 0) {
          throw new EOFException("the body ends " + left + " bytes early");
        }
        left -= n;
        if (stream != null) {
          stream.write(buffer, n);
          continue;
        }
        size += n;
        if (size <= maxBody) {
          kept.write(buffer, 0, n);
        }
      }
    }
  }
}
