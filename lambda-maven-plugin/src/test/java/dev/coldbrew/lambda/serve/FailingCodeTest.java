// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.emulator.Bootstrap;
import dev.coldbrew.lambda.emulator.Caller;
import dev.coldbrew.lambda.emulator.InvokeRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever goes wrong with a version, nobody waits for it forever. */
@Timeout(60)
class FailingCodeTest {

  @TempDir
  Path folder;

  private final BlockingQueue<String> failures = new LinkedBlockingQueue<>();
  private volatile boolean listenerFails;
  private ServedFunction function;

  @AfterEach
  void close() throws IOException {
    function.close();
  }

  @Test
  void aFirstVersionThatCannotBeCopiedIsAnErrorForCallersUntilTheNext() throws Exception {
    serve("IllegalStateException");

    IOException problem = assertThrows(IOException.class, this::invoke);
    assertEquals("java.lang.IllegalStateException: no copy", problem.getMessage());

    save("1");
    assertEquals("\"1\"", invoke());
  }

  @Test
  void aVersionThatCannotBeCopiedLeavesThePreviousOneServing() throws Exception {
    serve("1");
    assertEquals("\"1\"", invoke());

    save("StackOverflowError");
    assertEquals("\"1\"", invoke());
    assertEquals("java.lang.StackOverflowError: no copy, older serves", failures.take());

    save("2");
    assertEquals("\"2\"", invoke());
  }

  @Test
  void anExceptionWithoutAMessageIsAFailure() throws Exception {
    serve("IOException");

    IOException problem = assertThrows(IOException.class, this::invoke);

    assertEquals("java.io.IOException", problem.getMessage());
  }

  @Test
  void aListenerThatFailsKeepsNobodyFromBeingServed() throws Exception {
    listenerFails = true;
    serve("1");
    assertEquals("\"1\"", invoke());

    save("2");
    assertEquals("\"2\"", invoke());
  }

  private void serve(String version) throws IOException {
    Path source = Files.createDirectory(folder.resolve("source"));
    save(version);
    FunctionCode code = new FunctionCode() {
      @Override
      public List<Path> sources() {
        return List.of(source);
      }

      @Override
      public void stage(Path task) throws IOException {
        String text = Files.readString(source.resolve("version"));
        switch (text) {
          case "IllegalStateException" -> throw new IllegalStateException("no copy");
          case "StackOverflowError" -> throw new StackOverflowError("no copy");
          case "IOException" -> throw new IOException();
          default -> {
            Files.createDirectory(task);
            Files.writeString(task.resolve("version"), text);
            Bootstrap.java(task, TaskRuntime.class);
          }
        }
      }
    };
    FunctionListener listener = new FunctionListener() {
      @Override
      public void logged(String name, String line) {}

      @Override
      public void invoked(String name, InvokeRequest request, Invoked invoked) {}

      @Override
      public void serves(String name, Duration start) {
        if (listenerFails) {
          throw new IllegalStateException("no console");
        }
      }

      @Override
      public void failed(String name, String reason, boolean olderServes) {
        failures.add(reason + (olderServes ? ", older serves" : ""));
      }
    };
    function = ServedFunction.start(
        EditedCode.settings(1), code, Files.createDirectory(folder.resolve("running")), listener);
  }

  private void save(String version) throws IOException {
    Files.writeString(folder.resolve("source/version"), version);
  }

  private String invoke() throws IOException, BusyException {
    byte[] event = "{}".getBytes(StandardCharsets.UTF_8);
    return function
        .invoke(InvokeRequest.of("arn", event, Caller.UNKNOWN))
        .result()
        .text();
  }
}
