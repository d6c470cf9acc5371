// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code lambda:invoke} prints and how it ends, with functions that respond and that do not.
 * InvokeGoalTest has what it refuses.
 */
class InvokeIT {

  private static final String REPORT =
      "REPORT RequestId: ID\tDuration: N ms\tBilled Duration: N ms\tMemory Size: 512 MB\tMax Memory Used: N MB\t";

  private static final String PRINTS = "example.Misbehaving::prints";

  @TempDir
  static Path temporary;

  private static MavenBuild handlers;

  @BeforeAll
  static void packageOnce() {
    handlers = MavenBuild.of("handlers", temporary).with("-q");
    handlers.run("package", "-Dlambda.handler=example.Orders::price");
  }

  @Test
  void printsTheResponseAndBesideItTheLog() {
    BuildOutput output = handlers.run(invoke("Misbehaving::prints"));
    assertEquals("\"answered\"\n", output.log());
    assertEquals("""
        START RequestId: ID Version: $LATEST
        on stdout
        on stderr
        without an end of line
        END RequestId: ID
        REPORT\tInit Duration: N ms\t
        """, functionLog(output));
  }

  /** Maven 4 would turn both into messages of its own log, and {@code -q} would drop them. */
  @Test
  void printsTheSameUnderMaven4() {
    BuildOutput output = MavenBuild.in(handlers.file(""))
        .maven(Maven.MAVEN_4_HOME)
        .with("-q")
        .run(invoke("Misbehaving::prints"));
    assertEquals("\"answered\"\n", output.log());
    assertEquals("""
        START RequestId: ID Version: $LATEST
        on stdout
        on stderr
        without an end of line
        END RequestId: ID
        REPORT\tInit Duration: N ms\t
        """, functionLog(output));
  }

  @Test
  void restoresAFunctionAsFromASnapshot() {
    BuildOutput output =
        handlers.run(invoke("Quotes::quote", "-Dlambda.snapStart", "-Dlambda.payload=\"tea\""));
    assertEquals("\"tea: 2\"\n", output.log());
    assertEquals("""
        a quote by null
        ready for the snapshot
        INIT_REPORT Init Duration: N ms\tPhase: init\t
        restored as ID
        START RequestId: ID Version: 1
        a quote by ID
        END RequestId: ID
        REPORT\tRestore Duration: N ms\tBilled Restore Duration: N ms\t
        """, functionLog(output));
  }

  @Test
  void takesSeveralEventsInOneProcess() {
    BuildOutput output = handlers.runAndFail(
        invoke(
            "Orders::price",
            "-Dlambda.event=src/lambda/events,src/test/events/utf-8.json,src/lambda/events/order.json"));
    List<String> lines = output.log().lines().toList();
    assertEquals("{\"customer\":\"Ada\",\"total\":42}", lines.get(0));
    assertEquals("{\"customer\":\"Ada\",\"total\":42}", lines.get(2));
    assertTrue(
        output.problem().startsWith("the function returned an error: src/test/events/utf-8.json: "),
        output.problem());
    assertEquals(
        List.of(true, false, false),
        output
            .err()
            .lines()
            .filter(line -> line.startsWith("REPORT "))
            .map(line -> line.contains("Init Duration"))
            .toList());
  }

  @Test
  void speaksUtf8WhateverTheConsoleDoes() {
    BuildOutput output = MavenBuild.in(handlers.file(""))
        .shell("export LC_ALL=C")
        .with("-q")
        .run(invoke("Values::echo", "-Dlambda.event=src/test/events/utf-8.json"));
    assertEquals("\"Zoë €漢\"\n", output.log());
    assertTrue(output.err().contains("\nZoë €漢\n"), output.err());
  }

  @Test
  void theFunctionHasTheEnvironmentOfThePomAndTheMemoryOfTheCommand() throws IOException {
    Files.writeString(handlers.file("pom.json"), "\"TABLE_NAME\"");
    Files.writeString(handlers.file("command.json"), "\"AWS_LAMBDA_FUNCTION_MEMORY_SIZE\"");
    assertEquals(
        "\"orders\"\n\"300\"\n",
        handlers
            .run(invoke(
                "Settings::variable",
                "-Dlambda.memorySize=300",
                "-Dlambda.event=pom.json,command.json"))
            .log());
  }

  @Test
  void refusesCodeThatIsNotTheProjectsAnyMore() throws IOException {
    Path resource = handlers.file("src/main/resources/news.txt");
    Files.createDirectories(resource.getParent());
    Files.writeString(resource, "newer");
    assertEquals(
        """
        'src/main' changed since the function was staged (goal lambda:invoke)
        hint: mvn compile lambda:bundle lambda:invoke -Dlambda.handler=example.Orders::price '-Dlambda.payload={"name":"Ada"}'""",
        handlers
            .runAndFail("lambda:invoke", "-Dlambda.payload={\"name\":\"Ada\"}")
            .problem());
    assertEquals("""
        'target/classes' changed since the function was staged (goal lambda:invoke)
        hint: mvn compile lambda:bundle lambda:invoke -Dlambda.handler=example.Orders::price""", handlers.runAndFail("compile", "lambda:invoke").problem());
    assertEquals(
        "\"answered\"\n",
        handlers
            .run("compile", "lambda:bundle", "lambda:invoke", "-Dlambda.handler=" + PRINTS)
            .log());
  }

  @Test
  void failsWithTheErrorOfTheFunction() {
    BuildOutput output = handlers.runAndFail(invoke("Misbehaving::fails"));
    assertEquals("""
        the function returned an error: java.lang.IllegalStateException: out of stock (handler example.Misbehaving::fails)
        hint: change the event or the handler; the log above has the cause""", output.problem());
    assertEquals(
        "{\"errorMessage\":\"out of stock\",\"errorType\":\"java.lang.IllegalStateException\","
            + "\"stackTrace\":[\"example.Misbehaving.fails(Misbehaving.java:19)\"]}",
        output.log().lines().findFirst().orElseThrow());
    assertEquals("""
        START RequestId: ID Version: $LATEST
        java.lang.IllegalStateException: out of stock
        \tat example.Misbehaving.fails(Misbehaving.java:19)
        END RequestId: ID
        REPORT\tInit Duration: N ms\t
        """, functionLog(output));
  }

  @Test
  void stopsAFunctionThatOverruns() {
    BuildOutput output =
        handlers.runAndFail(invoke("Misbehaving::overruns", "-Dlambda.timeoutSeconds=1"));
    assertEquals("""
        the function returned an error: Sandbox.Timedout: RequestId: ID Error: Task timed out after 1.00 seconds (handler example.Misbehaving::overruns)
        hint: let the handler take less time, or raise <timeoutSeconds>; the log above ends where it was""", withoutFigures(output.problem()));
    assertEquals("""
        START RequestId: ID Version: $LATEST
        END RequestId: ID
        REPORT\tInit Duration: N ms\tStatus: timeout
        """, functionLog(output));
  }

  private static String[] invoke(String handler, String... options) {
    List<String> arguments = new ArrayList<>(List.of("lambda:invoke"));
    arguments.add("-Dlambda.handler=example." + handler);
    arguments.addAll(List.of(options));
    return arguments.toArray(String[]::new);
  }

  private static String functionLog(BuildOutput output) {
    return withoutFigures(output.goalsErr()).replace(REPORT, "REPORT\t");
  }

  private static String withoutFigures(String text) {
    return text.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
        .replaceAll("(?<!Size): [0-9.]+ (ms|MB)", ": N $1");
  }
}
