// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionConfigurationTest {

  private static final String MISSING = "/opt/coldbrew-test/agent.jar";

  @TempDir
  Path folder;

  private static FunctionConfiguration with(String... variables) {
    Map<String, String> environment = variables.length == 2
        ? Map.of(variables[0], variables[1])
        : Map.of(variables[0], variables[1], variables[2], variables[3]);
    return new FunctionConfiguration(
        "hello", "example.Hello", 512, Duration.ofSeconds(1), environment);
  }

  @Test
  void anotherDebuggerIsTakenOutOfTheJvmsOptions() {
    FunctionConfiguration both = with(
        "JAVA_TOOL_OPTIONS",
        "-Xlog:gc -agentlib:jdwp=transport=dt_socket,server=y,address=5005 -Da=b",
        "_JAVA_OPTIONS",
        "-Xrunjdwp:transport=dt_socket");

    assertEquals(
        Map.of("JAVA_TOOL_OPTIONS", "-Xlog:gc  -Da=b"), both.withoutDebugger().environment());
  }

  @Test
  void javaAgentsAreTakenOutOfTheJvmsOptions() {
    FunctionConfiguration agents =
        with("JAVA_TOOL_OPTIONS", "-javaagent:lib/a.jar=x=y -Da=b -javaagent:b.jar");

    assertTrue(agents.hasJavaAgents());
    assertEquals(
        Map.of("JAVA_TOOL_OPTIONS", "-Da=b"), agents.withoutJavaAgents().environment());
    assertFalse(agents.withoutJavaAgents().hasJavaAgents());
    assertFalse(with("TABLE_NAME", "-javaagent:lib/a.jar").hasJavaAgents());
  }

  @Test
  void agentOfALayerThatIsNotHereIsReplaced() {
    FunctionConfiguration layer =
        with("JAVA_TOOL_OPTIONS", "-Da=b -javaagent:" + MISSING + "=x=y -Dc=d");

    assertEquals(List.of(Path.of(MISSING)), layer.missingFromLayers());
    assertEquals(
        Map.of("JAVA_TOOL_OPTIONS", "-Da=b \"-javaagent:/a $1/b.jar\" -Dc=d"),
        layer.withoutMissingFromLayers("\"-javaagent:/a $1/b.jar\"").environment());
    assertEquals(
        Map.of("JAVA_TOOL_OPTIONS", "-Da=b  -Dc=d"),
        layer.withoutMissingFromLayers("").environment());
  }

  @Test
  void nativeAgentAndWrapperOfALayerThatAreNotHereAreLeftOut() {
    FunctionConfiguration layer = with(
        "JAVA_TOOL_OPTIONS",
        "-agentpath:/opt/coldbrew-test/agent.so",
        "AWS_LAMBDA_EXEC_WRAPPER",
        "/opt/coldbrew-test/wrapper");

    assertEquals(
        List.of(Path.of("/opt/coldbrew-test/agent.so"), Path.of("/opt/coldbrew-test/wrapper")),
        layer.missingFromLayers());
    assertEquals(Map.of(), layer.withoutMissingFromLayers("-javaagent:a.jar").environment());
  }

  @Test
  void whatIsHereOrInNoLayerStays() throws Exception {
    FunctionConfiguration here = with(
        "JAVA_TOOL_OPTIONS",
        "-javaagent:lib/a.jar -javaagent:" + Files.createFile(folder.resolve("b.jar")),
        "AWS_LAMBDA_EXEC_WRAPPER",
        "/var/task/wrapper");

    assertEquals(List.of(), here.missingFromLayers());
    assertEquals(here, here.withoutMissingFromLayers(""));
  }
}
