// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coldbrew.lambda.emulator.FunctionConfiguration;
import dev.coldbrew.lambda.emulator.InvocationResult;
import dev.coldbrew.lambda.emulator.LocalFunction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many classes hello loads until it has answered its first event. A class more is waited for at
 * every cold start, and unlike a time the count is the same in every run: a change that exceeds the budget
 * needs a reason, and raises it. There is no startup cache: that of JDK 25 loads whatever
 * the training run used, and counts nothing.
 */
class StartUpIT {

  /** The JDK's own classes differ from version to version; these are for the two that are tested. */
  private static final Map<Integer, Integer> BUDGET = Map.of(17, 740, 25, 868);

  /** Of these, the classes that come from jars: the runtime's, Gson's and the function's. */
  private static final int BUDGET_OF_JARS = 38;

  /** [0.014s][info][class,load] java.lang.Object source: shared objects file */
  private static final Pattern LOADED = Pattern.compile("] (\\S+) source: (.*)$");

  @TempDir
  static Path temporary;

  private static List<Matcher> loaded;

  @BeforeAll
  static void answerOneEvent() throws Exception {
    MavenBuild hello = MavenBuild.of("hello", temporary);
    hello.run("package", "-Dlambda.train.skip");
    Path log = temporary.resolve("classes.log");
    FunctionConfiguration configuration = new FunctionConfiguration(
        "hello",
        "example.Hello::hello",
        512,
        Duration.ofSeconds(20),
        Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file='" + log + "'::filecount=0"));
    try (LocalFunction function =
        LocalFunction.start(hello.file("target/lambda/task"), configuration, System.err::println)) {
      InvocationResult result =
          function.invoke("{\"name\":\"Ada\"}".getBytes(StandardCharsets.UTF_8));
      assertEquals("\"Hello, Ada!\"", result.text());
    }
    loaded = Files.readAllLines(log).stream()
        .map(LOADED::matcher)
        .filter(Matcher::find)
        .toList();
  }

  @Test
  void helloLoadsNoMoreClassesThanItsBudget() {
    Integer budget = BUDGET.get(InstalledJdk.running().feature());
    assumeTrue(budget != null, "no budget for JDK " + InstalledJdk.running().feature());

    assertTrue(loaded.size() <= budget, () -> loaded.size() + " classes: " + names("", loaded));
  }

  @Test
  void helloLoadsNoMoreClassesOfJarsThanItsBudget() {
    List<Matcher> ofJars =
        loaded.stream().filter(line -> line.group(2).startsWith("file:")).toList();

    assertTrue(
        ofJars.size() <= BUDGET_OF_JARS, () -> ofJars.size() + " classes: " + names("", ofJars));
  }

  @Test
  void whatHelloDoesNotUseIsNotLoaded() {
    for (String unused : List.of(
        "java.net.Socket", // bash has connected
        "java.net.InetAddress",
        "dev.coldbrew.lambda.runtime.ResponseStream",
        "dev.coldbrew.lambda.runtime.invocation.ConcurrentLoops",
        "dev.coldbrew.lambda.runtime.log.FunctionLogger",
        "dev.coldbrew.lambda.runtime.error.ErrorReport",
        "dev.coldbrew.lambda.runtime.log.bridge.Log4j",
        "dev.coldbrew.lambda.runtime.log.bridge.Slf4j",
        "dev.coldbrew.lambda.runtime.json.bean",
        "com.google.gson.Gson",
        "com.google.gson.internal.reflect")) {
      assertEquals("", names(unused, loaded));
    }
  }

  private static String names(String prefix, List<Matcher> classes) {
    return classes.stream()
        .map(line -> line.group(1))
        .filter(name -> name.startsWith(prefix))
        .collect(Collectors.joining("\n"));
  }
}
