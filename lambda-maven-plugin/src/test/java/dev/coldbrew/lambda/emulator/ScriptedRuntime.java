// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import com.google.gson.Gson;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A runtime that does what its handler string says, once for each event: the process in the
 * tests of {@link LocalFunction} and of what serves it.
 */
public final class ScriptedRuntime {

  private static final String HOST = "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API");
  private static final String API = HOST + "/2018-06-01/runtime/";

  private static final CountDownLatch WORKED = new CountDownLatch(1);

  private static Thread worker;

  private ScriptedRuntime() {}

  public static void main(String[] args) throws Exception {
    String handler = System.getenv("_HANDLER");
    if (handler.equals("initError")) {
      System.out.println("cannot start");
      post(
          "init/error", "{\"errorType\":\"a.B\",\"errorMessage\":\"no\"}", "Runtime.NoSuchHandler");
      System.exit(1);
    }
    if (handler.startsWith("extension")) {
      String end = handler.substring("extension".length());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> atTheEnd(end)));
      extend();
    }
    if (handler.equals("endsSlowly")) { // slower than Lambda lets an extension be
      Runtime.getRuntime().addShutdownHook(new Thread(ScriptedRuntime::endSlowly));
    }
    if (handler.startsWith("snapshot")) {
      beforeSnapshot(handler);
    }
    if (handler.startsWith("restore")) {
      System.out.println("restored, status " + open("restore/next").getResponseCode());
      afterRestore(handler);
    }
    if (handler.equals("endThread")) {
      worker = new Thread(ScriptedRuntime::work);
      worker.start();
      WORKED.await();
    }
    System.out.println("started");
    while (true) {
      HttpURLConnection next = open("invocation/next");
      byte[] event;
      try (InputStream in = next.getInputStream()) {
        event = in.readAllBytes();
      }
      String id = next.getHeaderField("Lambda-Runtime-Aws-Request-Id");
      String text = handler.equals("invokedArn")
          ? "\"" + next.getHeaderField("Lambda-Runtime-Invoked-Function-Arn") + "\""
          : new String(event, StandardCharsets.UTF_8);
      handle(handler, text, "invocation/" + id);
    }
  }

  private static void beforeSnapshot(String handler) throws Exception {
    switch (handler) {
      case "snapshotFails" -> {
        String error = "{\"errorType\":\"a.B\",\"errorMessage\":\"no\"}";
        post("init/error", error, "Runtime.BeforeCheckpointError");
        System.exit(1);
      }
      case "snapshotExits" -> System.exit(3);
      default -> TimeUnit.MINUTES.sleep(1);
    }
  }

  private static void afterRestore(String handler) throws Exception {
    switch (handler) {
      case "restoreFails" -> {
        String error = "{\"errorType\":\"a.B\",\"errorMessage\":\"no\"}";
        post("restore/error", error, "Runtime.AfterRestoreError");
        System.exit(1);
      }
      case "restoreExits" -> System.exit(1);
      case "restoreHangs" -> TimeUnit.MINUTES.sleep(1);
      default -> {}
    }
  }

  private static void work() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(300);
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    WORKED.countDown();
    LockSupport.park();
  }

  private static void endSlowly() {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(700));
    System.out.println("ended");
  }

  private static void handle(String handler, String event, String invocation) throws Exception {
    switch (handler) {
      case "echo", "endsSlowly", "extension", "extensionStays", "invokedArn", "restore" ->
        post(invocation + "/response", event, null);
      case "environment" ->
        post(invocation + "/response", new Gson().toJson(System.getenv()), null);
      case "endThread" -> {
        LockSupport.unpark(worker);
        worker.join();
        post(invocation + "/response", event, null);
      }
      case "error" -> post(invocation + "/error", "{\"errorMessage\":\"no\"}", "a.B");
      case "size" -> post(invocation + "/response", " ".repeat(Integer.parseInt(event)), null);
      case "print" -> {
        System.out.write("one\ntwo\u00e4\n".getBytes(StandardCharsets.UTF_8));
        System.out.flush();
        System.err.print("no line end");
        post(invocation + "/response", "{}", null);
      }
      case "flood" -> {
        for (int i = 0; i < 2; i++) {
          Thread printer = new Thread(ScriptedRuntime::flood);
          printer.setDaemon(true);
          printer.start();
        }
        if (event.equals("stay")) {
          TimeUnit.MINUTES.sleep(1);
        }
        post(invocation + "/response", event, null);
      }
      case "readTask" -> {
        Path bootstrap = Path.of(System.getenv("LAMBDA_TASK_ROOT"), "bootstrap");
        post(invocation + "/response", Files.readAllLines(bootstrap).get(0), null);
      }
      case "restoreEnds" -> {
        if (!event.startsWith("\"")) {
          Runtime.getRuntime().halt(Integer.parseInt(event));
        }
        post(invocation + "/response", event, null);
      }
      case "exit" -> {
        if (!event.equals("stay")) {
          Runtime.getRuntime().halt(Integer.parseInt(event));
        }
        post(invocation + "/response", Long.toString(ProcessHandle.current().pid()), null);
      }
      case "answerThenExit" -> {
        post(invocation + "/response", event, null);
        Runtime.getRuntime().halt(2);
      }
      case "signal" -> {
        String pid = Long.toString(ProcessHandle.current().pid());
        new ProcessBuilder("kill", "-9", pid).start();
        TimeUnit.MINUTES.sleep(1);
      }
      case "overrun" -> {
        Process child = new ProcessBuilder("sleep", "60").start();
        System.out.println("pids " + ProcessHandle.current().pid() + " " + child.pid());
        TimeUnit.MINUTES.sleep(1);
      }
      default -> throw new IllegalArgumentException(handler);
    }
  }

  /** Registers, and asks for an event on another thread. */
  private static void extend() throws IOException {
    String extension = HOST + "/2020-01-01/extension/";
    HttpURLConnection register =
        (HttpURLConnection) URI.create(extension + "register").toURL().openConnection();
    register.setDoOutput(true);
    register.setRequestProperty("Lambda-Extension-Name", "scripted");
    register.getOutputStream().write("{\"events\":[]}".getBytes(StandardCharsets.UTF_8));
    System.out.println("registered, status " + register.getResponseCode());
    URLConnection next = URI.create(extension + "event/next").toURL().openConnection();
    String header = "Lambda-Extension-Identifier";
    next.setRequestProperty(header, register.getHeaderField(header));
    Thread poll = new Thread(() -> {
      try {
        next.getInputStream().close();
      } catch (IOException e) {
        // The end.
      }
    });
    poll.setDaemon(true);
    poll.start();
  }

  private static void atTheEnd(String end) {
    System.out.println("terminated");
    if (end.equals("Stays")) {
      try {
        TimeUnit.MINUTES.sleep(1);
      } catch (InterruptedException e) {
        // The end.
      }
    }
  }

  /** Prints as fast as the pipe takes it, past the lock of {@code System.out}. */
  private static void flood() {
    byte[] lines = ("flood " + "x".repeat(73) + "\n").repeat(50).getBytes(StandardCharsets.UTF_8);
    try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
      while (true) {
        out.write(lines);
      }
    } catch (IOException e) {
      // Nothing reads any more.
    }
  }

  private static void post(String path, String body, String errorType) throws IOException {
    HttpURLConnection connection = open(path);
    connection.setDoOutput(true);
    if (errorType != null) {
      connection.setRequestProperty("Lambda-Runtime-Function-Error-Type", errorType);
    }
    connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    System.out.println("posted, status " + connection.getResponseCode());
  }

  private static HttpURLConnection open(String path) throws IOException {
    return (HttpURLConnection) URI.create(API + path).toURL().openConnection();
  }
}
