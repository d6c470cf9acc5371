// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.runtime.LogHandlers;
import dev.coldbrew.lambda.runtime.LogLines;
import dev.coldbrew.lambda.runtime.RuntimeProcess;
import dev.coldbrew.lambda.runtime.ScriptedRuntimeApi;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes out of a process whose function logs; in what is expected, CR is written as "|". */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LogTest {

  private static final String TRACE =
      "java.lang.IllegalStateException: outer|line|\tat example.Orders.pay(Orders.java:7)"
          + "|Caused by: java.lang.Exception: in|\tat example.Orders.charge(Orders.java:9)";

  private static final String JSON_TRACE = "\"errorType\":\"java.lang.IllegalStateException\","
      + "\"errorMessage\":\"outer\\nline\",\"stackTrace\":[\"line\","
      + "\"example.Orders.pay(Orders.java:7)\",\"Caused by: java.lang.Exception: in\","
      + "\"example.Orders.charge(Orders.java:9)\"]";

  private static final Map<String, String> TEXT = Map.of();
  private static final Map<String, String> JSON = Map.of("AWS_LAMBDA_LOG_FORMAT", "JSON");
  private static final Map<String, String> TEXT_FROM_WARN = Map.of("AWS_LAMBDA_LOG_LEVEL", "WARN");
  private static final Map<String, String> JSON_FROM_INFO =
      Map.of("AWS_LAMBDA_LOG_FORMAT", "JSON", "AWS_LAMBDA_LOG_LEVEL", "INFO");

  @Test
  void loggerOfTheContextWritesTextWithTheLevelIfThereIsOne() throws Throwable {
    assertEquals(
        List.of(
            "no level",
            "null",
            "{\"a\":1}",
            "[DEBUG] not wanted",
            "not wanted",
            "[WARN] two|lines",
            "bytes|in lines"),
        logged("byContext", TEXT));
  }

  @Test
  void loggerOfTheContextDropsWhatIsBelowTheLevel() throws Throwable {
    assertEquals(
        List.of("no level", "null", "{\"a\":1}", "[WARN] two|lines", "bytes|in lines"),
        logged("byContext", TEXT_FROM_WARN));
  }

  @Test
  void loggerOfTheContextWritesJson() throws Throwable {
    assertEquals(loggerJson(), logged("byContext", JSON_FROM_INFO));
  }

  @Test
  void staticLoggerDoesAsTheLoggerOfTheContext() throws Throwable {
    assertEquals(logged("byContext", TEXT), loggedByProcess("byLambdaRuntime", TEXT));
    assertEquals(loggerJson(), loggedByProcess("byLambdaRuntime", JSON_FROM_INFO));
  }

  private static List<String> loggerJson() {
    return List.of(
        json("no level\\n", "UNDEFINED"),
        json("null", "UNDEFINED"),
        "{\"a\":1}",
        json("two\\nlines", "WARN"),
        "bytes|in lines");
  }

  @Test
  void whatOneCallPrintsIsOneLine() throws Throwable {
    assertEquals(
        List.of(
            "two|lines ü",
            "in parts 1",
            "2",
            "c",
            "java.lang.IllegalStateException: no trace",
            "",
            " { \"_aws\": {|} } ",
            "{_aws=map}",
            "no end"),
        logged("printing", TEXT));
  }

  @Test
  void whatIsPrintedIsJsonWithTheRequestIdUnlessItIsJsonAlready() throws Throwable {
    assertEquals(
        List.of(
            json("two\\nlines ü", "UNDEFINED"),
            json("in parts 1", "UNDEFINED"),
            json("2", "UNDEFINED"),
            json("c", "UNDEFINED"),
            json("java.lang.IllegalStateException: no trace", "UNDEFINED"),
            json("", "UNDEFINED"),
            " { \"_aws\": {|} } ",
            json("{_aws=map}", "UNDEFINED"),
            json("no end", "UNDEFINED")),
        logged("printing", JSON));
  }

  @Test
  void printedTraceIsOneLine() throws Throwable {
    assertEquals(
        List.of("before", TRACE, "Exception in thread \"x\" " + TRACE, "after"),
        logged("printingTraces", TEXT));
  }

  @Test
  void printedTraceIsOneJsonObject() throws Throwable {
    String trace = TRACE.replace("|", "\\n").replace("\t", "\\t");
    assertEquals(
        List.of(
            json("before", "UNDEFINED"),
            json(trace, "UNDEFINED"),
            json("Exception in thread \\\"x\\\" " + trace, "UNDEFINED"),
            json("after", "UNDEFINED")),
        logged("printingTraces", JSON));
  }

  @Test
  void toStringOfWhatIsPrintedMayWaitForAThreadThatPrints() throws Throwable {
    assertEquals(
        List.of("from the thread", "from the object"),
        logged("printingWhatWaitsForAThreadThatPrints", TEXT));
  }

  @Test
  void julIsWritten() throws Throwable {
    assertEquals(
        List.of("[INFO] hello Ada", "[WARN] two|lines", "[ERROR] failed|" + TRACE),
        loggedByProcess("byJul", TEXT));
  }

  @Test
  void julIsWrittenAsJson() throws Throwable {
    String failed = json("failed", "ERROR");
    assertEquals(
        List.of(
            json("finest", "TRACE"),
            json("fine", "DEBUG"),
            json("hello Ada", "INFO"),
            json("two\\nlines", "WARN"),
            failed.substring(0, failed.length() - 1) + "," + JSON_TRACE + "}"),
        loggedByProcess(
            "byJul", Map.of("AWS_LAMBDA_LOG_FORMAT", "JSON", "AWS_LAMBDA_LOG_LEVEL", "TRACE")));
  }

  @ParameterizedTest
  @CsvSource({"TRACE, 0", "DEBUG, 1", "INFO, 2", "WARN, 3", "ERROR, 4", "FATAL, 5"})
  void julDropsWhatIsBelowTheLevel(String level, int dropped) throws Throwable {
    List<String> all = List.of(
        "[TRACE] finest",
        "[DEBUG] fine",
        "[INFO] hello Ada",
        "[WARN] two|lines",
        "[ERROR] failed|" + TRACE);

    assertEquals(
        all.subList(dropped, all.size()),
        loggedByProcess("byJul", Map.of("AWS_LAMBDA_LOG_LEVEL", level)));
  }

  @Test
  void julOfAUserWhoConfiguredItIsLeftAlone() throws Throwable {
    assertEquals(
        List.of(), loggedByProcess("byJul", JSON, "-Djava.util.logging.config.file=/dev/null"));
  }

  @Test
  void systemLoggerIsWrittenWithAndWithoutJul() throws Throwable {
    List<String> expected =
        List.of("[INFO] hello Ada", "[WARN] two|lines", "[ERROR] failed|" + TRACE);

    assertEquals(expected, loggedByProcess("bySystemLogger", TEXT));
    assertEquals(expected, loggedByProcess("bySystemLogger", TEXT, "--limit-modules", "java.base"));
  }

  @Test
  void lineWithoutAnEndDoesNotRunIntoTheNextMessage() throws Throwable {
    assertEquals(List.of("no end", "logged"), logged("printingAndLogging", TEXT));
    assertEquals(
        List.of(json("logged", "UNDEFINED"), json("no end", "UNDEFINED")),
        logged("printingAndLogging", JSON));
  }

  @Test
  void finderThatTheUserBroughtMakesTheSystemLoggers(@TempDir Path folder) throws Throwable {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("java.lang.System$LoggerFinder"), LogHandlers.OwnFinder.class.getName());
    String classPath = System.getProperty("java.class.path") + File.pathSeparator + folder;

    assertEquals(
        List.of("own INFO hello Ada", "own WARNING two|lines", "own ERROR failed"),
        loggedByProcess("bySystemLogger", TEXT, "-cp", classPath));
  }

  @Test
  void systemLoggerWithoutJulObeysTheLevel() throws Throwable {
    assertEquals(
        List.of("[DEBUG] debug", "[INFO] hello Ada"),
        loggedByProcess(
                "bySystemLogger",
                Map.of("AWS_LAMBDA_LOG_LEVEL", "debug"),
                "--limit-modules",
                "java.base")
            .subList(0, 2));
  }

  @Test
  void failureOfAnInvocationIsOneLine() throws Throwable {
    assertEquals(List.of(TRACE), logged("failing", TEXT));
  }

  @Test
  void failureThatAMissingModuleCausesHasAHint() throws Throwable {
    List<String> lines = loggedByProcess("readingEbcdic", TEXT, "--limit-modules", "java.base");

    assertTrue(
        lines.get(0).startsWith("java.nio.charset.UnsupportedCharsetException: IBM037|\tat "),
        lines::toString);
    assertEquals(
        List.of("Hint: the function's JVM lacks the module jdk.charsets; add <modules>jdk.charsets"
            + "</modules> to the plugin's <configuration> in pom.xml"),
        lines.subList(1, lines.size()));
  }

  @Test
  void failureOfAnInvocationIsOneJsonObject() throws Throwable {
    String failed = json("java.lang.IllegalStateException: outer", "ERROR");
    assertEquals(
        List.of(failed.substring(0, failed.length() - 1) + "," + JSON_TRACE + "}"),
        logged("failing", JSON));
  }

  @Test
  void failureWhoseMessageCannotBeReadIsReportedWithoutItAndTheNextEventIsHandled()
      throws Throwable {
    String line =
        LogHandlers.Untold.class.getName() + ", which cannot be printed: class java.lang.Error";

    assertEquals(List.of(line, line), logged("failingUntold", TEXT, 2));
  }

  @Test
  void threadOfAnEarlierInvocationLogsForTheOneThatRuns() throws Throwable {
    assertEquals(
        List.of(
            json("from the pool", "UNDEFINED"),
            json("from the pool", "UNDEFINED").replace("id-1", "id-2")),
        logged("byAThreadOfTheFirst", JSON, 2));
  }

  @Test
  void lineOfAThreadIsNotMixedWithThatOfAnother() throws Throwable {
    assertEquals(
        List.of(json("from the thread", "UNDEFINED"), json("from the handler", "UNDEFINED")),
        logged("byTwoThreads", JSON));
  }

  @Test
  void invocationsAtOnceAreKeptApart() throws Throwable {
    List<String> lines = atOnce("twoAtOnce", JSON);

    for (String id : List.of("id-1", "id-2")) {
      assertEquals(
          List.of(
              json("printed for " + id, "UNDEFINED").replace("id-1", id),
              json("logged for " + id, "UNDEFINED").replace("id-1", id),
              json("no end, " + id, "UNDEFINED").replace("id-1", id)),
          lines.stream().filter(line -> line.contains(id)).toList());
    }
    assertEquals(6, lines.stream().filter(line -> line.contains("id-")).count(), lines::toString);
  }

  @Test
  void linesOfInvocationsAtOnceAreKeptApartInText() throws Throwable {
    List<String> lines = atOnce("twoAtOnce", TEXT);

    for (String id : List.of("id-1", "id-2")) {
      assertEquals(
          List.of("printed for " + id, "logged for " + id, "no end, " + id),
          lines.stream().filter(line -> line.contains(id)).toList());
    }
    assertEquals(6, lines.stream().filter(line -> line.contains("id-")).count(), lines::toString);
  }

  @Test
  void messagesOfInvocationsAtOnceAreTakenApartWhereALoggerWritesThemTogether() throws Throwable {
    List<String> lines = atOnce("writing", TEXT);
    List<String> messages = List.of("one", "two|\tat a|Caused by: b", "{|  \"a\": 1|}", "three");

    assertEquals(messages, lines.subList(0, 4));
    assertEquals(messages, lines.subList(4, 8));
    assertEquals(
        List.of("one|two|\tat a|Caused by: b|{|  \"a\": 1|}|three"), logged("writing", TEXT));
  }

  private static List<String> atOnce(String method, Map<String, String> format) throws Throwable {
    return LogLines.ofTwoAtOnce(LogHandlers.class, method, format);
  }

  @Test
  void lineWithoutAnEndIsNotLostWhenTheFunctionExits() throws Throwable {
    try (ScriptedRuntimeApi api = new ScriptedRuntimeApi()) {
      api.event("{}");

      RuntimeProcess.Ended ended = RuntimeProcess.run(environment("exiting", api, JSON));

      assertEquals(3, ended.status());
      assertEquals(List.of(json("last words", "UNDEFINED")), LogLines.of(ended));
    }
  }

  private static String json(String message, String level) {
    return "{\"timestamp\":\"NOW\",\"message\":\"" + message + "\",\"level\":\"" + level
        + "\",\"AWSRequestId\":\"id-1\"}";
  }

  private static List<String> logged(String method, Map<String, String> settings) throws Throwable {
    return logged(method, settings, 1);
  }

  private static List<String> logged(String method, Map<String, String> settings, int events)
      throws Throwable {
    return LogLines.inThisJvm(LogHandlers.class, method, settings, events);
  }

  /** Where the JDK or a library configures its logging once per process. */
  private static List<String> loggedByProcess(
      String method, Map<String, String> settings, String... jvmOptions) throws Exception {
    return LogLines.of(LogHandlers.class, method, List.of(jvmOptions), settings, "{}", 1);
  }

  private static Map<String, String> environment(
      String method, ScriptedRuntimeApi api, Map<String, String> settings) {
    return LogLines.environment(LogHandlers.class, method, api, settings);
  }
}
