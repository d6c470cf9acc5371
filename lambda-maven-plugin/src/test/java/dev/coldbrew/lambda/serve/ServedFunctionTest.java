// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.emulator.Caller;
import dev.coldbrew.lambda.emulator.InvokeRequest;
import dev.coldbrew.lambda.file.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ServedFunctionTest {

  @TempDir
  Path folder;

  private EditedCode fixture;
  private ServedFunction function;

  @BeforeEach
  void create() throws IOException {
    fixture = new EditedCode(folder);
  }

  @AfterEach
  void close() throws IOException {
    function.close();
  }

  @Test
  void invocationsThatComeTogetherHaveEnvironmentsOfTheirOwn() throws Exception {
    serve("1", 2);

    CompletableFuture<String> first = async(awaiting("go"));
    fixture.next("log waiting");
    assertEquals("\"1\"", invoke("{}"));

    assertFalse(first.isDone());
    create("go");
    assertEquals("\"1\"", get(first));
  }

  @Test
  void aCallerBeyondTheLimitIsRefused() throws Exception {
    serve("1", 1);

    CompletableFuture<String> first = async(awaiting("go"));
    fixture.next("log waiting");
    assertThrows(BusyException.class, () -> function.invoke(request("{}")));

    create("go");
    assertEquals("\"1\"", get(first));
    assertEquals("\"1\"", invoke("{}"));
  }

  @Test
  void theFirstInvocationAfterASaveRunsTheNewCodeEachTime() throws Exception {
    serve("0", 1);
    fixture.next("serves");

    for (int version = 1; version <= 10; version++) {
      fixture.save(Integer.toString(version));
      assertEquals("\"" + version + "\"", invoke("{}"));
    }
  }

  @Test
  void theFirstInvocationAfterASaveRunsWhatIsCompiledFromIt() throws Exception {
    Path source = Files.createDirectory(folder.resolve("source")).resolve("source");
    Files.writeString(source, "0");
    fixture.save("0");
    try (CompiledSources sources =
        CompiledSources.start(List.of(source.getParent()), () -> compile(source))) {
      function = fixture.start(EditedCode.settings(1), folder.resolve("running"), sources);
      assertEquals("\"0\"", invoke("{}"));

      for (int version = 1; version <= 3; version++) {
        Files.writeString(source, Integer.toString(version));
        assertEquals("\"" + version + "\"", invoke("{}"));
      }
    }
  }

  private void compile(Path source) {
    try {
      fixture.save(Files.readString(source));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anInvocationUnderWayEndsOnTheVersionItBeganWith() throws Exception {
    serve("1", 2);
    CompletableFuture<String> first = async(awaiting("go"));
    fixture.next("log waiting");

    fixture.save("2");
    assertEquals("\"2\"", invoke("{}"));

    function.stopIdle();
    assertEquals(2, foldersOfVersions());
    create("go");
    assertEquals("\"1\"", get(first));
    assertEquals("\"2\"", invoke("{}"));
    assertEquals(1, foldersOfVersions());
  }

  @Test
  void halfOfAChangeIsNotServed() throws Exception {
    serve("1", 1);
    assertEquals("\"1\"", invoke("{}"));

    fixture.save("2 " + fixture.code().resolve("version"));
    assertEquals("\"2\"", invoke("{}"));
  }

  @Test
  void codeThatChangesWithEveryStartIsServed() throws Exception {
    serve("1", 1);
    assertEquals("\"1\"", invoke("{}"));

    String restless = "restless " + fixture.code().resolve("version");
    fixture.save(restless);
    assertEquals("\"" + restless + "\"", invoke("{}"));
  }

  @Test
  void aVersionEndsWhenItsSuccessorHasResponded() throws Exception {
    serve("1", 1);
    ProcessHandle process = nextProcess();
    assertEquals("\"1\"", invoke("{}"));

    fixture.save("2");
    assertEquals("\"2\"", invoke("{}"));
    assertTrue(process.isAlive());

    function.stopIdle();
    assertFalse(process.isAlive());
    assertEquals(1, foldersOfVersions());
  }

  @Test
  void formerVersionsDoNotPileUp() throws Exception {
    serve("1", 1);
    ProcessHandle first = nextProcess();

    fixture.save("2");
    assertEquals("\"2\"", invoke("{}"));
    fixture.save("3");
    assertEquals("\"3\"", invoke("{}"));

    first.onExit().get(30, TimeUnit.SECONDS);
  }

  @Test
  void aVersionThatDoesNotStartLeavesThePreviousOneServing() throws Exception {
    serve("1", 1);
    assertEquals("\"1\"", invoke("{}"));

    fixture.save("broken");
    assertEquals("\"1\"", invoke("{}"));
    assertEquals(
        "failed: example.Broken: this does not start, older serves", fixture.next("failed"));

    fixture.save("3");
    assertEquals("\"3\"", invoke("{}"));
  }

  @Test
  void aFirstVersionThatDoesNotStartFailsAsInLambda() throws Exception {
    serve("broken", 1);

    Invoked invoked = function.invoke(request("{}"));

    assertTrue(invoked.result().failed());
    assertEquals(
        "{\"errorType\":\"example.Broken\",\"errorMessage\":\"this does not start\"}",
        invoked.result().text());
    assertEquals("failed: example.Broken: this does not start", fixture.next("failed"));
    fixture.save("2");
    assertEquals("\"2\"", invoke("{}"));
  }

  @Test
  void codeThatIsDeletedLeavesTheVersionServingUntilItComesBack() throws Exception {
    serve("1", 1);
    assertEquals("\"1\"", invoke("{}"));

    FileTree.delete(fixture.code());
    assertEquals("\"1\"", invoke("{}"));
    assertEquals("waits: no version", fixture.next("waits"));

    Files.createDirectories(fixture.code());
    fixture.save("2");
    assertEquals("\"2\"", invoke("{}"));
  }

  @Test
  void editsWithoutPauseAreServed() throws Exception {
    serve("0", 1);
    Thread editor = new Thread(() -> edit(fixture));
    editor.start();
    int last = 0;
    for (int call = 0; call < 5; call++) {
      String served = invoke("{}").replace("\"", "");
      // A busy machine can stop the editor between truncating the file and writing it.
      int version = served.isEmpty() ? last : Integer.parseInt(served);
      assertTrue(version >= last, version + " after " + last);
      last = version;
    }
    editor.interrupt();
    editor.join();
    fixture.save("last");
    assertEquals("\"last\"", invoke("{}"));
  }

  private static void edit(EditedCode fixture) {
    try {
      for (int version = 1; ; version++) {
        fixture.save(Integer.toString(version));
        TimeUnit.MILLISECONDS.sleep(100);
      }
    } catch (IOException | InterruptedException e) {
      // The end.
    }
  }

  @Test
  void theFirstInvocationOfAnEnvironmentHasItsInitPhase() throws Exception {
    serve("1", 1);

    Invoked first = function.invoke(request("{}"));
    Invoked second = function.invoke(request("{}"));

    assertNotNull(first.initDuration());
    assertNull(second.initDuration());
    String id = "[0-9a-f-]{36}";
    assertTrue(
        String.join("\n", second.log())
            .matches("START RequestId: " + id + " Version: \\$LATEST\nEND RequestId: " + id
                + "\nREPORT RequestId: " + id + "\tDuration: .*"),
        second.log().toString());
  }

  @Test
  void anEnvironmentThatIsIdleForTooLongIsStopped() throws Exception {
    fixture.save("1");
    function = fixture.start(
        EditedCode.settings("hello", 1, Duration.ofSeconds(30), Duration.ZERO),
        folder.resolve("running"));
    ProcessHandle process = nextProcess();
    assertEquals("\"1\"", invoke("{}"));

    function.stopIdle();

    assertFalse(process.isAlive());
    assertEquals("\"1\"", invoke("{}"));
  }

  @Test
  void closingEndsAnInvocationUnderWayAndLeavesNothing() throws Exception {
    serve("1", 1);
    ProcessHandle process = nextProcess();
    CompletableFuture<String> first = async(awaiting("never"));
    fixture.next("log waiting");

    function.close();

    assertTrue(get(first).contains("Runtime.ExitError"), get(first));
    assertFalse(process.isAlive());
    assertThrows(IOException.class, () -> function.invoke(request("{}")));
    assertEquals(0, foldersOfVersions());
  }

  @Test
  void aPortForADebuggerIsTheSameForAllVersions() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      port = free.getLocalPort();
    }
    ServeSettings once = EditedCode.settings(1);
    fixture.save("1");
    function = fixture.start(
        new ServeSettings(
            once.configuration(),
            once.developer(),
            once.initLimit(),
            1,
            once.idleLimit(),
            false,
            false,
            true),
        folder.resolve("running"),
        "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:" + port);
    assertEquals("\"1\"", invoke("{}"));
    attachDebugger(port);

    fixture.save("2");
    assertEquals("\"2\"", invoke("{}"));
    attachDebugger(port);
  }

  /** As far as a JVM has to take part in it. */
  private static void attachDebugger(int port) throws IOException {
    byte[] handshake = "JDWP-Handshake".getBytes(StandardCharsets.US_ASCII);
    try (Socket debugger = new Socket("127.0.0.1", port)) {
      debugger.getOutputStream().write(handshake);
      assertArrayEquals(handshake, debugger.getInputStream().readNBytes(handshake.length));
    }
  }

  private void serve(String version, int concurrency) throws IOException {
    fixture.save(version);
    function = fixture.start(EditedCode.settings(concurrency), folder.resolve("running"));
  }

  private String invoke(String event) throws IOException, BusyException {
    return function.invoke(request(event)).result().text();
  }

  private CompletableFuture<String> async(String event) {
    return CompletableFuture.supplyAsync(() -> {
      try {
        return invoke(event);
      } catch (IOException | BusyException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  private static String get(CompletableFuture<String> response) throws Exception {
    return response.get(30, TimeUnit.SECONDS);
  }

  private static InvokeRequest request(String event) {
    return InvokeRequest.of("arn", event.getBytes(StandardCharsets.UTF_8), Caller.UNKNOWN);
  }

  private String awaiting(String file) {
    return "{\"await\":\"" + folder.resolve(file) + "\"}";
  }

  private void create(String file) throws IOException {
    Files.createFile(folder.resolve(file));
  }

  private long foldersOfVersions() throws IOException {
    try (Stream<Path> versions = Files.list(folder.resolve("running"))) {
      return versions.count();
    }
  }

  /** Waits for the next process of the function. */
  private ProcessHandle nextProcess() throws InterruptedException {
    String line = fixture.next("log process ");
    return ProcessHandle.of(Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
        .orElseThrow();
  }
}
