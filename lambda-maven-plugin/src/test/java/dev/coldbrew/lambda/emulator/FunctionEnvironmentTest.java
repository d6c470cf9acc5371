// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionEnvironmentTest {

  private static final FunctionConfiguration CONFIGURATION =
      configuration(Map.of("TABLE_NAME", "orders"));

  @Test
  void aFunctionOfADeveloperWithoutAwsSeesTheVariablesOfAnOsOnlyRuntime() {
    Map<String, String> variables = new TreeMap<>(variables(CONFIGURATION, Map.of()));
    String logStream = variables.remove("AWS_LAMBDA_LOG_STREAM_NAME");

    assertTrue(
        logStream.matches("[0-9]{4}/[0-9]{2}/[0-9]{2}/\\[\\$LATEST\\][0-9a-f]{32}"), logStream);
    assertEquals(
        new TreeMap<>(Map.ofEntries(
            Map.entry("AWS_DEFAULT_REGION", "us-east-1"),
            Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256"),
            Map.entry("AWS_LAMBDA_FUNCTION_NAME", "hello"),
            Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
            Map.entry("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
            Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/hello"),
            Map.entry("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9001"),
            Map.entry("AWS_REGION", "us-east-1"),
            Map.entry("AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR"),
            Map.entry("AWS_XRAY_DAEMON_ADDRESS", "127.0.0.1:2000"),
            Map.entry("LAMBDA_RUNTIME_DIR", "/var/runtime"),
            Map.entry("LAMBDA_TASK_ROOT", "/a/task"),
            Map.entry("LANG", "en_US.UTF-8"),
            Map.entry(
                "LD_LIBRARY_PATH",
                "/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/a/task:/a/task/lib:/opt/lib"),
            Map.entry("PATH", "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin"),
            Map.entry("TABLE_NAME", "orders"),
            Map.entry("TZ", ":UTC"),
            Map.entry("_AWS_XRAY_DAEMON_ADDRESS", "127.0.0.1"),
            Map.entry("_AWS_XRAY_DAEMON_PORT", "2000"),
            Map.entry("_HANDLER", "example.Hello::hello"))),
        variables);
  }

  @Test
  void theDevelopersIdentityIsPassedOn() {
    Map<String, String> developer = Map.of(
        "AWS_ACCESS_KEY_ID", "AKIA",
        "AWS_SECRET_ACCESS_KEY", "secret",
        "AWS_PROFILE", "ada",
        "AWS_ENDPOINT_URL", "http://127.0.0.1:4566",
        "AWS_XRAY_DAEMON_ADDRESS", "127.0.0.1:3000",
        "HOME", "/home/ada");

    Map<String, String> variables = variables(CONFIGURATION, developer);

    variables.keySet().retainAll(developer.keySet());
    assertEquals(new TreeMap<>(developer), variables);
  }

  @Test
  void variablesOfTheBuildOrOfAnotherFunctionAreLeftOut() {
    Map<String, String> developer = Map.of(
        "AWS_EXECUTION_ENV", "AWS_Lambda_java25",
        "AWS_LAMBDA_EXEC_WRAPPER", "/opt/wrapper",
        "CLASSPATH", "/a.jar",
        "JAVA_HOME", "/opt/jdk",
        "JAVA_TOOL_OPTIONS", "-Xmx1m",
        "JDK_JAVA_OPTIONS", "-Xmx1m",
        "LD_PRELOAD", "/a.so",
        "MAVEN_OPTS", "-Xmx1m",
        "NOT_AWS", "1");

    Map<String, String> variables = variables(CONFIGURATION, developer);

    variables.keySet().retainAll(developer.keySet());
    assertEquals(Map.of(), variables);
  }

  @Test
  void theDevelopersRegionIsTheFunctions() {
    Map<String, String> variables =
        variables(CONFIGURATION, Map.of("AWS_DEFAULT_REGION", "eu-north-1"));

    assertEquals("eu-north-1", variables.get("AWS_REGION"));
    assertEquals("eu-north-1", variables.get("AWS_DEFAULT_REGION"));
  }

  @Test
  void theRegionThatTheSdkReadsFirstWins() {
    Map<String, String> developer =
        Map.of("AWS_DEFAULT_REGION", "eu-north-1", "AWS_REGION", "eu-west-1");

    assertEquals("eu-west-1", FunctionEnvironment.region(developer));
  }

  /** As a variable of a CI job is that was not set. */
  @Test
  void anEmptyRegionIsIgnored() {
    assertEquals(
        "eu-north-1",
        FunctionEnvironment.region(Map.of("AWS_DEFAULT_REGION", "eu-north-1", "AWS_REGION", "")));
    assertEquals("us-east-1", FunctionEnvironment.region(Map.of("AWS_REGION", "")));
  }

  /** Bootstrap sets it, on Lambda as well. */
  @Test
  void theLocaleIsLambdas() {
    Map<String, String> variables = FunctionEnvironment.variables(
        Path.of("/a/pr\u00fcfung"), CONFIGURATION, "127.0.0.1:9001", Map.of());

    assertEquals("en_US.UTF-8", variables.get("LANG"));
    assertNull(variables.get("LC_ALL"));
  }

  @Test
  void configuredVariablesTakePrecedence() {
    FunctionConfiguration configuration =
        configuration(Map.of("TZ", "Europe/Oslo", "JAVA_TOOL_OPTIONS", "-Xss2m"));

    Map<String, String> variables = variables(configuration, Map.of());

    assertEquals("Europe/Oslo", variables.get("TZ"));
    assertEquals("-Xss2m", variables.get("JAVA_TOOL_OPTIONS"));
  }

  private static FunctionConfiguration configuration(Map<String, String> environment) {
    return new FunctionConfiguration(
        "hello", "example.Hello::hello", 256, Duration.ofSeconds(3), environment);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      CONFIG            | /var/task/collector.yaml               | /a/task/collector.yaml
      CONFIG            | /var/task                              | /a/task
      CONFIG            | a=/var/task/x:/var/task/y,/var/task    | a=/a/task/x:/a/task/y,/a/task
      CONFIG            | /var/taskforce /my/var/task http://h/var/task | /var/taskforce /my/var/task http://h/var/task
      JAVA_TOOL_OPTIONS | -javaagent:/var/task/a.jar -Da=/var/task | -javaagent:./a.jar -Da=.
      """)
  void pathsBelowLambdasTaskFolderLeadToTheOneHere(String name, String value, String here) {
    FunctionConfiguration configuration = new FunctionConfiguration(
        "hello", "example.Hello::hello", 512, Duration.ofSeconds(1), Map.of(name, value));

    assertEquals(here, variables(configuration, Map.of()).get(name));
  }

  private static Map<String, String> variables(
      FunctionConfiguration configuration, Map<String, String> developer) {
    return FunctionEnvironment.variables(
        Path.of("/a/task"), configuration, "127.0.0.1:9001", developer);
  }
}
