// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** The other side of a connection, without a socket: gives its bytes in pieces of random size. */
final class PeerInMemory {

  /** What happens when all bytes are read. */
  enum End {
    /** The peer closes the connection. */
    CLOSED,
    /** The peer resets the connection. */
    RESET,
    /** The peer waits: another read would wait for ever. */
    WAITING
  }

  private final Random random;
  private byte[] bytes = new byte[0];
  private int position;
  private End end;
  private boolean isClosed;

  PeerInMemory(Random random) {
    this.random = random;
  }

  /** A connection to this peer. */
  HttpConnection connect() {
    HttpConnection connection = new HttpConnection("127.0.0.1:0");
    connection.open(new FromPeer(), new ToPeer());
    return connection;
  }

  /** Will send these bytes, then do that. */
  void send(byte[] toSend, End thenDo) {
    bytes = toSend;
    position = 0;
    end = thenDo;
  }

  boolean isClosed() {
    return isClosed;
  }

  private final class FromPeer extends InputStream {

    @Override
    public int read() {
      throw new AssertionError("a system call for one byte");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (position == bytes.length) {
        return atEnd();
      }
      int longest = random.nextInt(3) == 0 ? 3 : bytes.length;
      int piece = Math.min(Math.min(length, bytes.length - position), 1 + random.nextInt(longest));
      System.arraycopy(bytes, position, buffer, offset, piece);
      position += piece;
      return piece;
    }

    private int atEnd() throws IOException {
      switch (end) {
        case CLOSED:
          return -1;
        case RESET:
          throw new IOException("Connection reset");
        default:
          throw new AssertionError("reads on behind the end of the response");
      }
    }
  }

  private final class ToPeer extends ByteArrayOutputStream {
    @Override
    public void close() {
      isClosed = true;
    }
  }

  /** For a peer that never ends: repeats the bytes. */
  static HttpConnection endless(String start, String repeated) {
    HttpConnection connection = new HttpConnection("127.0.0.1:0");
    byte[] first = start.getBytes(StandardCharsets.ISO_8859_1);
    byte[] again = repeated.getBytes(StandardCharsets.ISO_8859_1);
    connection.open(
        new InputStream() {
          private long read;

          @Override
          public int read() {
            int i = (int) Math.min(read, first.length);
            byte b =
                i < first.length ? first[i] : again[(int) ((read - first.length) % again.length)];
            read++;
            return b & 0xff;
          }
        },
        OutputStream.nullOutputStream());
    return connection;
  }
}
