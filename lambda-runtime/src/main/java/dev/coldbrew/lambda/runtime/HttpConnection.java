package dev.coldbrew.lambda.runtime;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One kept-alive HTTP/1.1 connection, with as much of RFC 9112 as the Runtime API needs. A GET by
 * {@code java.net.http.HttpClient} loads 2,305 classes where a socket loads 909, and neither client
 * of the JDK can send the trailers that a failing streamed response ends with.
 */
final class HttpConnection {

  /** The connection ended or failed in the middle of an exchange. */
  static final class BrokenException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    BrokenException(IOException cause) {
      super("connection broken: " + cause.getMessage(), cause);
    }
  }

  private static final int MAX_LINE = 64 * 1024;
  private static final int NO_LENGTH = -1;

  private final String address;
  private final byte[] buffer = new byte[8 * 1024];
  private int position;
  private int limit;
  private Socket socket;
  private InputStream in;
  private OutputStream out;

  /**
   * @param address host and port, as in {@code AWS_LAMBDA_RUNTIME_API}
   */
  HttpConnection(String address) {
    this.address = address;
  }

  /** Connects, unless it is connected. */
  void open() throws IOException {
    if (socket != null) {
      return;
    }
    int colon = address.lastIndexOf(':');
    String host = colon < 0 ? address : address.substring(0, colon);
    int port = colon < 0 ? 80 : Integer.parseInt(address.substring(colon + 1));
    Socket opened = new Socket(host, port);
    opened.setTcpNoDelay(true); // head and body of a large answer are two writes
    in = opened.getInputStream();
    out = opened.getOutputStream();
    position = limit = 0;
    socket = opened;
  }

  /**
   * Sends one request over the open connection and waits for its response without a limit of time.
   *
   * @param headers complete header lines, beside Host and Content-Length
   * @param body null for a request without one
   * @param length so many bytes of the body are sent
   * @throws BrokenException if the connection failed; it is closed then
   */
  HttpResponse exchange(String method, String path, String headers, byte[] body, int length)
      throws BrokenException {
    try {
      String contentLength = body == null ? "" : "Content-Length: " + length + "\r\n";
      byte[] head = head(method, path, headers + contentLength);
      if (length > buffer.length) {
        out.write(head);
        out.write(body, 0, length);
      } else { // in one packet
        byte[] request = Arrays.copyOf(head, head.length + length);
        if (length > 0) {
          System.arraycopy(body, 0, request, head.length, length);
        }
        out.write(request);
      }
      return receive();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Sends the head of a request whose body comes in chunks. */
  void begin(String method, String path, String headers) throws BrokenException {
    try {
      out.write(head(method, path, headers + "Transfer-Encoding: chunked\r\n"));
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Sends a chunk of at least one byte. */
  void chunk(byte[] bytes, int length) throws BrokenException {
    byte[] size = ascii(Integer.toHexString(length) + "\r\n");
    byte[] chunk = Arrays.copyOf(size, size.length + length + 2);
    System.arraycopy(bytes, 0, chunk, size.length, length);
    chunk[chunk.length - 2] = '\r';
    chunk[chunk.length - 1] = '\n';
    try {
      if (socket == null) {
        throw new IOException("closed");
      }
      out.write(chunk);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /**
   * Sends the end of the body and waits for the response.
   *
   * @param trailers complete header lines, or none
   */
  HttpResponse end(String trailers) throws BrokenException {
    try {
      if (socket == null) {
        throw new IOException("closed");
      }
      out.write(ascii("0\r\n" + trailers + "\r\n"));
      return receive();
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private byte[] head(String method, String path, String headers) {
    return ascii(method + " " + path + " HTTP/1.1\r\nHost: " + address + "\r\n" + headers + "\r\n");
  }

  private BrokenException broken(IOException e) {
    close();
    return new BrokenException(e);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private HttpResponse receive() throws IOException {
    int status = readStatus();
    List<String> headers = readHeaders();
    while (status / 100 == 1) { // 100 Continue and its like come before the response
      status = readStatus();
      headers = readHeaders();
    }
    HttpResponse head = new HttpResponse(status, headers, null);
    HttpResponse response = new HttpResponse(status, headers, readBody(head));
    if ("close".equalsIgnoreCase(head.header("Connection"))) {
      close();
    }
    return response;
  }

  /** {@code HTTP/1.1 200 OK} gives 200. */
  private int readStatus() throws IOException {
    String line = readLine();
    if (!line.startsWith("HTTP/1.") || line.length() < 12 || line.charAt(8) != ' ') {
      throw new IOException("not an HTTP/1.1 response: " + line);
    }
    return number(line.substring(9, 12), 10);
  }

  private List<String> readHeaders() throws IOException {
    List<String> headers = new ArrayList<>(32);
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new IOException("not a header: " + line);
      }
      headers.add(line.substring(0, colon));
      headers.add(line.substring(colon + 1).trim());
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
        throw new IOException("unknown transfer encoding " + encoding);
      }
      return readChunks();
    }
    String length = head.header("Content-Length");
    return readBytes(length == null ? NO_LENGTH : number(length, 10));
  }

  private byte[] readChunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String line = readLine();
      int extension = line.indexOf(';');
      int size = number((extension < 0 ? line : line.substring(0, extension)).trim(), 16);
      if (size == 0) {
        readHeaders(); // trailers
        return body.toByteArray();
      }
      body.write(readBytes(size));
      readLine();
    }
  }

  /** Exactly so many bytes, or all up to the connection's end for {@link #NO_LENGTH}. */
  private byte[] readBytes(int length) throws IOException {
    if (length == NO_LENGTH) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      body.write(buffer, position, limit - position);
      in.transferTo(body);
      close();
      return body.toByteArray();
    }
    byte[] bytes = new byte[length];
    int read = Math.min(length, limit - position);
    System.arraycopy(buffer, position, bytes, 0, read);
    position += read;
    while (read < length) {
      int more = in.read(bytes, read, length - read);
      if (more < 0) {
        throw new EOFException("response ended after " + read + " of " + length + " bytes");
      }
      read += more;
    }
    return bytes;
  }

  /** One line without its end, which is CR LF, or LF alone. */
  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder(128);
    while (true) {
      if (position == limit) {
        fill();
      }
      int c = buffer[position++] & 0xff;
      if (c == '\n') {
        int end = line.length();
        if (end > 0 && line.charAt(end - 1) == '\r') {
          line.setLength(end - 1);
        }
        return line.toString();
      }
      line.append((char) c);
      if (line.length() > MAX_LINE) {
        throw new IOException("header line longer than " + MAX_LINE + " bytes");
      }
    }
  }

  private void fill() throws IOException {
    int read = in.read(buffer, 0, buffer.length);
    if (read < 0) {
      throw new EOFException("connection closed before the response was complete");
    }
    position = 0;
    limit = read;
  }

  private static int number(String digits, int radix) throws IOException {
    try {
      int number = Integer.parseInt(digits, radix);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IOException("not a number in the response: " + digits);
  }

  private void close() {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      // it is of no further use
    }
    socket = null;
  }
}
