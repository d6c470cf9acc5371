package dev.coldbrew.lambda.runtime;

import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
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

  /** Of all lines up to a body, or in it from one chunk to the next. */
  private static final int MAX_HEAD = 512 * 1024;

  /** Ten times the largest event of Lambda's. */
  private static final int MAX_BODY = 64 * 1024 * 1024;

  /** So much room is made for a body on the word of its length: the largest event fits at once. */
  private static final int TRUSTED_LENGTH = 8 * 1024 * 1024;

  /** Of a line in a message. */
  private static final int SHOWN = 100;

  private final String address;
  private final byte[] buffer = new byte[8 * 1024];
  private int position;
  private int limit;
  private int headLeft;
  private InputStream in;
  private OutputStream out; // null while there is no connection
  private boolean mayDelay;

  /**
   * @param address host and port, as in {@code AWS_LAMBDA_RUNTIME_API}
   */
  HttpConnection(String address) {
    this.address = address;
  }

  /** Connects, unless it is connected. */
  void open() throws IOException {
    if (out == null) {
      Socket socket = connect();
      open(socket.getInputStream(), socket.getOutputStream());
    }
  }

  /** Has no timeout: the process may be frozen for hours while it waits. */
  Socket connect() throws IOException {
    int colon = address.lastIndexOf(':');
    String host = colon < 0 ? address : address.substring(0, colon);
    Socket socket;
    try {
      socket = new Socket(host, colon < 0 ? 80 : Integer.parseInt(address.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      throw new IOException("'" + address + "' is no host and port", e);
    }
    socket.setTcpNoDelay(true); // head and body of a large answer are two writes
    return socket;
  }

  /** Takes over a connection. */
  void open(InputStream fromPeer, OutputStream toPeer) {
    in = fromPeer;
    out = toPeer;
    position = limit = 0;
    mayDelay = false;
  }

  /**
   * Takes over the connection that is the process's standard input: a JVM that opens none itself
   * loads no networking at all. To close it leaves {@code /dev/null} in its place.
   */
  void openStandardInput() {
    open(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.in));
    mayDelay = true;
  }

  /**
   * Without TCP_NODELAY, which only a socket of our own has, a request of several packets may wait
   * for the peer's word that it got the first.
   */
  private void avoidDelay() throws IOException {
    if (mayDelay) {
      close();
      open();
    }
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
        avoidDelay();
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
      avoidDelay();
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
      if (out == null) {
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
      if (out == null) {
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
    headLeft = MAX_HEAD;
    String statusLine;
    HttpResponse head;
    do { // 100 Continue and its like come before the response
      statusLine = readLine(false);
      head = new HttpResponse(status(statusLine), readHeaders(), null);
    } while (head.status() / 100 == 1);
    HttpResponse response = new HttpResponse(head.status(), head.headers(), readBody(head));
    boolean isLast =
        statusLine.startsWith("HTTP/1.0") || "close".equalsIgnoreCase(head.header("Connection"));
    boolean moreThanAskedFor = position < limit; // and not the answer to the next request
    if (isLast || moreThanAskedFor) {
      close();
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
    List<String> headers = new ArrayList<>(32);
    for (String line = readLine(true); !line.isEmpty(); line = readLine(true)) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new IOException("not a header: " + shown(line));
      }
      headers.add(line.substring(0, colon).trim());
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
    close();
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
      // told below
    }
    throw new IOException("not a number in the response: " + shown(digits));
  }

  private static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }

  private void close() {
    try {
      if (out != null) {
        out.close(); // and so the socket
      }
    } catch (IOException e) {
      // it is of no further use
    }
    out = null;
  }
}
