// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.emulator.Bootstrap;
import dev.coldbrew.lambda.emulator.FunctionConfiguration;
import dev.coldbrew.lambda.emulator.InvokeRequest;
import dev.coldbrew.lambda.emulator.ScriptedRuntime;
import dev.coldbrew.lambda.serve.FunctionCode;
import dev.coldbrew.lambda.serve.FunctionListener;
import dev.coldbrew.lambda.serve.Functions;
import dev.coldbrew.lambda.serve.Invoked;
import dev.coldbrew.lambda.serve.Journal;
import dev.coldbrew.lambda.serve.ServeSettings;
import dev.coldbrew.lambda.serve.ServedFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A function behind the Invoke API, its log, and clients. */
@Timeout(60)
abstract class ServeFixture {

  static final Duration AMPLE = Duration.ofSeconds(30);

  private static final String INVOKE = "/2015-03-31/functions/hello/invocations";

  @TempDir
  Path folder;

  final Log log = new Log();
  Functions functions;
  ServedFunction function;
  ServeServer server;
  volatile boolean sourcesFail;

  private final HttpClient client = HttpClient.newHttpClient();

  /** Makes the task folder of a version. */
  interface Stage {
    void write(Path task) throws IOException;
  }

  static Stage scripted() {
    return task -> Bootstrap.java(task, ScriptedRuntime.class);
  }

  static Stage misbehaving() {
    return task -> Bootstrap.java(task, MisbehavingRuntime.class);
  }

  static ServeSettings settings(String handler) {
    return settings(handler, AMPLE, 10);
  }

  static ServeSettings settings(String handler, Duration timeout, int concurrency) {
    return settings(handler, timeout, concurrency, AMPLE);
  }

  static ServeSettings settings(
      String handler, Duration timeout, int concurrency, Duration initLimit) {
    return new ServeSettings(
        new FunctionConfiguration("hello", handler, 256, timeout, Map.of()),
        Map.of(),
        initLimit,
        concurrency,
        AMPLE,
        false,
        false,
        false);
  }

  void serve(String handler) throws IOException {
    serve(scripted(), settings(handler));
  }

  void serve(Stage stage, ServeSettings settings) throws IOException {
    Path source = folder.resolve("source");
    FunctionCode code = new FunctionCode() {
      @Override
      public List<Path> sources() {
        if (sourcesFail) {
          throw new UncheckedIOException(new IOException("the disk is gone"));
        }
        return List.of(source);
      }

      @Override
      public void stage(Path task) throws IOException {
        stage.write(Files.createDirectory(task));
      }
    };
    Path place = Files.createDirectory(folder.resolve("versions"));
    function = ServedFunction.start(settings, code, place, log);
    functions = new Functions(List.of(function), log);
    server = ServeServer.start(
        InetAddress.getByName("127.0.0.1"),
        0,
        functions,
        Map.of(),
        new ConsolePage(functions, new Journal(log), Map.of()));
  }

  @AfterEach
  void stop() throws IOException {
    if (server != null) {
      server.close();
      functions.close();
    }
  }

  HttpResponse<String> invoke(String event, String... headers) throws Exception {
    return client.send(request(INVOKE, event, headers), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String event, String... headers) throws Exception {
    return client.send(request(path, event, headers), HttpResponse.BodyHandlers.ofString());
  }

  HttpClient client() {
    return client;
  }

  HttpRequest request(String event) {
    return request(INVOKE, event);
  }

  HttpRequest request(String path, String event, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.port() + path))
        .POST(HttpRequest.BodyPublishers.ofString(event));
    return (headers.length == 0 ? request : request.headers(headers)).build();
  }

  /** A connection of its own for bytes that no client library would send. */
  Socket connect() throws IOException {
    return new Socket("127.0.0.1", server.port());
  }

  /** Sends a request as it is, and reads to the end of the connection. */
  String raw(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  /** The folder that the only version runs in. */
  Path task() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.endsWith("bootstrap"))
          .map(Path::getParent)
          .findFirst()
          .orElseThrow();
    }
  }

  static void assertGone(long pid) throws Exception {
    ProcessHandle handle = ProcessHandle.of(pid).orElse(null);
    if (handle != null) {
      handle.onExit().get(10, TimeUnit.SECONDS);
    }
    assertTrue(ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
  }

  /** What the functions report, for tests that wait for it. */
  static final class Log implements FunctionListener {
    private final List<String> lines = new ArrayList<>();
    private final List<Invoked> invoked = new ArrayList<>();

    @Override
    public synchronized void logged(String function, String line) {
      lines.add(line);
      notifyAll();
    }

    @Override
    public synchronized void invoked(String function, InvokeRequest request, Invoked ended) {
      invoked.add(ended);
      notifyAll();
    }

    @Override
    public void serves(String function, Duration start) {
      logged(function, "serves");
    }

    @Override
    public void failed(String function, String reason, boolean olderServes) {
      logged(function, "failed: " + reason + ", older serves: " + olderServes);
    }

    synchronized List<String> lines() {
      return List.copyOf(lines);
    }

    synchronized List<Invoked> invoked() {
      return List.copyOf(invoked);
    }

    synchronized String await(Predicate<String> wanted) throws InterruptedException {
      while (lines.stream().noneMatch(wanted)) {
        wait();
      }
      return lines.stream().filter(wanted).findFirst().orElseThrow();
    }

    synchronized void awaitInvoked(int count) throws InterruptedException {
      while (invoked.size() < count) {
        wait();
      }
    }

    synchronized void awaitTwice(String wanted) throws InterruptedException {
      while (Collections.frequency(lines, wanted) < 2) {
        wait();
      }
    }

    synchronized void printNext() throws InterruptedException {
      while (lines.isEmpty()) {
        wait();
      }
      System.out.println(lines.remove(0));
    }

    /** Of all lines "pids 1 2". */
    synchronized List<Long> allPids() {
      return lines.stream()
          .filter(line -> line.startsWith("pids "))
          .flatMap(line -> Arrays.stream(line.substring(5).split(" ")).map(Long::valueOf))
          .toList();
    }

    /** Of the first such line, when it comes. */
    List<Long> awaitPids() throws InterruptedException {
      await(line -> line.startsWith("pids "));
      return allPids();
    }
  }
}
