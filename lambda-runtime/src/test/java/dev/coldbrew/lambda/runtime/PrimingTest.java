// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the runtime does before it asks for the first event. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PrimingTest {

  private static final String RECORD = "-Ddev.coldbrew.lambda.record=true";

  private static final String ORDER = "::order";

  @TempDir
  Path task;

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
  void eventsAreReadAndResponsesWrittenWithoutTheHandler() throws Exception {
    file("event-1.json", "{\"name\":\"Ada\"}");
    file("event-2.json", "{\"name\":\"Bob\"}");
    file("response-1.json", "{\"text\":\"hello\"}");
    api.end();

    assertEquals(
        List.of("order is read: Ada", "order is read: Bob", "receipt is written: hello"),
        untilTheEnd(lines("types", ORDER)));
    assertEquals(1, api.requestCount());
  }

  @Test
  void nothingIsDoneUnlessTheBuildSaysSo() throws Exception {
    file("event-1.json", "{\"name\":\"Ada\"}");
    api.end();

    assertEquals(List.of(), untilTheEnd(lines(null, ORDER)));
  }

  @Test
  void nothingIsDoneWithoutData() throws Exception {
    api.end();

    assertEquals(List.of(), untilTheEnd(lines("types", ORDER)));
  }

  @Test
  void dataOfTheBuildsHandlerIsNotForAnother() throws Exception {
    file("event-1.json", "{\"name\":\"Ada\"}");
    api.end();

    assertEquals(
        List.of(),
        untilTheEnd(lines(
            "types", ORDER, Map.of("_HANDLER", PrimingHandlers.class.getName() + "::print"))));
  }

  @Test
  void whatFailsIsOneLineInTheLogAndTheFunctionStarts() throws Exception {
    file("event-1.json", "{\"name\":\"unreadable\"}");
    file("event-2.json", "{\"name\":\"Bob\"}");
    file("response-1.json", "[");
    api.event("{\"name\":\"Cy\"}").accepted().end();

    assertEquals(
        List.of(
            "order is read: unreadable",
            "priming left out priming/event-1.json: java.lang.IllegalArgumentException: event cannot be"
                + " read as dev.coldbrew.lambda.runtime.PrimingHandlers$Order: $.name: dev.coldbrew.lambda.runtime.PrimingHandlers$Order.setName threw java.lang.IllegalStateException: no such name",
            "order is read: Cy",
            "order is handled",
            "receipt is written: thanks"),
        untilTheEnd(lines("types", ORDER)));
  }

  @Test
  void theHandlerIsCalledWhereTheBuildSaysSo() throws Exception {
    file("event-1.json", "{\"name\":\"Ada\"}");
    file("event-2.json", "{\"name\":\"Bob\"}");
    api.event("{\"name\":\"Cy\"}").accepted().end();

    assertEquals(
        List.of(
            "PRIMING with priming/event-1.json: what follows belongs to no invocation",
            "Ada: priming, priming true",
            "PRIMING with priming/event-2.json: what follows belongs to no invocation",
            "Bob: priming, priming true",
            "PRIMING END",
            "Cy: id-1, priming false"),
        untilTheEnd(lines("handler", "::print")));
    api.request();
    assertEquals("\"done\"", ScriptedRuntimeApi.body(api.request()));
    assertEquals(3, api.requestCount());
  }

  @Test
  void aHandlerThatFailsIsNotPrimedFurther() throws Exception {
    file("event-1.json", "{\"name\":\"failing\"}");
    file("event-2.json", "{\"name\":\"Bob\"}");
    api.end();

    assertEquals(
        List.of(
            "PRIMING with priming/event-1.json: what follows belongs to no invocation",
            "failing: priming, priming true",
            "priming left out priming/event-1.json: java.lang.IllegalStateException: out of order",
            "PRIMING END"),
        untilTheEnd(lines("handler", "::print")));
    assertEquals(1, api.requestCount());
  }

  @Test
  void whatIsLoggedInJsonHasTheRequestIdPriming() throws Exception {
    file("event-1.json", "{\"name\":\"Ada\"}");
    api.end();

    List<String> ids = new ArrayList<>();
    for (String line :
        untilTheEnd(lines("handler", "::print", Map.of("AWS_LAMBDA_LOG_FORMAT", "JSON")))) {
      JsonObject json = JsonParser.parseString(line).getAsJsonObject();
      ids.add(json.get("AWSRequestId").getAsString());
    }
    assertEquals(List.of("priming", "priming", "priming"), ids);
  }

  @Test
  void aStreamGoesNowhere() throws Exception {
    file("event-1.json", "{}");
    api.end();

    List<String> lines = untilTheEnd(lines("handler", "::stream"));

    assertEquals(List.of("streamed", "PRIMING END"), lines.subList(1, lines.size()));
    assertEquals(1, api.requestCount());
  }

  @Test
  void aHandlerThatTakesTooLongDoesNotKeepTheFunction() throws Exception {
    file("event-1.json", "{}");
    file("event-2.json", "{}");
    api.event("{}").accepted().end();

    List<String> lines = lines("handler", "::sleep");

    assertTrue(
        lines.contains("priming takes more than 5000 ms; the function starts without the rest"),
        lines::toString);
    assertTrue(lines.contains("was interrupted"), lines::toString);
    assertEquals(
        1, lines.stream().filter(line -> line.startsWith("PRIMING with")).count());
    api.request();
    assertEquals("\"done\"", ScriptedRuntimeApi.body(api.request()));
  }

  /** It gets no line in the log of the invocation that has begun by then. */
  @Test
  void aHandlerThatFailsTooLateIsNotReported() throws Exception {
    file("event-1.json", "{}");
    api.event("{}").accepted().end();

    assertEquals(
        List.of(
            "PRIMING with priming/event-1.json: what follows belongs to no invocation",
            "priming takes more than 5000 ms; the function starts without the rest",
            "PRIMING END"),
        untilTheEnd(lines("handler", "::fail")));
  }

  /** A class whose initialization is interrupted can never be used. */
  @Test
  void aTypeThatTakesTooLongIsReadByTheFirstInvocation() throws Exception {
    file("event-1.json", "{\"name\":\"slow\"}");
    file("event-2.json", "{\"name\":\"Bob\"}");
    api.event("{\"name\":\"slow\"}").accepted().end();

    List<String> lines = untilTheEnd(lines("types", ORDER));

    assertEquals("order is read: slow", lines.get(0));
    assertEquals(
        "priming takes more than 5000 ms; the function starts without the rest", lines.get(1));
    assertTrue(lines.contains("the code is known"), lines::toString);
    assertTrue(lines.contains("order is handled"), lines::toString);
    assertFalse(lines.contains("order is read: Bob"), lines::toString);
  }

  @Test
  void anInitPhaseThatIsLongAlreadyIsNotMadeLonger() throws Exception {
    file("event-1.json", "{\"name\":\"Ada\"}");
    api.event("{\"name\":\"Cy\"}").accepted().end();

    List<String> lines = untilTheEnd(lines("handler", "$SlowInit::print"));

    assertTrue(
        lines
            .get(0)
            .matches("priming was left out: the init phase has taken 8\\d\\d\\d ms without it"),
        lines::toString);
    assertEquals(List.of("Cy: id-1, priming false"), lines.subList(1, lines.size()));
  }

  @Test
  void allEventsHaveTheSameDeadline() throws Exception {
    file("event-1.json", "{}");
    file("event-2.json", "{}");
    api.end();

    assertEquals(
        List.of("later: false", "later: false"),
        untilTheEnd(lines("handler", "::deadline")).stream()
            .filter(line -> line.startsWith("later"))
            .toList());
  }

  @Test
  void aTrainingKeepsWhatCanBeUsed() throws Exception {
    file("event-1.json.untried", "{\"name\":\"unreadable\"}");
    file("event-2.json.untried", "{\"name\":\"Bob\"}");
    file("response-1.json.untried", "{\"text\":\"hello\"}");
    api.end();

    assertEquals(
        List.of(
            "order is read: unreadable",
            "priming left out priming/event-1.json: java.lang.IllegalArgumentException: event cannot be"
                + " read as dev.coldbrew.lambda.runtime.PrimingHandlers$Order: $.name: dev.coldbrew.lambda.runtime.PrimingHandlers$Order.setName threw java.lang.IllegalStateException: no such name",
            "order is read: Bob",
            "receipt is written: hello"),
        untilTheEnd(lines("types", ORDER, RECORD)));
    assertEquals(List.of("event-1.json.untried", "event-2.json", "response-1.json"), files());
  }

  /** What never comes to its end here would not at any start. */
  @Test
  void aTrainingEndsThoughATypeDoesNot() throws Exception {
    file("event-1.json.untried", "{\"name\":\"Ada\"}");
    file("event-2.json.untried", "{\"name\":\"exit\"}");
    file("response-1.json.untried", "{\"text\":\"hello\"}");
    api.end();

    assertEquals(
        List.of(
            "order is read: Ada",
            "order is read: exit",
            "priming takes more than 5000 ms; the rest is left out"),
        untilTheEnd(lines("types", ORDER, RECORD)));
    assertEquals(
        List.of("event-1.json", "event-2.json.untried", "response-1.json.untried"), files());
  }

  @Test
  void aTrainingKeepsMapsForAnotherSerializer() throws Exception {
    file("event-1.json.untried", "{\"name\":\"Ada\"}");
    api.end();

    lines("types", "::print", RECORD, "-Ddev.coldbrew.lambda.serializer=aws");

    assertEquals(List.of("event-1.json"), files());
  }

  @Test
  void aTrainingKeepsNothingWhereNothingIsToBeDone() throws Exception {
    file("event-1.json.untried", "{\"name\":\"Ada\"}");
    file("response-1.json.untried", "\"done\"");
    api.end();

    lines("types", "::print", RECORD);

    assertEquals(List.of(), files());
  }

  @Test
  void aTrainingKeepsTheEventsThatTheHandlerIsCalledWith() throws Exception {
    file("event-1.json.untried", "{\"name\":\"Ada\"}");
    api.end();

    lines("handler", "::print", RECORD);

    assertEquals(List.of("event-1.json"), files());
  }

  private void file(String name, String json) throws IOException {
    Files.writeString(Files.createDirectories(task.resolve("priming")).resolve(name), json);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(task.resolve("priming"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private List<String> lines(String prime, String handler, String... jvmOptions) throws Exception {
    return lines(prime, handler, Map.of(), jvmOptions);
  }

  /** All that a start of the function prints. */
  private List<String> lines(
      String prime, String handler, Map<String, String> variables, String... jvmOptions)
      throws Exception {
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("AWS_LAMBDA_RUNTIME_API", api.address());
    List<String> options = new ArrayList<>(List.of(jvmOptions));
    if (prime != null) {
      options.add("-Ddev.coldbrew.lambda.prime=" + prime);
    }
    try (RuntimeProcess process = RuntimeProcess.start(
        task, List.of(), options, environment, PrimingHandlers.class.getName() + handler)) {
      List<String> lines = process.lines();
      assertEquals(1, process.status());
      return lines;
    }
  }

  /** Without how the runtime ends, which the script of the Runtime API decides. */
  private static List<String> untilTheEnd(List<String> lines) {
    List<String> before = new ArrayList<>();
    for (String line : lines) {
      if (!line.startsWith("\tat ") && !line.contains("can no longer be used")) {
        before.add(line);
      }
    }
    return before;
  }
}
