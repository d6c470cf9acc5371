// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class FunctionSocketsTest {

  private ServerSocket server;
  private Process function;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    if (function != null) {
      function.descendants().forEach(ProcessHandle::destroyForcibly);
      function.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exec 3<>/dev/tcp/127.0.0.1/PORT; read <&3",
        "exec 3<>/dev/tcp/127.0.0.1/PORT; exec sleep 60",
        "bash -c 'exec 3<>/dev/tcp/127.0.0.1/PORT; read <&3'; echo end",
        "bash -c 'exec 3<>/dev/tcp/127.0.0.1/PORT; read <&3' & wait",
      })
  void aConnectionOfTheFunctionOrAChildIsItsOwn(String script) throws IOException {
    run(script);

    try (Socket accepted = server.accept()) {
      assertTrue(FunctionSockets.hasOpen(function.toHandle(), accepted));
    }
  }

  /** A JVM's sockets are of IPv6, wherever they lead. */
  @Test
  void aConnectionOfAnotherProcessIsNotItsOwn() throws IOException {
    run("read");

    try (Socket ours = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      assertTrue(ours.isConnected());
      assertFalse(FunctionSockets.hasOpen(function.toHandle(), accepted));
      assertTrue(FunctionSockets.hasOpen(ProcessHandle.current(), accepted));
    }
  }

  @Test
  void aClosedConnectionBelongsToNobody() throws IOException {
    new Socket(server.getInetAddress(), server.getLocalPort()).close();

    try (Socket accepted = server.accept()) {
      assertFalse(FunctionSockets.hasOpen(ProcessHandle.current(), accepted));
    }
  }

  /** Its request, were it read, would be the first: it takes the event without any notice. */
  @Test
  void anotherProcessReadsNoEvent() throws Exception {
    RuntimeProtocol protocol = new RuntimeProtocol();
    run("read");
    try (RuntimeApiServer api = RuntimeApiServer.open(protocol, null)) {
      api.serve(socket -> FunctionSockets.hasOpen(function.toHandle(), socket));
      String[] address = api.address().split(":");

      assertEquals("", response(address[0], Integer.parseInt(address[1])));
      protocol.exited();
    }
  }

  private static String response(String host, int port)
      throws ExecutionException, InterruptedException {
    return CompletableFuture.supplyAsync(() -> {
          try (Socket socket = new Socket(host, port)) {
            socket
                .getOutputStream()
                .write(("GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
          } catch (IOException e) {
            return ""; // closed before it was read
          }
        })
        .get();
  }

  private void run(String script) throws IOException {
    String port = Integer.toString(server.getLocalPort());
    function = new ProcessBuilder("bash", "-c", script.replace("PORT", port)).start();
  }
}
