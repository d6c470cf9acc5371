// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.jib;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ServerSocketFactory;

/**
 * Makes a server without TLS close a connection that begins with a TLS handshake, as real registries do:
 * an HTTP server that reads the handshake as a request may wait for the end of a line.
 */
final class PlainServerSocketFactory extends ServerSocketFactory {

  /** The first byte of a TLS handshake. */
  private static final int HANDSHAKE = 0x16;

  @Override
  public ServerSocket createServerSocket() throws IOException {
    return new PlainServerSocket();
  }

  @Override
  public ServerSocket createServerSocket(int port) throws IOException {
    return createServerSocket(port, 50);
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog) throws IOException {
    return createServerSocket(port, backlog, InetAddress.getLoopbackAddress());
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
      throws IOException {
    ServerSocket socket = createServerSocket();
    socket.bind(new InetSocketAddress(address, port), backlog);
    return socket;
  }

  private static final class PlainServerSocket extends ServerSocket {

    PlainServerSocket() throws IOException {}

    @Override
    public Socket accept() throws IOException {
      while (true) {
        PeekedSocket socket = new PeekedSocket();
        implAccept(socket);
        if (socket.first() != HANDSHAKE) {
          return socket;
        }
        socket.close();
      }
    }
  }

  private static final class PeekedSocket extends Socket {

    private PushbackInputStream in;

    int first() throws IOException {
      in = new PushbackInputStream(super.getInputStream());
      int first = in.read();
      if (first >= 0) {
        in.unread(first);
      }
      return first;
    }

    @Override
    public InputStream getInputStream() {
      return in;
    }
  }
}
