// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code lambda:invoke} prints and how it ends, with functions that answer and that do not. */
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

  /** Which would make messages of its own log of both, and leave them out here. */
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
  void takesTheEventFromAFile() {
    assertEquals(
        "{\"customer\":\"Ada\",\"total\":42}\n",
        handlers
            .run(invoke("Orders::price", "-Dlambda.event=src/lambda/events/order.json"))
            .log());
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
  void takesTheEnvironmentOfThePom() {
    assertEquals(
        "\"orders\"\n",
        handlers
            .run(invoke("Settings::variable", "-Dlambda.payload=\"TABLE_NAME\""))
            .log());
  }

  /** Lambda's LANG names a locale that most machines lack, this one perhaps, and Lambda also. */
  @Test
  void namesOfFilesAndArgumentsAreUtf8() {
    assertEquals(
        "[\"Rechnung März €\",\"Rechnung März € Rechnung März €\"]\n",
        handlers
            .run(invoke("Settings::file", "-Dlambda.payload=\"Rechnung M\\u00e4rz \\u20ac\""))
            .log());
  }

  @Test
  void hasLocalesAndProvidersThatNoClassRefersTo() {
    assertEquals(
        "[\"1.234,5\",\"07/03/2026\",\"jar\",false,\"jdk.naming.dns\"]\n",
        handlers.run(invoke("Providers::use")).log());
  }

  @Test
  void refusesCodeThatIsNotTheProjectsAnyMore() throws IOException {
    Path resource = handlers.file("src/main/resources/news.txt");
    Files.createDirectories(resource.getParent());
    Files.writeString(resource, "newer");
    assertEquals(
        """
        'src/main' changed since the function was staged (goal lambda:invoke)
        hint: mvn compile lambda:bundle lambda:invoke '-Dlambda.payload={"name":"Ada"}'""",
        handlers
            .runAndFail("lambda:invoke", "-Dlambda.payload={\"name\":\"Ada\"}")
            .problem());
    assertEquals("""
        'target/classes' changed since the function was staged (goal lambda:invoke)
        hint: mvn compile lambda:bundle lambda:invoke""", handlers.runAndFail("compile", "lambda:invoke").problem());
    assertEquals(
        "\"answered\"\n",
        handlers
            .run("compile", "lambda:bundle", "lambda:invoke", "-Dlambda.handler=" + PRINTS)
            .log());
  }

  @Test
  void refusesSettingsThatWereNotStaged() throws IOException {
    Path pom = handlers.file("pom.xml");
    String before = Files.readString(pom);
    Files.writeString(pom, before.replace("<heapPercent>50<", "<heapPercent>60<"));
    assertEquals("""
        parameter <heapPercent> changed since the function was staged (goal lambda:invoke)
        hint: mvn compile lambda:bundle lambda:invoke""", handlers.runAndFail(invoke("Misbehaving::prints")).problem());
    Files.writeString(pom, before);
  }

  @Test
  void takesTheMemoryThatIsAsked() {
    assertEquals(
        "\"300\"\n",
        handlers
            .run(invoke(
                "Settings::variable",
                "-Dlambda.memorySize=300",
                "-Dlambda.payload=\"AWS_LAMBDA_FUNCTION_MEMORY_SIZE\""))
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
  void failsWithAFunctionThatDoesNotStart() {
    BuildOutput output = handlers.runAndFail(invoke("Uninitialized::handle"));
    assertEquals("""
        the function returned an error: java.lang.IllegalStateException: TABLE_NAME is not set (handler example.Uninitialized::handle)
        hint: change the event or the handler; the log above has the cause""", output.problem());
  }

  @ParameterizedTest
  @CsvSource({"0, without providing a reason", "3, with error: exit status 3"})
  void failsWithAFunctionThatEndsItself(String status, String reason) {
    BuildOutput output =
        handlers.runAndFail(invoke("Misbehaving::exits", "-Dlambda.payload=" + status));
    assertEquals("""
        the function returned an error: Runtime.ExitError: RequestId: ID Error: Runtime exited REASON (handler example.Misbehaving::exits)
        hint: change the event or the handler; the log above has the cause""".replace("REASON", reason), withoutFigures(output.problem()));
  }

  @Test
  void failsWithAFunctionThatIsKilled() {
    BuildOutput output = handlers.runAndFail(invoke("Misbehaving::isKilled"));
    assertEquals("""
        the function returned an error: Runtime.ExitError: RequestId: ID Error: Runtime exited with error: signal: killed (handler example.Misbehaving::isKilled)
        hint: change the event or the handler; the log above has the cause""", withoutFigures(output.problem()));
    assertEquals("""
        START RequestId: ID Version: $LATEST
        END RequestId: ID
        REPORT\tInit Duration: N ms\tStatus: error\tError Type: Runtime.ExitError
        """, functionLog(output));
  }

  @Test
  void stopsAFunctionThatOverruns() {
    BuildOutput output =
        handlers.runAndFail(invoke("Misbehaving::overruns", "-Dlambda.timeoutSeconds=1"));
    assertEquals("""
        the function returned an error: Sandbox.Timedout: RequestId: ID Error: Task timed out after 1.00 seconds (handler example.Misbehaving::overruns)
        hint: change the event or the handler; the log above has the cause""", withoutFigures(output.problem()));
    assertEquals("""
        START RequestId: ID Version: $LATEST
        END RequestId: ID
        REPORT\tInit Duration: N ms\tStatus: timeout
        """, functionLog(output));
  }

  @Test
  void refusesTwoEvents() {
    assertEquals(
        """
        there are two events (properties lambda.payload and lambda.event)
        hint: remove -Dlambda.payload or -Dlambda.event""",
        handlers
            .runAndFail(invoke(
                "Orders::price",
                "-Dlambda.payload={}",
                "-Dlambda.event=src/lambda/events/order.json"))
            .problem());
  }

  private static String[] invoke(String handler, String... options) {
    ArrayList<String> arguments = new ArrayList<>(List.of("lambda:invoke"));
    arguments.add("-Dlambda.handler=example." + handler);
    arguments.addAll(List.of(options));
    return arguments.toArray(String[]::new);
  }

  /** Without what Maven's own JVM says: since JDK 24 of Maven's libraries, always of its options. */
  private static String functionLog(BuildOutput output) {
    return withoutFigures(output.err())
        .lines()
        .filter(line -> !line.startsWith("WARNING: ") && !line.startsWith("Picked up "))
        .collect(Collectors.joining("\n", "", "\n"))
        .replace(REPORT, "REPORT\t");
  }

  private static String withoutFigures(String text) {
    return text.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
        .replaceAll("(?<!Size): [0-9.]+ (ms|MB)", ": N $1");
  }
}
