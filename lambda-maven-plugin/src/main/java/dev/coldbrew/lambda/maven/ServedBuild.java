// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.file.TemporaryFolder;
import dev.coldbrew.lambda.serve.CompiledSources;
import dev.coldbrew.lambda.serve.EventFolder;
import dev.coldbrew.lambda.serve.FunctionCode;
import dev.coldbrew.lambda.serve.FunctionListener;
import dev.coldbrew.lambda.serve.Functions;
import dev.coldbrew.lambda.serve.Journal;
import dev.coldbrew.lambda.serve.ServedFunction;
import dev.coldbrew.lambda.serve.http.ConsolePage;
import dev.coldbrew.lambda.serve.http.HostAddress;
import dev.coldbrew.lambda.serve.http.ServeServer;
import dev.coldbrew.lambda.serve.http.SqsPoller;
import dev.coldbrew.lambda.serve.http.UrlSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.apache.maven.plugin.logging.Log;

/** Serves all functions of a build until Maven is stopped. */
final class ServedBuild {

  private final List<ServedModule> modules;
  private final InetAddress address;
  private final int port;
  private final Log log;

  ServedBuild(List<ServedModule> modules, InetAddress address, int port, Log log) {
    this.modules = modules;
    this.address = address;
    this.port = port;
    this.log = log;
  }

  /**
   * Returns only if the thread is interrupted. Otherwise Maven ends here, together with everything
   * that it has started.
   */
  void serve(Optional<CompileOnSave> compiler) throws IOException {
    ServeConsole console = new ServeConsole(log);
    Journal journal = new Journal(console);
    Map<String, EventFolder> events = modules.stream()
        .collect(Collectors.toMap(
            ServedModule::name, module -> new EventFolder(Path.of(module.events()))));
    Map<String, UrlSettings> urls =
        modules.stream().collect(Collectors.toMap(ServedModule::name, ServedModule::url));
    try (TemporaryFolder folder = TemporaryFolder.create();
        CompiledSources sources = compiler.map(CompileOnSave::start).orElse(null);
        Functions functions = new Functions(start(folder.path(), sources, journal), journal);
        ServeServer server = ServeServer.start(
            address, port, functions, urls, new ConsolePage(functions, journal, events))) {
      report(console, server.port());
      poll(functions, console);
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** @param sources null for code that is not compiled here */
  private List<ServedFunction> start(
      Path folder, CompiledSources sources, FunctionListener listener) throws IOException {
    List<ServedFunction> functions = new ArrayList<>();
    for (ServedModule module : modules) {
      Path place = Files.createDirectory(folder.resolve(module.name()));
      FunctionCode code = sources == null ? module.code() : sources.compiling(module.code());
      functions.add(ServedFunction.start(module.settings(System.getenv()), code, place, listener));
    }
    return functions;
  }

  private void poll(Functions functions, ServeConsole console) {
    for (ServedModule module : modules) {
      if (module.queue() != null) {
        ServedFunction function = functions.find(module.name()).orElseThrow();
        SqsPoller.start(functions, function, module.queue(), module.batchSize(), log::warn);
        console.report("Queue", module.queue() + " for " + module.name());
      }
    }
  }

  private void report(ServeConsole console, int actualPort) {
    String endpoint = "http://" + HostAddress.inUrl(address) + ":" + actualPort;
    for (ServedModule module : modules) {
      console.report(
          "Serving",
          module.name() + " at " + endpoint + "/2015-03-31/functions/" + module.name()
              + "/invocations");
      String byPath = endpoint + "/lambda-url/" + module.name() + "/";
      console.report(
          "URL",
          HostAddress.isLocalhost(address)
              ? "http://" + module.name() + ".localhost:" + actualPort + "/ or " + byPath
              : byPath);
    }
    console.report("Page", endpoint + ConsolePage.PATH);
    console.report("Stop", "Ctrl-C");
    if (!address.isLoopbackAddress()) {
      log.warn(
          "everybody who can reach " + address.getHostAddress() + " can invoke these functions");
    }
  }
}
