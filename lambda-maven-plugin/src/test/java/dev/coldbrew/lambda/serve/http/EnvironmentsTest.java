// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.emulator.Bootstrap;
import dev.coldbrew.lambda.emulator.ScriptedRuntime;
import dev.coldbrew.lambda.serve.ServeSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When the processes of a function begin and end. */
class EnvironmentsTest extends ServeFixture {

  @Test
  void anEnvironmentServesOneCallAfterAnotherUntilItHasBeenIdle() throws Exception {
    serve(misbehaving(), idleAfter(Duration.ofMillis(1)));
    String first = invoke("0").body();
    assertEquals(first, invoke("0").body());

    function.stopIdle();
    assertGone(pid(first));
    assertNotEquals(first, invoke("0").body());
  }

  @Test
  void whatIsIdleIsStoppedWithoutACall() throws Exception {
    serve(misbehaving(), idleAfter(Duration.ofMillis(1)));
    assertGone(pid(invoke("0").body()));
  }

  @Test
  void anInvocationGoesOnWhenItsCallerIsGone() throws Exception {
    serve(misbehaving(), settings("waits", AMPLE, 1));
    try (Socket socket = connect()) {
      socket
          .getOutputStream()
          .write(("POST /2015-03-31/functions/hello/invocations HTTP/1.1\r\nHost: localhost\r\n"
                  + "Content-Length: 1\r\n\r\n1")
              .getBytes(UTF_8));
      log.await("waits"::equals);
    }
    Files.createFile(task().resolve("go"));
    log.awaitInvoked(1);
    assertEquals("1", log.invoked().get(0).result().text());
    assertEquals("2", invoke("2").body());
  }

  @Test
  void closingEndsWhatIsAtWork() throws Exception {
    serve("overrun");
    CompletableFuture<HttpResponse<String>> call =
        client().sendAsync(request("1"), BodyHandlers.ofString());
    List<Long> pids = log.awaitPids();
    stop();
    for (long pid : pids) {
      assertGone(pid);
    }
    assertTrue(call.handle((response, error) -> true).get(10, TimeUnit.SECONDS));
  }

  @Test
  void closingTwiceAtOnceEndsAll() throws Exception {
    serve("overrun");
    client().sendAsync(request("1"), BodyHandlers.ofString());
    List<Long> pids = log.awaitPids();
    List<CompletableFuture<Void>> closings =
        Stream.of(1, 2).map(each -> CompletableFuture.runAsync(this::close)).toList();
    for (CompletableFuture<Void> closing : closings) {
      closing.get(20, TimeUnit.SECONDS);
    }
    for (long pid : pids) {
      assertGone(pid);
    }
  }

  @Test
  void closingAtOnceLeavesNothing() throws Exception {
    for (int i = 0; i < 5; i++) {
      serve(
          task -> Bootstrap.script(task, "echo pids $$; exec sleep 60"), settings("any", AMPLE, 1));
      log.awaitPids();
      stop();
      for (long pid : log.allPids()) {
        assertGone(pid);
      }
      // Empty, or it could not be deleted.
      Files.delete(folder.resolve("versions"));
    }
    assertTrue(
        log.lines().stream().noneMatch(line -> line.startsWith("failed")), log.lines()::toString);
  }

  @Test
  void closingEndsTheVersionThatFinishesAnInvocationAndTheOneAfterIt() throws Exception {
    serve("overrun");
    assertEquals(202, invoke("1", "X-Amz-Invocation-Type", "Event").statusCode());
    List<Long> pids = log.awaitPids();
    Files.createFile(folder.resolve("source"));
    log.awaitTwice("serves");
    long start = System.nanoTime();
    stop();
    assertTrue(
        System.nanoTime() - start < TimeUnit.SECONDS.toNanos(4), "waited for the invocation");
    for (long pid : pids) {
      assertGone(pid);
    }
    try (Stream<Path> left = Files.list(folder.resolve("versions"))) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void eachTenantHasEnvironmentsOfItsOwn() throws Exception {
    serve(
        misbehaving(),
        new ServeSettings(
            settings("process").configuration(), Map.of(), AMPLE, 2, AMPLE, true, false, false));
    String ada = invoke("1", "X-Amz-Tenant-Id", "ada").body();
    String bob = invoke("1", "X-Amz-Tenant-Id", "bob").body();
    assertNotEquals(ada, bob);
    assertEquals(ada, invoke("1", "X-Amz-Tenant-Id", "ada").body());
    assertEquals(bob, invoke("1", "X-Amz-Tenant-Id", "bob").body());

    HttpResponse<String> response = invoke("1");
    assertEquals(400, response.statusCode());
    assertEquals(
        "{\"message\":\"The invoked function is enabled with tenancy configuration. Add a valid tenant"
            + " ID in your request and try again.\"}",
        response.body());
  }

  @Test
  void aThirdTenantTakesTheRoomOfOneThatIsIdle() throws Exception {
    serve(
        misbehaving(),
        new ServeSettings(
            settings("process").configuration(), Map.of(), AMPLE, 2, AMPLE, true, false, false));
    String ada = invoke("1", "X-Amz-Tenant-Id", "ada").body();
    String bob = invoke("1", "X-Amz-Tenant-Id", "bob").body();
    invoke("1", "X-Amz-Tenant-Id", "eve");
    assertGone(pid(ada));
    assertEquals(bob, invoke("1", "X-Amz-Tenant-Id", "bob").body());
  }

  @Test
  void aVersionThatCannotBeStagedIsAServiceErrorUntilItCan() throws Exception {
    serve(
        task -> {
          if (!Files.exists(folder.resolve("source"))) {
            throw new IOException("there are no classes");
          }
          Bootstrap.java(task, ScriptedRuntime.class);
        },
        settings("echo"));
    HttpResponse<String> response = invoke("1");
    assertEquals(500, response.statusCode());
    assertEquals("{\"Type\":\"Service\",\"Message\":\"there are no classes\"}", response.body());
    assertEquals(202, invoke("2", "X-Amz-Invocation-Type", "Event").statusCode());
    log.await("the event was dropped: there are no classes"::equals);

    Files.createFile(folder.resolve("source"));
    assertEquals("3", invoke("3").body());
  }

  /** In place of Maven. */
  static final class Build extends ServeFixture {

    public static void main(String[] args) throws Exception {
      Build build = new Build();
      build.folder = Path.of(args[0]);
      build.serve(scripted(), settings("overrun", AMPLE, 2));
      for (int i = 0; i < 2; i++) {
        build.client().sendAsync(build.request("1"), BodyHandlers.ofString());
      }
      while (true) {
        build.log.printNext();
      }
    }
  }

  @Test
  void allEnvironmentsEndWithTheirChildrenWhenMavenIsKilled() throws Exception {
    ProcessBuilder builder = new ProcessBuilder(
            "sh", "-c", Bootstrap.command(Build.class.getName().replace("$", "\\$")))
        .redirectError(Redirect.DISCARD);
    builder.environment().put("_HANDLER", folder.toString());
    Process build = builder.start();
    try (BufferedReader log = build.inputReader(UTF_8)) {
      for (int environments = 0; environments < 2; ) {
        String line = log.readLine();
        this.log.logged("hello", line);
        environments += line.startsWith("pids ") ? 1 : 0;
      }
    } finally {
      build.destroyForcibly();
    }
    List<Long> pids = log.allPids();
    assertEquals(4, pids.size());
    for (long pid : pids) {
      assertGone(pid);
    }
  }

  private void close() {
    try {
      stop();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static ServeSettings idleAfter(Duration limit) {
    return new ServeSettings(
        settings("one").configuration(), Map.of(), AMPLE, 2, limit, false, false, false);
  }

  private static long pid(String body) {
    return Long.parseLong(body.replace("\"", ""));
  }
}
