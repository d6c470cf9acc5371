// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * The runtime of the functions that the page is tested with. {@code echo} sends the event back, or fails
 * with an event that says so. {@code stream} gets a port as its event: it sends one part, and the other
 * when that port closes the connection.
 */
final class PageRuntime {

  private static final String API =
      "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/invocation/";

  private PageRuntime() {}

  public static void main(String[] args) throws IOException {
    System.out.println("started");
    boolean streams = System.getenv("_HANDLER").equals("stream");
    while (true) {
      HttpURLConnection next = open("next");
      String event;
      try (InputStream in = next.getInputStream()) {
        event = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
      String id = next.getHeaderField("Lambda-Runtime-Aws-Request-Id");
      if (streams) {
        stream(id, Integer.parseInt(event));
      } else if (event.equals("\"fail\"")) {
        HttpURLConnection error = open(id + "/error");
        error.setRequestProperty("Lambda-Runtime-Function-Error-Type", "a.B");
        post(error, "{\"errorMessage\":\"no\",\"errorType\":\"a.B\"}");
      } else {
        System.out.println("echoes");
        post(open(id + "/response"), event);
      }
    }
  }

  private static void stream(String id, int port) throws IOException {
    HttpURLConnection connection = open(id + "/response");
    connection.setDoOutput(true);
    connection.setChunkedStreamingMode(0);
    connection.setRequestProperty("Lambda-Runtime-Function-Response-Mode", "streaming");
    try (OutputStream out = connection.getOutputStream()) {
      out.write("first ".getBytes(StandardCharsets.UTF_8));
      out.flush();
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.getInputStream().read();
      }
      out.write("second".getBytes(StandardCharsets.UTF_8));
    }
    connection.getResponseCode();
  }

  private static void post(HttpURLConnection connection, String body) throws IOException {
    connection.setDoOutput(true);
    connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    connection.getResponseCode();
  }

  private static HttpURLConnection open(String path) throws IOException {
    return (HttpURLConnection) URI.create(API + path).toURL().openConnection();
  }
}
