// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy on this machine that requires a login, and then finds no server. */
final class LoginProxy implements AutoCloseable {

  private static final String LOGIN = "Proxy-Authorization: ";

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::serve, "proxy");

  LoginProxy() throws IOException {
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  /** The first line of each request, with its login. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        respond(socket);
      } catch (IOException e) {
        // The client has gone, or the test is at its end.
      }
    }
  }

  private void respond(Socket socket) throws IOException {
    BufferedReader in = new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    String request = in.readLine();
    String login = "";
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      login = line.startsWith(LOGIN) ? " as " + line.substring(LOGIN.length()) : login;
    }
    requests.add(request + login);
    String status = login.isEmpty()
        ? "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"company\""
        : "404 Not Found";
    String response = "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(response.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
