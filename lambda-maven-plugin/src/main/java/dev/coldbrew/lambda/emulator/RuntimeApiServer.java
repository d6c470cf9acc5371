// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Runtime API of one execution environment on a free port of 127.0.0.1: HTTP in, {@link
 * RuntimeProtocol} out.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html">Extensions
 *     API</a>
 */
final class RuntimeApiServer implements AutoCloseable {

  /** The limit of the Invoke API, 6 MB, and the 100 bytes that AWS adds to it. */
  static final int MAX_RESPONSE = 6 * 1024 * 1024 + 100;

  /** More than a thread needs to end after its connection was closed. */
  private static final long CLOSE_SECONDS = 5;

  /** How long the reader of a streamed response may take nothing before it is cut off. */
  private static final long STALLED_MILLIS = 500;

  /** The type of a stream that names none. */
  private static final String OCTETS = "application/octet-stream";

  static final String BASE = "/2018-06-01/runtime/";
  private static final String EXTENSION = "/2020-01-01/extension/";
  private static final Pattern INVOCATION =
      Pattern.compile(BASE + "invocation/([^/]+)/(response|error)");

  private final RuntimeProtocol protocol;
  private final SnapStartRoutes snapStart;
  private final ServerSocket server;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
    Thread thread = new Thread(work, "runtime-api");
    thread.setDaemon(true);
    return thread;
  });

  private RuntimeApiServer(
      RuntimeProtocol protocol, SnapStartRoutes snapStart, ServerSocket server) {
    this.protocol = protocol;
    this.snapStart = snapStart;
    this.server = server;
  }

  /**
   * Opens the port; clients that connect have to wait for {@link #serve}.
   *
   * @param snapStart null for a function that starts on demand
   */
  static RuntimeApiServer open(RuntimeProtocol protocol, SnapStartRoutes snapStart)
      throws IOException {
    ServerSocket socket = new ServerSocket();
    socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
    return new RuntimeApiServer(protocol, snapStart, socket);
  }

  /**
   * Starts to serve.
   *
   * @param isFunction whether a connection is the function's; others are closed without a response
   */
  void serve(Predicate<Socket> isFunction) {
    threads.execute(() -> accept(isFunction));
  }

  /** The value of AWS_LAMBDA_RUNTIME_API. */
  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /**
   * Closes every connection and waits for the threads that serve them: Maven unloads a plugin's
   * classes when its goal is done.
   */
  @Override
  public void close() {
    closeQuietly(server);
    connections.forEach(RuntimeApiServer::closeQuietly);
    threads.shutdown();
    try {
      if (!threads.awaitTermination(STALLED_MILLIS, TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
        threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept(Predicate<Socket> isFunction) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.add(socket);
        threads.execute(() -> serve(socket, isFunction));
      } catch (IOException | RejectedExecutionException e) {
        // Closed, or a client that was gone before it was accepted.
      }
    }
    connections.forEach(RuntimeApiServer::closeQuietly);
  }

  private void serve(Socket socket, Predicate<Socket> isFunction) {
    try (socket) {
      if (!isFunction.test(socket)) {
        return;
      }
      HttpConnection connection = new HttpConnection(socket, MAX_RESPONSE);
      for (HttpConnection.Request request = connection.read();
          request != null;
          request = connection.read()) {
        handle(request, connection);
      }
    } catch (IOException | IllegalArgumentException e) {
      // The runtime is gone, or does not speak HTTP: to it, the connection is what breaks.
    } finally {
      connections.remove(socket);
    }
  }

  private void handle(HttpConnection.Request request, HttpConnection connection)
      throws IOException {
    Matcher invocation = INVOCATION.matcher(request.path());
    boolean isOfInvocation = request.method().equals("POST") && invocation.matches();
    boolean isStream =
        isOfInvocation && invocation.group(2).equals("response") && isStreamed(request);
    StreamedResponse stream = isStream ? protocol.stream(invocation.group(1)) : null;
    if (stream != null) {
      stream.begin(request.headers().getOrDefault("Content-Type", OCTETS));
    }
    HttpConnection.Body body = connection.readBody(request, stream);
    try {
      if (request.method().equals("GET") && request.path().equals(BASE + "invocation/next")) {
        Invocation next = protocol.next();
        connection.respond(200, next.headers(), next.request().event());
      } else if (request.method().equals("POST") && request.path().equals(BASE + "init/error")) {
        protocol.initError(Posted.error(request, body));
        accepted(connection);
      } else if (isOfInvocation) {
        boolean error = invocation.group(2).equals("error");
        Posted posted = error ? Posted.error(request, body) : Posted.response(request, body);
        post(invocation.group(1), posted, body.tooLarge());
        accepted(connection);
      } else if (request.method().equals("POST") && request.path().equals(EXTENSION + "register")) {
        register(request, body, connection);
      } else if (request.method().equals("GET")
          && request.path().equals(EXTENSION + "event/next")) {
        String identifier = request.headers().get("Lambda-Extension-Identifier");
        Invocation seen = protocol.nextExtensionEvent(identifier);
        json(connection, 200, seen.extensionEvent());
      } else if (snapStart == null || !snapStart.respond(request, body, connection)) {
        byte[] text = "404 page not found\n".getBytes(StandardCharsets.US_ASCII);
        connection.respond(404, Map.of("Content-Type", "text/plain; charset=utf-8"), text);
      }
    } catch (RejectedException e) {
      json(connection, e.status(), errorBody(e.errorType(), e.getMessage()));
    }
  }

  private static boolean isStreamed(HttpConnection.Request request) {
    return "streaming"
        .equalsIgnoreCase(request.headers().get("Lambda-Runtime-Function-Response-Mode"));
  }

  private void register(
      HttpConnection.Request request, HttpConnection.Body body, HttpConnection connection)
      throws IOException, RejectedException {
    boolean seesInvocations =
        new String(body.bytes(), StandardCharsets.UTF_8).contains("\"INVOKE\"");
    String identifier =
        protocol.register(request.headers().get("Lambda-Extension-Name"), seesInvocations);
    Map<String, String> headers =
        Map.of("Content-Type", "application/json", "Lambda-Extension-Identifier", identifier);
    connection.respond(200, headers, "{}".getBytes(StandardCharsets.US_ASCII));
  }

  /** A response that is too large to pass on is still a response: it ends the invocation. */
  private void post(String requestId, Posted posted, boolean tooLarge) throws RejectedException {
    if (!tooLarge) {
      protocol.post(requestId, posted);
      return;
    }
    String limit = "maximum allowed payload size (" + MAX_RESPONSE + " bytes).";
    String type = "Function.ResponseSizeTooLarge";
    byte[] body = errorBody(type, "Response payload size exceeded " + limit);
    protocol.post(requestId, new Posted(body, type));
    throw new RejectedException(413, "RequestEntityTooLarge", "Exceeded " + limit);
  }

  static void accepted(HttpConnection connection) throws IOException {
    json(connection, 202, "{\"status\":\"OK\"}\n".getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] errorBody(String type, String message) {
    JsonObject body = new JsonObject();
    body.addProperty("errorMessage", message);
    body.addProperty("errorType", type);
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  static void json(HttpConnection connection, int status, byte[] body) throws IOException {
    connection.respond(status, Map.of("Content-Type", "application/json"), body);
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // There is nothing left to do with it.
    }
  }
}
