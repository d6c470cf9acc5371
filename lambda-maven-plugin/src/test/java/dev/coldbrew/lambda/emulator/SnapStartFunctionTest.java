// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A function that Lambda restores from a snapshot of its init phase. */
class SnapStartFunctionTest extends LocalFunctionFixture {

  @Test
  void initIsReportedByItselfAndTheRestoreWithTheFirstInvocation() throws Exception {
    try (LocalFunction function = restored("restore", AMPLE)) {
      assertEquals(Optional.empty(), function.initDuration());
      assertEquals("1", invoke(function, "1").text());
      invoke(function, "2");
    }
    assertEquals(
        List.of(
            "INIT_REPORT Init Duration: N ms\tPhase: init\t",
            "restored, status 200",
            "started",
            "START RequestId: ID Version: 1",
            "posted, status 202",
            "END RequestId: ID",
            "REPORT RequestId: ID\tDuration: N ms\tBilled Duration: N ms\tMemory Size: 256 MB\t"
                + "Max Memory Used: N MB\tRestore Duration: N ms\tBilled Restore Duration: N ms\t",
            "START RequestId: ID Version: 1",
            "posted, status 202",
            "END RequestId: ID",
            "REPORT RequestId: ID\tDuration: N ms\tBilled Duration: N ms\tMemory Size: 256 MB\t"
                + "Max Memory Used: N MB\t"),
        log());
  }

  @Test
  void aRuntimeThatAsksForAnEventInsteadIsServed() throws Exception {
    try (LocalFunction function = restored("echo", AMPLE)) {
      assertEquals("1", invoke(function, "1").text());
    }
    assertFalse(log().toString().contains("Restore Duration"), log()::toString);
  }

  @Test
  void itIsInvokedAsItsFirstPublishedVersion() throws Exception {
    String latest = "arn:aws:lambda:us-east-1:123456789012:function:hello";
    try (LocalFunction function = restored("invokedArn", AMPLE)) {
      assertEquals("\"" + latest + ":1\"", invoke(function, "1").text());
    }
    try (LocalFunction function = scripted("invokedArn")) {
      assertEquals("\"" + latest + "\"", invoke(function, "1").text());
    }
  }

  @Test
  void onDemandThereIsNoRestore() throws Exception {
    Bootstrap.java(task, ScriptedRuntime.class);
    try (LocalFunction function = start("restore", AMPLE, AMPLE)) {
      invoke(function, "1");
    }
    assertEquals("restored, status 404", log().get(0));
  }

  @Test
  void aHookThatFailsBeforeTheSnapshotIsReportedWithoutAnInvocation() throws Exception {
    assertEquals("""
        a hook before the snapshot failed: a.B: no; Lambda would not publish this version (handler snapshotFails)
        hint: change that hook; the log above has the cause""", problem("snapshotFails", AMPLE, AMPLE));
    assertEquals(
        List.of(
            "posted, status 202",
            "INIT_REPORT Init Duration: N ms\tPhase: init\tStatus: error\t"
                + "Error Type: Runtime.BeforeCheckpointError"),
        log());
  }

  @Test
  void aFunctionThatCannotBeLoadedHasNoSnapshot() throws Exception {
    assertEquals("""
        the function failed before the snapshot: a.B: no; Lambda would not publish this version (handler initError)
        hint: change the handler; the log above has the cause""", problem("initError", AMPLE, AMPLE));
  }

  @Test
  void anExitBeforeTheSnapshotMayBeThatOfAHook() throws Exception {
    assertEquals("""
        the function failed before the snapshot: Runtime exited with error: exit status 3; Lambda would not publish this version (handler snapshotExits)
        hint: change the handler's constructor or the hook at which the log above ends""", problem("snapshotExits", AMPLE, AMPLE));
  }

  @Test
  void anInitPhaseThatTakesTooLongIsNoInvocationThatDoes() throws Exception {
    assertEquals("""
        the function failed before the snapshot: Task timed out after 0.50 seconds; Lambda would not publish this version (handler snapshotHangs)
        hint: let the handler's constructor or the hook at which the log above ends take less time""", problem("snapshotHangs", SHORT, AMPLE));
    assertEquals(List.of("INIT_REPORT Init Duration: N ms\tPhase: init\tStatus: timeout"), log());
  }

  @Test
  void aHookThatFailsAfterTheRestoreIsReportedWithoutAnInvocation() throws Exception {
    assertEquals("""
        a hook after the restore failed: a.B: no; Lambda would fail the invocation (handler restoreFails)
        hint: change that hook; the log above has the cause""", problem("restoreFails", AMPLE, AMPLE));
    assertEquals(
        List.of(
            "INIT_REPORT Init Duration: N ms\tPhase: init\t",
            "restored, status 200",
            "posted, status 202",
            "RESTORE_REPORT Restore Duration: N ms\tStatus: error\t"
                + "Error Type: Runtime.AfterRestoreError"),
        log());
  }

  @Test
  void anExitAfterTheRestoreIsThatOfAHook() throws Exception {
    assertEquals("""
        a hook after the restore failed: Runtime exited with error: exit status 1; Lambda would fail the invocation (handler restoreExits)
        hint: change the hook at which the log above ends""", problem("restoreExits", AMPLE, AMPLE));
    assertEquals(
        "RESTORE_REPORT Restore Duration: N ms\tStatus: error\tError Type: Runtime.ExitError",
        last());
  }

  @Test
  void hooksThatTakeTooLongAfterTheRestoreAreEnded() throws Exception {
    assertEquals("""
        a hook after the restore failed: timed out after 0.50 seconds; Lambda would fail the invocation (handler restoreHangs)
        hint: let the hook at which the log above ends take less time""", problem("restoreHangs", AMPLE, SHORT));
    assertEquals(
        "RESTORE_REPORT Restore Duration: N ms\tStatus: timeout\t"
            + "Error Type: Runtime.RestoreHookUserTimeout",
        last());
  }

  @Test
  void theInvocationAfterTheEndOfItsProcessHasAnotherSnapshot() throws Exception {
    try (LocalFunction function = restored("restoreEnds", AMPLE)) {
      assertFailure(
          invoke(function, "3"), "Runtime.ExitError", "Runtime exited with error: exit status 3");
      assertEquals("\"1\"", invoke(function, "\"1\"").text());
    }
    assertEquals(
        List.of(
            "INIT_REPORT Init Duration: N ms\tPhase: init\t",
            "restored, status 200",
            "started",
            "START RequestId: ID Version: 1"),
        log().subList(6, 10));
    assertTrue(last().contains("\tRestore Duration: N ms\t"), last());
  }

  @Test
  void theInitPhaseMayTakeAsLongAsAnInvocationAndAtLeast130Seconds() {
    assertEquals(Duration.ofSeconds(10), configuration("restore", AMPLE).initLimit());
    assertEquals(
        Duration.ofSeconds(130), configuration("restore", AMPLE).withSnapStart().initLimit());
    assertEquals(
        Duration.ofSeconds(900),
        configuration("restore", Duration.ofSeconds(900)).withSnapStart().initLimit());
  }

  @Test
  void keysAreToBeHadFromTheEndpointThatTheEnvironmentNames() throws Exception {
    Bootstrap.java(task, ScriptedRuntime.class);
    Map<String, String> developer = Map.of(
        "AWS_ACCESS_KEY_ID", "AKIA", "AWS_SECRET_ACCESS_KEY", "secret", "AWS_SESSION_TOKEN", "st");
    FunctionConfiguration configuration = configuration("environment", AMPLE).withSnapStart();
    try (LocalFunction function =
        LocalFunction.start(task, configuration, lines::add, developer, AMPLE)) {
      JsonObject variables =
          JsonParser.parseString(invoke(function, "1").text()).getAsJsonObject();

      assertEquals("snap-start", variables.get("AWS_LAMBDA_INITIALIZATION_TYPE").getAsString());
      for (String absent : List.of(
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_LAMBDA_LOG_GROUP_NAME",
          "AWS_LAMBDA_LOG_STREAM_NAME")) {
        assertFalse(variables.has(absent), absent);
      }
      assertEquals("1", variables.get("AWS_LAMBDA_FUNCTION_VERSION").getAsString());
      String api = variables.get("AWS_LAMBDA_RUNTIME_API").getAsString();
      assertEquals(
          "http://" + api + "/2021-04-23/credentials",
          variables.get("AWS_CONTAINER_CREDENTIALS_FULL_URI").getAsString());
      assertTrue(variables.has("AWS_CONTAINER_AUTHORIZATION_TOKEN"));
    }
  }

  @Test
  void theEndpointGivesTheDevelopersKeysForTheToken() throws Exception {
    RuntimeProtocol protocol = new RuntimeProtocol();
    SnapStartRoutes routes = new SnapStartRoutes(protocol);
    Map<String, String> variables =
        new HashMap<>(Map.of("AWS_ACCESS_KEY_ID", "AKIA", "AWS_SECRET_ACCESS_KEY", "secret"));
    try (RuntimeApiServer server = RuntimeApiServer.open(protocol, routes)) {
      server.serve(socket -> true);
      routes.adapt(variables, server.address());

      HttpResponse<String> given =
          credentials(variables, variables.get("AWS_CONTAINER_AUTHORIZATION_TOKEN"));
      JsonObject keys = JsonParser.parseString(given.body()).getAsJsonObject();
      Instant expiration = Instant.parse(keys.remove("Expiration").getAsString());
      assertTrue(expiration.isAfter(Instant.now().plusSeconds(3_000)), expiration::toString);
      assertEquals("{\"AccessKeyId\":\"AKIA\",\"SecretAccessKey\":\"secret\"}", keys.toString());

      HttpResponse<String> refused = credentials(variables, "other");
      assertEquals(404, refused.statusCode());
      assertEquals("cannot get credentials for the provided token\n", refused.body());
    }
  }

  @Test
  void aProfileStaysTheFunctionsWayToCredentials() {
    Map<String, String> variables = new HashMap<>(Map.of("AWS_PROFILE", "ada"));

    new SnapStartRoutes(new RuntimeProtocol()).adapt(variables, "127.0.0.1:1");

    assertEquals(Map.of("AWS_PROFILE", "ada"), variables);
  }

  private static HttpResponse<String> credentials(Map<String, String> variables, String token)
      throws Exception {
    HttpRequest request = HttpRequest.newBuilder(
            URI.create(variables.get("AWS_CONTAINER_CREDENTIALS_FULL_URI")))
        .header("Authorization", token)
        .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private String problem(String handler, Duration initLimit, Duration restoreLimit)
      throws IOException {
    Bootstrap.java(task, ScriptedRuntime.class);
    FunctionConfiguration configuration = configuration(handler, AMPLE).withSnapStart();
    return assertThrows(
            ProblemException.class,
            () -> LocalFunction.start(
                task, configuration, lines::add, developer(), initLimit, restoreLimit))
        .getMessage();
  }

  private LocalFunction restored(String handler, Duration restoreLimit) throws IOException {
    Bootstrap.java(task, ScriptedRuntime.class);
    return LocalFunction.start(
        task,
        configuration(handler, AMPLE).withSnapStart(),
        lines::add,
        developer(),
        AMPLE,
        restoreLimit);
  }
}
