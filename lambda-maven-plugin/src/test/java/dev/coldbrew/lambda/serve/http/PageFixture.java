// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A server with the functions {@code echo}, which has events of its own, and {@code stream}. */
final class PageFixture implements AutoCloseable {

  final Path events;
  private final Functions functions;
  private final ServeServer server;

  PageFixture(Path folder) throws IOException {
    events = Files.createDirectory(folder.resolve("events"));
    Journal journal = new Journal(new Quiet());
    functions = new Functions(
        List.of(start("echo", folder, journal), start("stream", folder, journal)), journal);
    ConsolePage page = new ConsolePage(functions, journal, Map.of("echo", new EventFolder(events)));
    server = ServeServer.start(InetAddress.getByName("127.0.0.1"), 0, functions, page);
  }

  private static ServedFunction start(String name, Path folder, Journal journal)
      throws IOException {
    FunctionConfiguration configuration =
        new FunctionConfiguration(name, name, 256, Duration.ofSeconds(30), Map.of());
    ServeSettings settings = new ServeSettings(
        configuration, Map.of(), Duration.ofSeconds(30), 2, Duration.ofMinutes(5), false, false);
    Path place = Files.createDirectory(folder.resolve(name));
    return ServedFunction.start(settings, new Code(), place, journal);
  }

  String address() {
    return "http://127.0.0.1:" + server.port();
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
