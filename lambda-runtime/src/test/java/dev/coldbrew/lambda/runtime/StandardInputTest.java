// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The runtime started as the bootstrap does it: on a connection that bash has opened. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public class StandardInputTest {

  @Test
  void everythingGoesOverTheOneConnection() throws Exception {
    try (ScriptedRuntimeApi api = new ScriptedRuntimeApi()) {
      api.event("41").accepted().event("1").accepted().end();

      run(api, "increment");

      List<RecordedRequest> requests = requests(api, 5);
      assertEquals("42", requests.get(1).getBody().utf8());
      assertEquals("2", requests.get(3).getBody().utf8());
      assertEquals(List.of(0, 0, 0, 0, 0), connections(requests));
    }
  }

  @Test
  void networkingIsNotLoaded() throws Exception {
    try (ScriptedRuntimeApi api = new ScriptedRuntimeApi()) {
      api.event("41").accepted().end();

      String output = run(List.of("-Xlog:class+load"), api, "increment");

      assertEquals(
          List.of(),
          output
              .lines()
              .filter(line -> line.contains(" java.net.Socket ")
                  || line.contains(" java.net.InetAddress ")
                  || line.contains(" sun.nio.ch.NioSocketImpl "))
              .toList());
    }
  }

  @Test
  void brokenConnectionIsFollowedByAnOrdinaryOne() throws Exception {
    try (ScriptedRuntimeApi api = new ScriptedRuntimeApi()) {
      api.event("41");
      api.answer(new MockResponse.Builder()
          .code(202)
          .onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE)
          .build());
      api.event("1").accepted().end();

      run(api, "increment");

      List<RecordedRequest> requests = requests(api, 5);
      assertEquals("2", requests.get(3).getBody().utf8());
      assertEquals(List.of(0, 0, 1, 1, 1), connections(requests));
    }
  }

  @Test
  void responseToAPeerThatHasClosedIsNotSentAgain() throws Exception {
    try (ScriptedRuntimeApi api = new ScriptedRuntimeApi()) {
      api.answer(new MockResponse.Builder()
          .code(200)
          .addHeader("Lambda-Runtime-Aws-Request-Id", "id-0")
          .body("41")
          .onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE)
          .build());
      api.event("1").accepted().end();

      String output = run(api, "increment");

      List<RecordedRequest> requests = requests(api, 4);
      assertEquals("2", requests.get(2).getBody().utf8());
      assertEquals(List.of(0, 1, 1, 1), connections(requests));
      assertTrue(output.startsWith("the response was interrupted: "), output);
    }
  }

  @Test
  void responseOfSeveralPacketsGoesOverAnOrdinaryOne() throws Exception {
    try (ScriptedRuntimeApi api = new ScriptedRuntimeApi()) {
      api.event("100000").accepted().event("1").accepted().end();

      run(api, "repeat");

      List<RecordedRequest> requests = requests(api, 5);
      assertEquals(100_002, requests.get(1).getBody().size());
      assertEquals("\"x\"", requests.get(3).getBody().utf8());
      assertEquals(List.of(0, 1, 1, 1, 1), connections(requests));
    }
  }

  @Test
  void responseOfSeveralPacketsGoesOverTheOneConnectionIfNoOtherCanBeOpened(@TempDir Path folder)
      throws Exception {
    Path jar = folder.resolve("open.jar"); // once opened, needs no descriptor for another class
    List<String> create = new ArrayList<>(List.of("--create", "--file", jar.toString()));
    for (Class<?> in : List.of(LambdaMain.class, StandardInputTest.class)) {
      Path classes =
          Path.of(in.getProtectionDomain().getCodeSource().getLocation().toURI());
      create.addAll(List.of("-C", classes.toString(), "dev"));
    }
    ToolProvider.findFirst("jar")
        .orElseThrow()
        .run(System.out, System.err, create.toArray(new String[0]));
    String classPath = jar + File.pathSeparator + System.getProperty("java.class.path");

    try (ScriptedRuntimeApi api = new ScriptedRuntimeApi()) {
      api.event("100000").accepted().event("1").accepted().end();

      run(List.of("-cp", classPath), api, "repeatWithoutDescriptors");

      List<RecordedRequest> requests = requests(api, 5);
      assertEquals(100_002, requests.get(1).getBody().size());
      assertEquals("\"x\"", requests.get(3).getBody().utf8());
      assertEquals(List.of(0, 0, 0, 0, 0), connections(requests));
    }
  }

  @Test
  void standardInputOfTheFunctionIsEmpty() throws Exception {
    try (ScriptedRuntimeApi api = new ScriptedRuntimeApi()) {
      api.event("\"\"").accepted().end();

      run(api, "readStandardInput");

      assertEquals("-1", requests(api, 3).get(1).getBody().utf8());
    }
  }

  @Test
  void functionMayCloseItsStandardInput() throws Exception {
    try (ScriptedRuntimeApi api = new ScriptedRuntimeApi()) {
      api.event("\"\"").accepted().event("\"\"").accepted().end();

      run(api, "closeStandardInput");

      assertEquals(List.of(0, 0, 0, 0, 0), connections(requests(api, 5)));
    }
  }

  /** What users write. */
  public static class Functions {

    public static int increment(int number) {
      return number + 1;
    }

    public static String repeat(int count) {
      return "x".repeat(count);
    }

    private static final List<InputStream> OPEN = new ArrayList<>();

    /** Uses up all file descriptors first. */
    public static String repeatWithoutDescriptors(int count) {
      // Again and again: the JVM itself may have held one for a moment, and given it back.
      for (int failed = 0; failed < 1_000; ) {
        try {
          OPEN.add(new FileInputStream("/dev/null"));
        } catch (FileNotFoundException e) {
          failed++;
        }
      }
      return "x".repeat(count);
    }

    public static int readStandardInput(String event) throws IOException {
      return System.in.read();
    }

    public static void closeStandardInput(String event) throws IOException {
      System.in.close();
    }
  }

  private static List<RecordedRequest> requests(ScriptedRuntimeApi api, int count)
      throws InterruptedException {
    List<RecordedRequest> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      requests.add(api.request());
    }
    return requests;
  }

  private static String run(ScriptedRuntimeApi api, String method) throws Exception {
    return run(List.of(), api, method);
  }

  private static String run(List<String> jvmOptions, ScriptedRuntimeApi api, String method)
      throws Exception {
    List<String> connect = List.of(
        "/bin/bash",
        "-c",
        "ulimit -n 100; exec 0<>/dev/tcp/${AWS_LAMBDA_RUNTIME_API/://} && exec \"$@\"",
        "bash");
    List<String> options = new ArrayList<>(jvmOptions);
    options.add("-Ddev.coldbrew.lambda.connection=stdin");
    try (RuntimeProcess runtime = RuntimeProcess.start(
        connect,
        options,
        Map.of("AWS_LAMBDA_RUNTIME_API", api.address()),
        Functions.class.getName() + "::" + method)) {
      RuntimeProcess.Ended ended = runtime.end();
      assertEquals(1, ended.status(), ended.output());
      return ended.output();
    }
  }

  /** The number of the connection, for each request. */
  private static List<Integer> connections(List<RecordedRequest> requests) {
    return requests.stream().map(RecordedRequest::getConnectionIndex).toList();
  }
}
