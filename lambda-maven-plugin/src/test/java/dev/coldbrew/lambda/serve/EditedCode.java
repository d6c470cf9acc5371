// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import dev.coldbrew.lambda.emulator.Bootstrap;
import dev.coldbrew.lambda.emulator.FunctionConfiguration;
import dev.coldbrew.lambda.emulator.InvokeRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A function whose code is one file, and what its listener has heard. */
public final class EditedCode implements FunctionListener {

  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final Path code;
  private volatile String lastResponse;

  /** @param folder an empty one for the code */
  public EditedCode(Path folder) throws IOException {
    code = Files.createDirectories(folder.resolve("code"));
  }

  public String lastResponse() {
    return lastResponse;
  }

  public Path code() {
    return code;
  }

  /** Writes the code as a compiler does: over the file that is there. */
  public void save(String version) throws IOException {
    Files.writeString(code.resolve("version"), version);
  }

  public ServedFunction start(ServeSettings settings, Path running) throws IOException {
    return start(settings, running, "");
  }

  /** @param jvmOption of the function's JVM; empty for none */
  public ServedFunction start(ServeSettings settings, Path running, String jvmOption)
      throws IOException {
    return ServedFunction.start(
        settings, new Code(code, jvmOption), Files.createDirectories(running), this);
  }

  /** Starts it with its code compiled from sources, whose compiler has to write it. */
  ServedFunction start(ServeSettings settings, Path running, CompiledSources sources)
      throws IOException {
    return ServedFunction.start(
        settings, sources.compiling(new Code(code, "")), Files.createDirectories(running), this);
  }

  public static ServeSettings settings(int concurrency) {
    return settings("hello", concurrency, Duration.ofSeconds(30), Duration.ofMinutes(5));
  }

  public static ServeSettings settings(
      String name, int concurrency, Duration timeout, Duration idle) {
    return new ServeSettings(
        new FunctionConfiguration(name, "unused", 256, timeout, Map.of()),
        Map.of(),
        Duration.ofSeconds(30),
        concurrency,
        idle,
        false,
        false,
        false);
  }

  /** The next thing that the function's listener hears, such as {@code serves}. */
  public String next(String kind) throws InterruptedException {
    List<String> before = new ArrayList<>();
    while (true) {
      String event = events.poll(30, TimeUnit.SECONDS);
      if (event == null) {
        throw new AssertionError("no '" + kind + "' after " + before);
      }
      if (event.startsWith(kind)) {
        return event;
      }
      before.add(event);
    }
  }

  @Override
  public void logged(String function, String line) {
    events.add("log " + line);
  }

  @Override
  public void invoked(String function, InvokeRequest request, Invoked invoked) {
    lastResponse = invoked.result().text();
    events.add("invoked " + request.requestId());
  }

  @Override
  public void serves(String function, Duration start) {
    events.add("serves");
  }

  @Override
  public void waits(String function, String missing) {
    events.add("waits: " + missing);
  }

  @Override
  public void failed(String function, String reason, boolean olderServes) {
    events.add("failed: " + reason + (olderServes ? ", older serves" : ""));
  }

  private record Code(Path folder, String jvmOption) implements FunctionCode {
    @Override
    public List<Path> sources() {
      return List.of(folder);
    }

    @Override
    public Optional<String> missing() {
      return Files.exists(folder.resolve("version")) ? Optional.empty() : Optional.of("no version");
    }

    @Override
    public void stage(Path task) throws IOException {
      Files.createDirectory(task);
      Files.copy(folder.resolve("version"), task.resolve("version"));
      Bootstrap.java(task, TaskRuntime.class, jvmOption);
    }
  }
}
