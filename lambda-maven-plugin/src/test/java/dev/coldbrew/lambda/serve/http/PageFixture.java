// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.coldbrew.lambda.emulator.FunctionConfiguration;
import dev.coldbrew.lambda.emulator.InvokeRequest;
import dev.coldbrew.lambda.serve.EventFolder;
import dev.coldbrew.lambda.serve.FunctionCode;
import dev.coldbrew.lambda.serve.FunctionListener;
import dev.coldbrew.lambda.serve.Functions;
import dev.coldbrew.lambda.serve.Invoked;
import dev.coldbrew.lambda.serve.Journal;
import dev.coldbrew.lambda.serve.ServeSettings;
import dev.coldbrew.lambda.serve.ServedFunction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A server with the functions {@code echo}, which has events of its own, and {@code stream}. */
final class PageFixture implements AutoCloseable {

  final HttpClient client = HttpClient.newHttpClient();
  final Path events;
  private final Functions functions;
  private final ServeServer server;

  PageFixture(Path folder) throws IOException {
    events = Files.createDirectory(folder.resolve("events"));
    Journal journal = new Journal(new Quiet());
    functions = new Functions(
        List.of(start("echo", folder, journal), start("stream", folder, journal)), journal);
    ConsolePage page = new ConsolePage(functions, journal, Map.of("echo", new EventFolder(events)));
    server = ServeServer.start(InetAddress.getByName("127.0.0.1"), 0, functions, Map.of(), page);
  }

  private static ServedFunction start(String name, Path folder, Journal journal)
      throws IOException {
    FunctionConfiguration configuration =
        new FunctionConfiguration(name, name, 256, Duration.ofSeconds(30), Map.of());
    ServeSettings settings = new ServeSettings(
        configuration,
        Map.of(),
        Duration.ofSeconds(30),
        2,
        Duration.ofMinutes(5),
        false,
        false,
        false);
    Path place = Files.createDirectory(folder.resolve(name));
    return ServedFunction.start(settings, new Code(), place, journal);
  }

  String address() {
    return "http://127.0.0.1:" + server.port();
  }

  void invoke(String event) throws Exception {
    client.send(
        request("/2015-03-31/functions/echo/invocations")
            .POST(BodyPublishers.ofString(event))
            .build(),
        BodyHandlers.discarding());
  }

  /** The first of its kind that the journal sends. */
  JsonObject next(String kind, String lastId) throws Exception {
    HttpRequest.Builder request = request("/_coldbrew/journal");
    if (lastId != null) {
      request.header("Last-Event-ID", lastId);
    }
    HttpResponse<Stream<String>> response = client.send(request.build(), BodyHandlers.ofLines());
    try (Stream<String> lines = response.body()) {
      String data = lines
          .dropWhile(line -> !line.equals("event: " + kind))
          .filter(line -> line.startsWith("data: "))
          .findFirst()
          .orElseThrow();
      return JsonParser.parseString(data.substring("data: ".length())).getAsJsonObject();
    }
  }

  HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address() + path));
  }

  static JsonObject json(HttpResponse<String> response) {
    return JsonParser.parseString(response.body()).getAsJsonObject();
  }

  @Override
  public void close() throws IOException {
    server.close();
    functions.close();
  }

  /** Runs {@link PageRuntime} in the JVM of the tests. */
  private static final class Code implements FunctionCode {
    @Override
    public List<Path> sources() {
      return List.of();
    }

    @Override
    public void stage(Path task) throws IOException {
      Path java = Path.of(System.getProperty("java.home"), "bin", "java");
      Path bootstrap = Files.createDirectory(task).resolve("bootstrap");
      Files.writeString(
          bootstrap,
          "#!/bin/sh\nexec '" + java + "' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '"
              + System.getProperty("java.class.path") + "' " + PageRuntime.class.getName() + "\n");
      Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static final class Quiet implements FunctionListener {
    @Override
    public void logged(String function, String line) {}

    @Override
    public void invoked(String function, InvokeRequest request, Invoked invoked) {}

    @Override
    public void serves(String function, Duration start) {}

    @Override
    public void failed(String function, String reason, boolean olderServes) {}
  }
}
