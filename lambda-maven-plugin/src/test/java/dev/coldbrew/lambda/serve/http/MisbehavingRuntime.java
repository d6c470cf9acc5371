// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A runtime that breaks the rules of the Runtime API as its handler string says. */
final class MisbehavingRuntime {

  private static final String HOST = System.getenv("AWS_LAMBDA_RUNTIME_API");
  private static final String API = "http://" + HOST + "/2018-06-01/runtime/";
  private static final String HANDLER = System.getenv("_HANDLER");

  private MisbehavingRuntime() {}

  public static void main(String[] args) throws Exception {
    switch (HANDLER) {
      case "neverNext" -> TimeUnit.MINUTES.sleep(1);
      case "diesInInit" -> halt();
      case "diesAsItAsks" -> {
        // The head of the request is sent, its end is not.
        Socket socket = socket();
        socket
            .getOutputStream()
            .write("GET /2018-06-01/runtime/invocation/next HT".getBytes(UTF_8));
        halt();
      }
      case "diesWhileItWaits" -> {
        // It asks meanwhile.
        Thread end = new Thread(() -> {
          awaitFile("die");
          halt();
        });
        end.start();
        loop();
      }
      case "hungUp" -> {
        Socket socket = socket();
        socket
            .getOutputStream()
            .write(
                ("GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: " + HOST + "\r\n\r\n")
                    .getBytes(UTF_8));
        socket.shutdownOutput();
        TimeUnit.MINUTES.sleep(1);
      }
      default -> loop();
    }
  }

  private static Socket socket() throws IOException {
    String[] address = HOST.split(":");
    return new Socket(address[0], Integer.parseInt(address[1]));
  }

  private static void awaitFile(String name) {
    try {
      while (!Files.exists(Path.of(name))) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
    } catch (InterruptedException e) {
      halt();
    }
  }

  private static void halt() {
    Runtime.getRuntime().halt(3);
  }

  private static void loop() throws Exception {
    while (true) {
      HttpURLConnection next = open("invocation/next");
      String event;
      try (InputStream in = next.getInputStream()) {
        event = new String(in.readAllBytes(), UTF_8);
      }
      handle(event, next.getHeaderField("Lambda-Runtime-Aws-Request-Id"));
    }
  }

  private static void handle(String event, String id) throws Exception {
    switch (HANDLER) {
      case "asksTwice" -> {
        HttpURLConnection again = open("invocation/next");
        try (InputStream in = again.getInputStream()) {
          String second = new String(in.readAllBytes(), UTF_8);
          String sameId = again.getHeaderField("Lambda-Runtime-Aws-Request-Id");
          System.out.println("again " + second + " " + sameId.equals(id));
        }
        respond(id, event);
      }
      case "wrongId" -> {
        respond("00000000-0000-0000-0000-000000000000", "\"of nobody\"");
        respond(id, event);
      }
      case "respondsTwice" -> {
        respond(id, event);
        respond(id, "\"second\"");
      }
      case "diesBeforeItsResponse" -> halt();
      case "diesInItsResponse" -> {
        Socket socket = socket();
        socket
            .getOutputStream()
            .write(("POST /2018-06-01/runtime/invocation/" + id + "/response HTTP/1.1\r\nHost: "
                    + HOST + "\r\nContent-Length: 100\r\n\r\n\"the first")
                .getBytes(UTF_8));
        halt();
      }
      case "diesInItsStream" -> {
        Socket socket = socket();
        socket
            .getOutputStream()
            .write(
                ("POST /2018-06-01/runtime/invocation/" + id + "/response HTTP/1.1\r\nHost: " + HOST
                        + "\r\nLambda-Runtime-Function-Response-Mode: streaming"
                        + "\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n6\r\nsec")
                    .getBytes(UTF_8));
        awaitFile("die");
        halt();
      }
      case "diesAfterItsResponse" -> {
        respond(id, event);
        halt();
      }
      case "forks" -> {
        Process child = new ProcessBuilder("sh", "-c", "sleep 60 & echo $!; wait").start();
        String grandchild = child.inputReader().readLine();
        System.out.println(
            "pids " + ProcessHandle.current().pid() + " " + child.pid() + " " + grandchild);
        respond(id, event);
      }
      case "one" -> {
        System.out.println("begin " + ProcessHandle.current().pid());
        TimeUnit.MILLISECONDS.sleep(Integer.parseInt(event));
        System.out.println("end " + ProcessHandle.current().pid());
        respond(id, "\"" + ProcessHandle.current().pid() + "\"");
      }
      case "process" -> respond(id, Long.toString(ProcessHandle.current().pid()));
      case "waits" -> {
        System.out.println("waits");
        awaitFile("go");
        respond(id, event);
      }
      case "printsLongLines" -> {
        String line = "x".repeat(200_000);
        for (int i = 0; i < 100; i++) {
          System.out.println(line);
        }
        System.out.println("the last");
        respond(id, event);
      }
      case "streams" -> {
        HttpURLConnection connection = open("invocation/" + id + "/response");
        connection.setDoOutput(true);
        connection.setRequestProperty("Lambda-Runtime-Function-Response-Mode", "streaming");
        connection.setChunkedStreamingMode(100_000);
        try (OutputStream out = connection.getOutputStream()) {
          out.write("first".getBytes(UTF_8));
          out.flush();
          awaitFile("go");
          for (int i = 0; i < 100; i++) {
            out.write(new byte[100_000]);
          }
        }
        System.out.println("streamed, " + connection.getResponseCode());
      }
      case "streamsWithoutEnd" -> {
        Socket socket = socket();
        socket
            .getOutputStream()
            .write(
                ("POST /2018-06-01/runtime/invocation/" + id + "/response HTTP/1.1\r\nHost: " + HOST
                        + "\r\nLambda-Runtime-Function-Response-Mode: streaming"
                        + "\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .getBytes(UTF_8));
        byte[] chunk = ("2000\r\n" + "x".repeat(0x2000) + "\r\n").getBytes(UTF_8);
        while (true) {
          socket.getOutputStream().write(chunk);
        }
      }
      default -> respond(id, event);
    }
  }

  private static void respond(String id, String body) throws IOException {
    HttpURLConnection connection = open("invocation/" + id + "/response");
    connection.setDoOutput(true);
    connection.getOutputStream().write(body.getBytes(UTF_8));
    int status = connection.getResponseCode();
    InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    System.out.println("posted, " + status + " " + new String(in.readAllBytes(), UTF_8).strip());
  }

  private static HttpURLConnection open(String path) throws IOException {
    return (HttpURLConnection) URI.create(API + path).toURL().openConnection();
  }
}
