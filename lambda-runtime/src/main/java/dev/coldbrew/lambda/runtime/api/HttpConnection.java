// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.api;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One kept-alive HTTP/1.1 connection, with as much of RFC 9112 as the Runtime API needs. A GET by
 * {@code java.net.http.HttpClient} loads 2,305 classes where a socket loads 909, and neither client
 * of the JDK can send the trailers that a failing streamed response ends with.
 */
public final class HttpConnection {

  /** The connection ended or failed in the middle of an exchange. */
  static final class BrokenException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    private BrokenException(IOException cause) {
      super("connection broken: " + reason(cause), cause);
    }

    private static String reason(IOException cause) {
      return cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
    }

    /** Declared as an IOException, so that a start without a broken connection does not load this class. */
    static IOException of(IOException cause) {
      return new BrokenException(cause);
    }
  }

  /** What is no longer is sent in one piece. */
  private static final int PACKET = 8 * 1024;

  /** Characters of all but the longest heads: none of the others is copied while it grows. */
  private static final int HEAD = 256;

  /** How often in a row a connection may break before the peer counts as gone. */
  private static final int BROKEN_CONNECTIONS = 5;

  private static final long PREPARED_NANOS = 1_000_000_000;

  private final String address;
  private InputStream in;
  private HttpResponseReader reader;
  private OutputStream out; // null while there is no connection
  private boolean mayDelay;

  /**
   * @param address host and port, as in {@code AWS_LAMBDA_RUNTIME_API}
   */
  public HttpConnection(String address) {
    this.address = address;
  }

  /** Whether the connection ended or failed in the middle of an exchange. */
  public static boolean isBroken(IOException e) {
    return e instanceof BrokenException;
  }

  /** Connects, unless it is connected. */
  public void open() throws IOException {
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
      throw new IOException("'" + address + "' is not a host and port", e);
    }
    socket.setTcpNoDelay(true); // head and body of a large response are two writes
    return socket;
  }

  /** Takes over a connection. */
  public void open(InputStream fromPeer, OutputStream toPeer) {
    in = fromPeer;
    reader = new HttpResponseReader(fromPeer);
    out = toPeer;
    mayDelay = false;
  }

  /**
   * Takes over the connection that is the process's standard input: a JVM that opens none itself
   * loads no networking at all. To close it leaves {@code /dev/null} in its place.
   */
  public void openStandardInput() {
    open(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.in));
    mayDelay = true;
  }

  /**
   * Without TCP_NODELAY, which only a socket of our own has, a request of several packets may wait
   * for the peer's word that it got the first. Better so than not at all: where the function has used
   * up its file descriptors, there is none for a socket, nor for the files that the JDK reads for it.
   */
  private void avoidDelay() throws IOException {
    if (!mayDelay) {
      return;
    }
    Socket socket;
    try {
      socket = connect();
    } catch (IOException | Error e) {
      return;
    }
    close();
    open(socket.getInputStream(), socket.getOutputStream());
  }

  /**
   * Sends one request over the open connection and waits for its response without a limit of time.
   *
   * @param headers complete header lines, besides Host and Content-Length
   * @param body null for a request without one
   * @param length the number of bytes of the body to send
   * @throws BrokenException if the connection failed; it is closed then
   */
  public HttpResponse exchange(String method, String path, String headers, byte[] body, int length)
      throws IOException {
    try {
      String contentLength = body == null ? "" : "Content-Length: " + length + "\r\n";
      byte[] head = head(method, path, headers + contentLength);
      if (length > PACKET) {
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

  /**
   * Sends a request that may be repeated: if the connection breaks, as it does when the process is
   * frozen for long, it is opened again. One that cannot even be opened is fatal.
   *
   * @param headers complete header lines
   * @throws BrokenException if one connection after another failed
   */
  public HttpResponse get(String path, String headers) throws IOException {
    for (int broken = 1; ; broken++) {
      open();
      try {
        return exchange("GET", path, headers, null, 0);
      } catch (IOException e) {
        if (!isBroken(e) || broken == BROKEN_CONNECTIONS) {
          throw e;
        }
      }
    }
  }

  /**
   * Sends a request that was made before, and waits a moment for any response. Allocates nothing, and
   * refers to no class that is not in use yet: it is for a heap that is full.
   */
  void sendPrepared(byte[] request, int length) throws IOException {
    if (out == null) {
      return;
    }
    out.write(request, 0, length);
    long end = System.nanoTime() + PREPARED_NANOS;
    while (in.available() == 0 && System.nanoTime() < end) {}
  }

  /** Sends the head of a request whose body comes in chunks. */
  void begin(String method, String path, String headers) throws IOException {
    try {
      avoidDelay();
      out.write(head(method, path, headers + "Transfer-Encoding: chunked\r\n"));
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /** Sends a chunk of at least one byte. */
  void chunk(byte[] bytes, int length) throws IOException {
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
  HttpResponse end(String trailers) throws IOException {
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

  /** The request as it is sent; nothing of it is sent. */
  byte[] prepare(String method, String path, String headers, String body) {
    return ascii(new String(
            head(method, path, headers + "Content-Length: " + body.length() + "\r\n"),
            StandardCharsets.ISO_8859_1)
        + body);
  }

  private byte[] head(String method, String path, String headers) {
    StringBuilder head = new StringBuilder(HEAD);
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: ").append(address);
    return ascii(head.append("\r\n").append(headers).append("\r\n").toString());
  }

  private IOException broken(IOException e) {
    close();
    return BrokenException.of(e);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private HttpResponse receive() throws IOException {
    HttpResponse response = reader.read();
    if (reader.isAtEnd()) {
      close();
    }
    return response;
  }

  /** Ends the connection, if there is one; another can be opened. */
  void close() {
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
