// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import example.Restored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A function whose execution environments start from a snapshot, with hooks of the real org.crac. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SnapStartTest {

  private static final String RESTORE_NEXT = "GET /2018-06-01/runtime/restore/next";
  private static final String RESTORE_ERROR = "POST /2018-06-01/runtime/restore/error";
  private static final String INIT_ERROR = "POST /2018-06-01/runtime/init/error";
  private static final String NEXT = "GET /2018-06-01/runtime/invocation/next";

  private ScriptedRuntimeApi api;

  @BeforeEach
  void startRuntimeApi() throws IOException {
    api = new ScriptedRuntimeApi();
  }

  @AfterEach
  void stopRuntimeApi() {
    api.close();
  }

  @Test
  void hooksRunInAwssOrderAroundTheSnapshot() throws Exception {
    api.status(200).event("\"Ada\"").accepted().end();

    assertEquals(
        List.of(
            "second before the snapshot",
            "first before the snapshot",
            "first after the restore",
            "second after the restore",
            "event Ada"),
        printed("Ordered"));
    assertEquals(List.of(RESTORE_NEXT, NEXT), List.of(call(api.request()), call(api.request())));
  }

  @Test
  void onDemandNoHookRunsAndNoRestoreIsAwaited() throws Exception {
    api.event("\"Ada\"").accepted().end();

    assertEquals(
        List.of("event Ada"),
        printed("Ordered", Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand")));
    assertEquals(NEXT, call(api.request()));
  }

  @Test
  void aHookThatFailsBeforeTheSnapshotIsAnInitError() throws Exception {
    api.accepted();

    List<String> lines = printed("FailsBefore");

    assertEquals(
        List.of(
            "first before the snapshot",
            "a hook before the snapshot failed: java.lang.IllegalStateException: the pool is in use"),
        lines);
    RecordedRequest request = api.request();
    assertEquals(INIT_ERROR, call(request));
    assertEquals(
        "Runtime.BeforeCheckpointError",
        request.getHeaders().get("Lambda-Runtime-Function-Error-Type"));
    JsonObject error = error(request);
    assertEquals(
        "java.lang.IllegalStateException: the pool is in use",
        error.get("errorType").getAsString() + ": " + error.get("errorMessage").getAsString());
    JsonArray frames = error.get("stackTrace").getAsJsonArray();
    assertEquals(1, frames.size(), frames::toString);
    assertTrue(
        frames.get(0).getAsString().startsWith("example.Restored$FailsBefore$1.beforeCheckpoint("),
        frames::toString);
    assertEquals(1, api.requestCount());
  }

  @Test
  void hooksThatFailAfterTheRestoreAreARestoreErrorWithAllCauses() throws Exception {
    api.status(200).accepted();

    List<String> lines = printed("FailsAfter");

    assertEquals(
        List.of(
            "second before the snapshot",
            "first before the snapshot",
            "second after the restore",
            "a hook after the restore failed: java.lang.IllegalStateException: no connection"),
        lines.subList(0, 4));
    assertEquals(RESTORE_NEXT, call(api.request()));
    RecordedRequest request = api.request();
    assertEquals(RESTORE_ERROR, call(request));
    assertEquals(
        "Runtime.AfterRestoreError",
        request.getHeaders().get("Lambda-Runtime-Function-Error-Type"));
    assertEquals(
        List.of(
            "java.lang.IllegalStateException: no connection",
            "java.lang.NoClassDefFoundError: example/Gone"),
        withSuppressed(error(request)));
    assertEquals(2, api.requestCount());
  }

  @Test
  void ofAContextOfTheFunctionsOwnTheCausesAreReported() throws Exception {
    api.status(200).accepted();

    printed("FailsInOwnContext");

    api.request();
    assertEquals(
        List.of(
            "java.lang.IllegalStateException: one", "java.lang.IllegalArgumentException: other"),
        withSuppressed(error(api.request())));
  }

  @Test
  void aHookThatIsRegisteredLateRunsIfItStillCan() throws Exception {
    api.status(200).event("\"\"").accepted().end();

    assertEquals(
        List.of("in time after the restore", "late after the restore"), printed("RegistersLate"));
  }

  @Test
  void aFunctionCannotTakeTheSnapshotItself() throws Exception {
    api.status(200).event("\"\"").accepted().end();

    printed("Checkpoints");

    api.request();
    api.request();
    assertEquals(
        "\"Lambda takes the snapshot, at the end of the init phase\"",
        ScriptedRuntimeApi.body(api.request()));
  }

  @Test
  void primingIsPartOfTheSnapshot(@TempDir Path task) throws Exception {
    Files.writeString(
        Files.createDirectory(task.resolve("priming")).resolve("event-1.json"), "\"Ada\"");
    api.status(200).end();

    List<String> lines = printed(task, List.of(), "Ordered", Map.of("_HANDLER", "none"));

    assertEquals(
        List.of(
            "PRIMING with priming/event-1.json: what follows belongs to no invocation",
            "event Ada",
            "PRIMING END",
            "second before the snapshot",
            "first before the snapshot",
            "first after the restore",
            "second after the restore"),
        lines);
  }

  @Test
  void anExtensionIsRegisteredBeforeTheSnapshot() throws Exception {
    api.extension("ext-1").status(200).status(200).end();

    printed("ClosedAtTheEnd");

    List<String> calls = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      calls.add(call(api.request()));
    }
    assertEquals("POST /2020-01-01/extension/register", calls.get(0));
    assertTrue(calls.subList(1, 3).contains(RESTORE_NEXT), calls::toString);
  }

  @Test
  void eachSideOfTheRestoreHasAConnectionOfItsOwn() throws Exception {
    api.status(200).event("\"Ada\"").accepted().end();

    printed("Ordered");

    List<Integer> connections = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      connections.add(api.request().getConnectionIndex());
    }
    assertEquals(List.of(0, 1, 1, 1), connections);
  }

  @Test
  void theConnectionThatIsStandardInputIsNotInTheSnapshot() throws Exception {
    api.status(200).event("\"Ada\"").accepted().end();
    List<String> connect = List.of(
        "/bin/bash",
        "-c",
        "exec 0<>/dev/tcp/${AWS_LAMBDA_RUNTIME_API/://} && exec \"$@\"",
        "bash",
        "env");

    List<String> lines = printed(
        Path.of(""), connect, "Ordered", Map.of(), "-Ddev.coldbrew.lambda.connection=stdin");

    assertEquals("event Ada", lines.get(lines.size() - 1));
    List<Integer> connections = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      connections.add(api.request().getConnectionIndex());
    }
    assertEquals(List.of(1, 2, 2, 2), connections); // 0 is standard input, over which nothing came
  }

  @Test
  void aConnectionThatTheRestoreBreaksIsTheRestore() throws Exception {
    api.answer(new MockResponse.Builder()
            .code(200)
            .onResponseStart(SocketEffect.ShutdownConnection.INSTANCE)
            .build())
        .status(403)
        .event("\"Ada\"")
        .accepted()
        .end();

    List<String> lines = printed("Ordered");

    assertEquals("event Ada", lines.get(lines.size() - 1));
    assertEquals(RESTORE_NEXT, call(api.request()));
    assertEquals(RESTORE_NEXT, call(api.request()));
    assertEquals(NEXT, call(api.request()));
  }

  @Test
  void aRuntimeApiWithoutRestoresEndsTheProcess() throws Exception {
    api.status(404);

    List<String> lines = printed("Ordered");

    assertEquals(
        "the Runtime API at " + api.address()
            + " can no longer be used: java.io.IOException: GET restore/next returned 404 {}",
        lines.get(2));
    assertEquals(1, api.requestCount());
  }

  @Test
  void concurrentLoopsStartFromOneRestore() throws Exception {
    api.status(200);
    for (int i = 0; i < 10; i++) { // five attempts each
      api.end();
    }

    List<String> lines = printed("Ordered", Map.of("AWS_LAMBDA_MAX_CONCURRENCY", "2"));

    assertEquals(
        4,
        lines.stream()
            .filter(
                line -> line.contains(" the ") && line.matches("(first|second) (before|after) .*"))
            .count());
    assertEquals(RESTORE_NEXT, call(api.request()));
    for (int i = 0; i < 10; i++) {
      assertEquals(NEXT, call(api.request()));
    }
    assertEquals(11, api.requestCount());
  }

  @Test
  void addressesAreNotKeptAcrossTheSnapshot() throws Exception {
    api.status(200).event("\"\"").accepted().end();

    printed("NameCache");

    api.request();
    api.request();
    assertEquals("\"0 0\"", ScriptedRuntimeApi.body(api.request()));
  }

  @Test
  void anAddressCacheThatWasAskedForStays() throws Exception {
    api.status(200).event("\"\"").accepted().end();

    printed(Path.of(""), List.of(), "NameCache", Map.of(), "-Dsun.net.inetaddr.ttl=5");

    api.request();
    api.request();
    assertEquals("\"null 0\"", ScriptedRuntimeApi.body(api.request()));
  }

  @Test
  void randomBytesInTheSnapshotAreNotUsed() throws Exception {
    api.event("\"\"").accepted().end();

    printed(
        Path.of(""),
        List.of(),
        "Random",
        Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
        "--add-opens=java.base/sun.security.provider=ALL-UNNAMED");

    api.request();
    assertEquals("\"renewed\"", ScriptedRuntimeApi.body(api.request()));
  }

  private static String call(RecordedRequest request) {
    return request.getMethod() + " " + request.getTarget();
  }

  private static JsonObject error(RecordedRequest request) {
    return JsonParser.parseString(ScriptedRuntimeApi.body(request)).getAsJsonObject();
  }

  private static List<String> withSuppressed(JsonObject error) {
    List<String> causes = new ArrayList<>();
    causes.add(
        error.get("errorType").getAsString() + ": " + error.get("errorMessage").getAsString());
    if (error.has("suppressed")) {
      error
          .getAsJsonArray("suppressed")
          .forEach(other -> causes.addAll(withSuppressed(other.getAsJsonObject())));
    }
    return causes;
  }

  private List<String> printed(String handler) throws Exception {
    return printed(handler, Map.of());
  }

  private List<String> printed(String handler, Map<String, String> variables) throws Exception {
    return printed(Path.of(""), List.of(), handler, variables);
  }

  /**
   * What a function that Lambda restores prints until it ends, without stack traces and without how
   * it ends where the script of the Runtime API says so.
   *
   * @param handler the class in {@link Restored}
   */
  private List<String> printed(
      Path task,
      List<String> before,
      String handler,
      Map<String, String> variables,
      String... jvmOptions)
      throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
    environment.put("AWS_LAMBDA_RUNTIME_API", api.address());
    environment.putAll(variables);
    List<String> options = new ArrayList<>(List.of(jvmOptions));
    options.add("-Ddev.coldbrew.lambda.prime=handler");
    try (RuntimeProcess process = RuntimeProcess.start(
        task,
        before,
        options,
        environment,
        Restored.class.getName() + "$" + handler + "::handle")) {
      List<String> lines = new ArrayList<>(process.lines());
      assertEquals(1, process.status(), lines::toString);
      lines.removeIf(line -> line.matches("\\s+(at|Suppressed:|\\.\\.\\.) .*|\\s*at .*")
          || line.contains("returned 410 "));
      return lines;
    }
  }
}
