// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** AWS's own runtime for Java as a client, so that we do not only agree with ourselves. */
@Timeout(60)
public class AwsRuntimeInterfaceClientTest {

  @TempDir
  Path task;

  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  @Test
  void responsesComeBackOneAfterAnother() throws Exception {
    try (LocalFunction function = start("::greet")) {
      assertEquals("\"Hello, Ada!\"", invoke(function, "{\"name\":\"Ada\"}").text());
      assertEquals("\"Hello, Bob!\"", invoke(function, "{\"name\":\"Bob\"}").text());
    }
    assertTrue(lines.contains("greets Ada"), lines::toString);
  }

  @Test
  void anExceptionOfTheHandlerIsAFailedResult() throws Exception {
    try (LocalFunction function = start("::greet")) {
      InvocationResult result = invoke(function, "{}");

      assertTrue(result.failed());
      assertEquals("java.lang.IllegalArgumentException: No name supplied!", result.errorSummary());
    }
  }

  @Test
  void aResponseOfManyMegabytesArrives() throws Exception {
    try (LocalFunction function = start("::repeat")) {
      InvocationResult result = invoke(function, "6000000");

      assertFalse(result.failed());
      assertEquals(6_000_002, result.payload().length);
    }
  }

  @Test
  void aHandlerThatCannotBeConstructedIsAnInitError() throws Exception {
    try (LocalFunction function = start("$Broken::handle")) {
      InvocationResult result = invoke(function, "{}");

      assertTrue(result.failed());
      assertTrue(result.errorSummary().contains("no table"), result::errorSummary);
    }
  }

  @Test
  void aFunctionIsRestored() throws Exception {
    try (LocalFunction function = start(restored("$Hooked::handle"))) {
      assertEquals("\"Ada\"", invoke(function, "\"Ada\"").text());
    }
    assertEquals(
        List.of(
            "before",
            "INIT_REPORT Init Duration: N ms\tPhase: init\t",
            "after",
            "START RequestId: ID Version: 1",
            "END RequestId: ID",
            "REPORT RequestId: ID\tDuration: N ms\tBilled Duration: N ms\tMemory Size: 512 MB\t"
                + "Max Memory Used: N MB\tRestore Duration: N ms\tBilled Restore Duration: N ms\t"),
        lines.stream()
            .map(LocalFunctionFixture::normal)
            .filter(line -> line.matches("before|after|[A-Z_]+ .*"))
            .toList());
  }

  @Test
  void aHookThatFailsBeforeTheSnapshotIsAnInitError() throws Exception {
    assertEquals("""
        a hook before the snapshot failed: com.amazonaws.services.lambda.crac.CheckpointException; Lambda would not publish this version (handler CLASS$FailsBefore::handle)
        hint: change that hook; the log above has the cause""", problem("$FailsBefore::handle"));
  }

  @Test
  void aHookThatFailsAfterTheRestoreIsARestoreError() throws Exception {
    assertEquals("""
        a hook after the restore failed: com.amazonaws.services.lambda.crac.RestoreException; Lambda would fail the invocation (handler CLASS$FailsAfter::handle)
        hint: change that hook; the log above has the cause""", problem("$FailsAfter::handle"));
    assertEquals(
        "RESTORE_REPORT Restore Duration: N ms\tStatus: error\t"
            + "Error Type: Runtime.AfterRestoreError",
        LocalFunctionFixture.normal(lines.get(lines.size() - 1)));
  }

  /** Loaded by the runtime. */
  public static class Hooked implements Resource {
    @SuppressWarnings("this-escape") // a context keeps only a weak reference
    public Hooked() {
      Core.getGlobalContext().register(this);
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
      System.out.println("before");
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
      System.out.println("after");
    }

    public String handle(String event) {
      return event;
    }
  }

  /** Loaded by the runtime. */
  public static class FailsBefore extends Hooked {
    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
      throw new IllegalStateException("not now");
    }
  }

  /** Loaded by the runtime. */
  public static class FailsAfter extends Hooked {
    @Override
    public void afterRestore(Context<? extends Resource> context) {
      throw new IllegalStateException("gone");
    }
  }

  /** Called by the runtime. */
  public String greet(Map<String, String> event) {
    if (event.get("name") == null) {
      throw new IllegalArgumentException("No name supplied!");
    }
    System.out.println("greets " + event.get("name"));
    return "Hello, " + event.get("name") + "!";
  }

  /** Called by the runtime. */
  public String repeat(int length) {
    return "x".repeat(length);
  }

  /** Loaded by the runtime. */
  public static class Broken {
    public Broken() {
      throw new IllegalStateException("no table");
    }

    public String handle(String event) {
      return event;
    }
  }

  private LocalFunction start(String handler) throws IOException {
    return start(configuration(handler));
  }

  private String problem(String handler) {
    return assertThrows(ProblemException.class, () -> start(restored(handler)))
        .getMessage()
        .replace(AwsRuntimeInterfaceClientTest.class.getName(), "CLASS");
  }

  private static FunctionConfiguration restored(String handler) {
    return configuration(handler).withSnapStart();
  }

  private static FunctionConfiguration configuration(String handler) {
    return new FunctionConfiguration(
        "hello",
        AwsRuntimeInterfaceClientTest.class.getName() + handler,
        512,
        Duration.ofSeconds(30),
        Map.of());
  }

  private LocalFunction start(FunctionConfiguration configuration) throws IOException {
    Bootstrap.awsRuntime(task);
    return LocalFunction.start(task, configuration, lines::add);
  }

  private static InvocationResult invoke(LocalFunction function, String event) throws IOException {
    return function.invoke(event.getBytes(StandardCharsets.UTF_8));
  }
}
