// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code lambda:invoke} refuses before it starts the function. */
class InvokeGoalTest {

  @TempDir
  Path basedir;

  private Goal invoke;

  @BeforeEach
  void stageFunction() throws Exception {
    Staged.in(basedir);
    invoke = new Goal("invoke", basedir);
  }

  @Test
  void functionThatWasNotPackagedIsRefused() throws Exception {
    Path other = Files.createDirectory(basedir.resolve("other"));

    assertEquals(
        """
        there is no packaged function in 'target/lambda/task' (goal lambda:invoke)
        hint: mvn -f DIR package lambda:invoke '-Dlambda.payload={"a":1}'""",
        new Goal("invoke", other)
            .property("lambda.payload", "{\"a\":1}")
            .problem()
            .replaceFirst("-f \\S+", "-f DIR"));
  }

  @Test
  void functionForAProcessorThatIsNotThereIsRefused() throws Exception {
    Files.writeString(
        basedir.resolve("target/lambda/launcher.json"),
        "{\"command\": [], \"problem\": \"this machine cannot run it\", \"hint\": \"install qemu\"}");

    assertEquals("""
        this machine cannot run it (goal lambda:invoke)
        hint: install qemu""", invoke.problem());
  }

  @Test
  void javaOfALayerIsStartedByTheLauncherInACopy() throws Exception {
    Path layered = Files.createDirectory(basedir.resolve("layered"));
    Staged.withLayer(layered);
    Files.writeString(layered.resolve("target/lambda/launcher.json"), "{\"command\": [\"qemu\"]}");

    assertEquals(
        """
        the function returned an error: Runtime.ExitError: RequestId: ID Error: Runtime exited with error: exit status 3 (handler app.Hello::hello)
        hint: change the event or the handler; the log above has the cause""", new Goal("invoke", layered).problem().replaceFirst("(?<=RequestId: )\\S+", "ID"));

    Path java = layered.resolve("target/opt/coldbrew/image/bin/java");
    assertEquals("a program for another processor", Files.readString(java));
    assertFalse(Files.exists(java.resolveSibling("java.real")));
  }

  @Test
  void functionThatFailsBeforeItsSnapshotIsNotInvoked() throws Exception {
    assertEquals("""
        the function failed before the snapshot: Runtime exited with error: exit status 3; Lambda would not publish this version (handler app.Hello::hello)
        hint: change the handler's constructor or the hook at which the log above ends""", invoke.property("lambda.snapStart", "true").problem());
  }

  @ParameterizedTest
  @CsvSource({"false, init phase", "true, init phase and hooks of SnapStart"})
  void longInitPhaseIsReported(boolean snapStart, String waiting) throws Exception {
    Path end = basedir.resolve("end");
    Files.writeString(
        basedir.resolve("target/lambda/task/bootstrap"),
        "#!/bin/sh\nfor i in $(seq 100); do [ -e '" + end + "' ] && exit 3; sleep 0.2; done\n");
    invoke.property("lambda.snapStart", Boolean.toString(snapStart));
    invoke.onLine(() -> end.toFile().mkdir());

    invoke.problem();

    assertEquals(List.of("[INFO] Waiting   " + waiting + ", 3 s so far"), invoke.lines());
  }

  @Test
  void handlerThatIsNotSetIsRefused() throws Exception {
    assertEquals("""
        no handler is set (parameter <handler>)
        hint: set it in the plugin's <configuration>""", invoke.withoutHandler().problem());
  }

  @ParameterizedTest
  @CsvSource({
    "lambda.memorySize, 127, memorySize, 128, 10240",
    "lambda.memorySize, 10241, memorySize, 128, 10240",
    "lambda.timeoutSeconds, 0, timeoutSeconds, 1, 900",
    "lambda.timeoutSeconds, 901, timeoutSeconds, 1, 900"
  })
  void settingThatLambdaWouldRefuseIsRefused(
      String property, String value, String parameter, int least, int most) throws Exception {
    assertEquals(
        """
        '%s' is not between %d and %d (parameter <%s>, property %s)
        hint: set one of them to a number in that range, or leave both out""".formatted(value, least, most, parameter, property),
        invoke.property(property, value).problem());
  }

  @Test
  void eventFileThatIsNotThereIsRefused() throws Exception {
    assertEquals(
        """
        event file '%s' does not exist (property lambda.event)
        hint: name a file below the project's folder, or send -Dlambda.payload='{}'""".formatted(basedir.resolve("missing.json")),
        invoke.property("lambda.event", "missing.json").problem());
  }

  @Test
  void eventFileThatIsNotJsonIsRefused() throws Exception {
    Path file = Files.writeString(basedir.resolve("broken.json"), "{\"name\":\n");

    assertEquals(
        """
        event file '%s' is not JSON at line 2 column 1 (property lambda.event)
        hint: correct the file""".formatted(file), invoke.property("lambda.event", "broken.json").problem());
  }

  @Test
  void folderWithoutEventsIsRefused() throws Exception {
    Files.createDirectory(basedir.resolve("events"));

    assertEquals("""
        there is no event in 'events' (property lambda.event)
        hint: write one into a file whose name ends in .json""", invoke.property("lambda.event", "events").problem());
  }

  @Test
  void payloadThatIsNotJsonIsRefused() throws Exception {
    assertEquals("""
        payload is not JSON at line 1 column 3 (property lambda.payload)
        hint: in a shell write -Dlambda.payload='{"name":"Ada"}'""", invoke.property("lambda.payload", "{name:Ada}").problem());
  }

  @Test
  void twoEventsAreRefused() throws Exception {
    assertEquals(
        """
        there are two events (properties lambda.payload, lambda.event)
        hint: keep one of them""",
        invoke
            .property("lambda.payload", "{}")
            .property("lambda.event", "a.json")
            .problem());
  }

  @Test
  void functionIsInvokedInOnePlace() throws Exception {
    assertEquals(
        """
        a function that runs elsewhere cannot be debugged from here (properties lambda.remote,\
         lambda.endpoint, lambda.debug)
        hint: keep one of them""",
        invoke
            .property("lambda.remote", "true")
            .property("lambda.endpoint", "http://127.0.0.1:9000")
            .property("lambda.debug", "5006")
            .problem());
  }

  @Test
  void functionIsInvokedHereOrInAws() throws Exception {
    assertEquals(
        """
        a function is invoked in one place (properties lambda.remote, lambda.endpoint)
        hint: keep one of them""",
        invoke
            .property("lambda.remote", "true")
            .property("lambda.endpoint", "http://127.0.0.1:9000")
            .problem());
  }

  @Test
  void qualifierOfAFunctionHereIsRefused() throws Exception {
    invoke.property("lambda.qualifier", "live");

    assertEquals("""
        only a function in AWS has aliases and versions, such as 'live' (property lambda.qualifier)
        hint: mvn -f DIR lambda:invoke -Dlambda.qualifier=live -Dlambda.remote""", invoke.problem().replaceFirst("-f \\S+", "-f DIR"));
    assertEquals(
        """
        only a function in AWS has aliases and versions, such as 'live' (property lambda.qualifier)
        hint: leave it out""", invoke.property("lambda.endpoint", "http://127.0.0.1:9000").problem());
  }

  @Test
  void variableOfTheShellThatIsNotSetIsReported() throws Exception {
    Files.writeString(basedir.resolve(".env"), "OTHER=here\n");
    invoke.configuration("<environment><API_KEY>${env.API_KEY}</API_KEY>"
        + "<OTHER>${env.OTHER_KEY}</OTHER></environment>");

    invoke.problem();

    assertEquals(
        List.of(
            "[WARNING] environment variable 'API_KEY' is not set, and <API_KEY> takes its value from it: "
                + "the function runs without it; set it, or write API_KEY=... into .env"),
        invoke.lines());
  }

  @Test
  void exampleBesideOtherEventsIsRefused() throws Exception {
    assertEquals(
        """
        there are two events (properties lambda.event, lambda.example)
        hint: keep one of them""",
        invoke
            .property("lambda.event", "a.json")
            .property("lambda.example", "sqs")
            .problem());
    assertEquals("""
        there are three events (properties lambda.payload, lambda.event, lambda.example)
        hint: keep one of them""", invoke.property("lambda.payload", "{}").problem());
  }

  @Test
  void exampleThatThereIsNotIsRefused() throws Exception {
    String problem = invoke.property("lambda.example", "apigw-v3").problem();

    assertEquals("""
        there is no example event 'apigw-v3' (property lambda.example)
        hint: did you mean -Dlambda.example=apigw-v1? These are all:""", problem.lines().limit(2).collect(Collectors.joining("\n")));
  }

  @Test
  void commandToTypeNextKeepsTheExample() throws Exception {
    Path other = Files.createDirectory(basedir.resolve("other"));

    assertEquals(
        """
        there is no packaged function in 'target/lambda/task' (goal lambda:invoke)
        hint: mvn -f DIR package lambda:invoke -Dlambda.example=sqs""",
        new Goal("invoke", other)
            .property("lambda.example", "sqs")
            .problem()
            .replaceFirst("-f \\S+", "-f DIR"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "here"})
  void debuggersPortThatIsNoPortIsRefused(String port) throws Exception {
    assertEquals("""
        '%s' is not a port (property lambda.debug)
        hint: -Dlambda.debug=5005""".formatted(port), invoke.property("lambda.debug", port).problem());
  }

  @Test
  void settingsThatWereNotStagedAreRefused() throws Exception {
    Staged.keepInputs(basedir, "parameter <heapPercent>", "50");

    assertEquals(
        """
        parameter <heapPercent> changed since the function was staged (goal lambda:invoke)
        hint: mvn -f DIR compile lambda:bundle lambda:invoke""",
        invoke
            .configuration("<heapPercent>60</heapPercent>")
            .problem()
            .replaceFirst("-f \\S+", "-f DIR"));
  }

  /** The hint's command would stage another function otherwise. */
  @Test
  void functionIsToBeStagedWithTheSameOptionsAgain() throws Exception {
    Files.writeString(basedir.resolve("target/lambda/inputs.json"), """
        {"digests": {}, "settings": {"parameter <heapPercent>": "50"}, "home": "/jdk",
         "options": {"lambda.target": "debian-13:2.41", "lambda.image": "layer",
                     "lambda.architecture": "arm64"}}""");

    assertEquals(
        """
        parameter <heapPercent> changed since the function was staged (goal lambda:invoke)
        hint: mvn -f DIR compile lambda:bundle lambda:invoke -Dlambda.architecture=arm64 -Dlambda.image=layer -Dlambda.payload=1 -Dlambda.target=debian-13:2.41""",
        invoke
            .property("lambda.payload", "1")
            .configuration("<heapPercent>60</heapPercent>")
            .problem()
            .replaceFirst("-f \\S+", "-f DIR"));
  }

  /** They would have no effect. */
  @Test
  void optionsThatItWasNotStagedWithAreRefused() throws Exception {
    Files.writeString(basedir.resolve("target/lambda/inputs.json"), """
        {"digests": {}, "settings": {"the dependencies": "%s"}, "home": "/jdk",
         "options": {"lambda.jdk": "25", "lambda.prime": "none"}}""".formatted(
            PomSettings.of(invoke.project(), Goal.descriptor()).get("the dependencies")));

    assertEquals(
        """
        the function was staged without -Dlambda.heapPercent=50 -Dlambda.jdk=17 (goal lambda:invoke)
        hint: mvn -f DIR compile lambda:bundle lambda:invoke -Dlambda.heapPercent=50 -Dlambda.jdk=17 -Dlambda.jdk.download -Dlambda.payload=1 -Dlambda.prime=none""",
        invoke
            .property("lambda.heapPercent", "50")
            .property("lambda.jdk", "17")
            .property("lambda.jdk.download", "true")
            .property("lambda.payload", "1")
            .property("lambda.prime", "none")
            .problem()
            .replaceFirst("-f \\S+", "-f DIR"));
  }

  @Test
  void goalIsSkippedOnRequest() throws Exception {
    assertEquals(
        "[[INFO] Skipped]", invoke.property("lambda.invoke.skip", "true").run().toString());
  }
}
