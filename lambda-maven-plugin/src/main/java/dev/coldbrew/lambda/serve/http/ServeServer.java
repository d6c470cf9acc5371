// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.coldbrew.lambda.serve.Functions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One port for the Invoke API, the function URLs and the page to try functions in. */
public final class ServeServer implements AutoCloseable {

  /** Without this, the body of a response waits 40 ms for the acknowledgement of its head. */
  private static final String NO_DELAY = "sun.net.httpserver.nodelay";

  /** How many connections may wait to be accepted: one too many retries after a whole second. */
  private static final int BACKLOG = 1024;

  private final HttpServer server;
  private final boolean servesOthers;
  private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
    Thread thread = new Thread(work, "serve-http");
    thread.setDaemon(true);
    return thread;
  });
  private final ConsolePage page;
  private final InvokeApi invokeApi;
  private final FunctionUrls functionUrls;

  private ServeServer(
      HttpServer server, Functions functions, Map<String, UrlSettings> urls, ConsolePage page) {
    this.server = server;
    this.servesOthers = !server.getAddress().getAddress().isLoopbackAddress();
    this.page = page;
    this.invokeApi = new InvokeApi(functions);
    this.functionUrls = new FunctionUrls(functions, urls);
  }

  /**
   * Starts to serve.
   *
   * @param urls how functions are called over HTTP, by function name
   * @param port 0 for any that is free
   * @throws java.net.BindException if the port is in use
   */
  public static ServeServer start(
      InetAddress address,
      int port,
      Functions functions,
      Map<String, UrlSettings> urls,
      ConsolePage page)
      throws IOException {
    if (System.getProperty(NO_DELAY) == null) {
      System.setProperty(NO_DELAY, "true");
    }
    ServeServer server = new ServeServer(
        HttpServer.create(new InetSocketAddress(address, port), BACKLOG), functions, urls, page);
    server.server.setExecutor(server.threads);
    server.server.createContext("/", server::handle);
    server.server.start();
    return server;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange http) throws IOException {
    Exchange exchange = new Exchange(http);
    try (http) {
      try {
        route(exchange);
      } catch (ServiceException e) {
        respond(exchange, e);
      } catch (RuntimeException e) {
        respond(exchange, ServiceException.failed(e.toString()));
      }
    }
  }

  private static void respond(Exchange exchange, ServiceException error) throws IOException {
    exchange.set("x-amzn-ErrorType", error.type());
    exchange.respond(error.status(), "application/json", error.body());
  }

  private void route(Exchange exchange) throws IOException, ServiceException {
    if (!LocalAccess.isForThisMachine(exchange.header("Host"), servesOthers)) {
      exchange.respond(403, "text/plain", "this server serves only its own machine\n");
      return;
    }
    FunctionUrls.Target target = FunctionUrls.target(exchange);
    if (target != null) {
      functionUrls.handle(exchange, target);
    } else if (LocalAccess.isFromElsewhere(exchange)) {
      exchange.respond(403, "text/plain", LocalAccess.REFUSED);
    } else if (!page.handle(exchange) && !invokeApi.handle(exchange)) {
      throw ServiceException.unknownOperation();
    }
  }
}
