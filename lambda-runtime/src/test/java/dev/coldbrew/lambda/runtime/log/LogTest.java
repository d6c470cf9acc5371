package dev.coldbrew.lambda.runtime.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.runtime.LogHandlers;
import dev.coldbrew.lambda.runtime.LogLines;
import dev.coldbrew.lambda.runtime.RuntimeProcess;
import dev.coldbrew.lambda.runtime.ScriptedRuntimeApi;
import dev.coldbrew.lambda.runtime.invocation.ConcurrentLoops;
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
  void loggerOfTheContextWritesTextWithTheLevelIfThereIsOne() throws Exception {
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
  void loggerOfTheContextDropsWhatIsBelowTheLevel() throws Exception {
    assertEquals(
        List.of("no level", "null", "{\"a\":1}", "[WARN] two|lines", "bytes|in lines"),
        logged("byContext", TEXT_FROM_WARN));
  }

  @Test
  void loggerOfTheContextWritesJson() throws Exception {
    assertEquals(loggerJson(), logged("byContext", JSON_FROM_INFO));
  }

  @Test
  void staticLoggerDoesAsTheLoggerOfTheContext() throws Exception {
    assertEquals(logged("byContext", TEXT), logged("byLambdaRuntime", TEXT));
    assertEquals(loggerJson(), logged("byLambdaRuntime", JSON_FROM_INFO));
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
  void whatOneCallPrintsIsOneLine() throws Exception {
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
  void whatIsPrintedIsJsonWithTheRequestIdUnlessItIsJsonAlready() throws Exception {
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
  void printedTraceIsOneLine() throws Exception {
    assertEquals(
        List.of("before", TRACE, "Exception in thread \"x\" " + TRACE, "after"),
        logged("printingTraces", TEXT));
  }

  @Test
  void printedTraceIsOneJsonObject() throws Exception {
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
  void toStringOfWhatIsPrintedMayWaitForAThreadThatPrints() throws Exception {
    assertEquals(
        List.of("from the thread", "from the object"),
        logged("printingWhatWaitsForAThreadThatPrints", TEXT));
  }

  @Test
  void julIsWritten() throws Exception {
    assertEquals(
        List.of("[INFO] hello Ada", "[WARN] two|lines", "[ERROR] failed|" + TRACE),
        logged("byJul", TEXT));
  }

  @Test
  void julIsWrittenAsJson() throws Exception {
    String failed = json("failed", "ERROR");
    assertEquals(
        List.of(
            json("finest", "TRACE"),
            json("fine", "DEBUG"),
            json("hello Ada", "INFO"),
            json("two\\nlines", "WARN"),
            failed.substring(0, failed.length() - 1) + "," + JSON_TRACE + "}"),
        logged("byJul", Map.of("AWS_LAMBDA_LOG_FORMAT", "JSON", "AWS_LAMBDA_LOG_LEVEL", "TRACE")));
  }

  @ParameterizedTest
  @CsvSource({"TRACE, 0", "DEBUG, 1", "INFO, 2", "WARN, 3", "ERROR, 4", "FATAL, 5"})
  void julDropsWhatIsBelowTheLevel(String level, int dropped) throws Exception {
    List<String> all = List.of(
        "[TRACE] finest",
        "[DEBUG] fine",
        "[INFO] hello Ada",
        "[WARN] two|lines",
        "[ERROR] failed|" + TRACE);

    assertEquals(
        all.subList(dropped, all.size()), logged("byJul", Map.of("AWS_LAMBDA_LOG_LEVEL", level)));
  }

  @Test
  void julOfAUserWhoConfiguredItIsLeftAlone() throws Exception {
    assertEquals(
        List.of(),
        logged("byJul", List.of("-Djava.util.logging.config.file=/dev/null"), JSON, "{}", 1));
  }

  @Test
  void systemLoggerIsWrittenWithAndWithoutJul() throws Exception {
    List<String> expected =
        List.of("[INFO] hello Ada", "[WARN] two|lines", "[ERROR] failed|" + TRACE);

    assertEquals(expected, logged("bySystemLogger", TEXT));
    assertEquals(
        expected, logged("bySystemLogger", List.of("--limit-modules", "java.base"), TEXT, "{}", 1));
  }

  @Test
  void lineWithoutAnEndDoesNotRunIntoTheNextMessage() throws Exception {
    assertEquals(List.of("no end", "logged"), logged("printingAndLogging", TEXT));
    assertEquals(
        List.of(json("logged", "UNDEFINED"), json("no end", "UNDEFINED")),
        logged("printingAndLogging", JSON));
  }

  @Test
  void finderThatTheUserBroughtMakesTheSystemLoggers(@TempDir Path folder) throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("java.lang.System$LoggerFinder"), LogHandlers.OwnFinder.class.getName());
    String classPath = System.getProperty("java.class.path") + File.pathSeparator + folder;

    assertEquals(
        List.of("own INFO hello Ada", "own WARNING two|lines", "own ERROR failed"),
        logged("bySystemLogger", List.of("-cp", classPath), TEXT, "{}", 1));
  }

  @Test
  void systemLoggerWithoutJulObeysTheLevel() throws Exception {
    assertEquals(
        List.of("[DEBUG] debug", "[INFO] hello Ada"),
        logged(
                "bySystemLogger",
                List.of("--limit-modules", "java.base"),
                Map.of("AWS_LAMBDA_LOG_LEVEL", "debug"),
                "{}",
                1)
            .subList(0, 2));
  }

  @Test
  void failureOfAnInvocationIsOneLine() throws Exception {
    assertEquals(List.of(TRACE), logged("failing", TEXT));
  }

  @Test
  void failureThatAMissingModuleCausesHasAHint() throws Exception {
    List<String> lines =
        logged("readingEbcdic", List.of("--limit-modules", "java.base"), TEXT, "{}", 1);

    assertTrue(
        lines.get(0).startsWith("java.nio.charset.UnsupportedCharsetException: IBM037|\tat "),
        lines::toString);
    assertEquals(
        List.of("Hint: the function's JVM lacks the module jdk.charsets; add <modules>jdk.charsets"
            + "</modules> to the plugin's <configuration> in pom.xml"),
        lines.subList(1, lines.size()));
  }

  @Test
  void failureOfAnInvocationIsOneJsonObject() throws Exception {
    String failed = json("java.lang.IllegalStateException: outer", "ERROR");
    assertEquals(
        List.of(failed.substring(0, failed.length() - 1) + "," + JSON_TRACE + "}"),
        logged("failing", JSON));
  }

  @Test
  void failureThatFailsToTellItsMessageIsToldWithoutAndTheNextEventIsHandled() throws Exception {
    String line =
        LogHandlers.Untold.class.getName() + ", which cannot be printed: class java.lang.Error";

    assertEquals(List.of(line, line), logged("failingUntold", List.of(), TEXT, "{}", 2));
  }

  @Test
  void threadOfAnEarlierInvocationLogsForTheOneThatRuns() throws Exception {
    assertEquals(
        List.of(
            json("from the pool", "UNDEFINED"),
            json("from the pool", "UNDEFINED").replace("id-1", "id-2")),
        logged("byAThreadOfTheFirst", List.of(), JSON, "{}", 2));
  }

  @Test
  void lineOfAThreadIsNotMixedWithThatOfAnother() throws Exception {
    assertEquals(
        List.of(json("from the thread", "UNDEFINED"), json("from the handler", "UNDEFINED")),
        logged("byTwoThreads", JSON));
  }

  @Test
  void invocationsAtOnceAreKeptApart() throws Exception {
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
  void linesOfInvocationsAtOnceAreKeptApartInText() throws Exception {
    List<String> lines = atOnce("twoAtOnce", TEXT);

    for (String id : List.of("id-1", "id-2")) {
      assertEquals(
          List.of("printed for " + id, "logged for " + id, "no end, " + id),
          lines.stream().filter(line -> line.contains(id)).toList());
    }
    assertEquals(6, lines.stream().filter(line -> line.contains("id-")).count(), lines::toString);
  }

  @Test
  void messagesOfInvocationsAtOnceAreTakenApartWhereALoggerWritesThemTogether() throws Exception {
    List<String> lines = atOnce("writing", TEXT);
    List<String> messages = List.of("one", "two|\tat a|Caused by: b", "{|  \"a\": 1|}", "three");

    assertEquals(messages, lines.subList(0, 4));
    assertEquals(messages, lines.subList(4, 8));
    assertEquals(
        List.of("one|two|\tat a|Caused by: b|{|  \"a\": 1|}|three"), logged("writing", TEXT));
  }

  private static List<String> atOnce(String method, Map<String, String> format) throws Exception {
    try (ScriptedRuntimeApi api = new ScriptedRuntimeApi()) {
      api.event("\"id-1\"").event("\"id-2\"").accepted().accepted();
      for (int i = 0; i < 2 * ConcurrentLoops.ATTEMPTS; i++) {
        api.end();
      }
      Map<String, String> environment = environment(method, api, format);
      environment.put("AWS_LAMBDA_MAX_CONCURRENCY", "2");
      return LogLines.of(RuntimeProcess.run(environment));
    }
  }

  @Test
  void lineWithoutAnEndIsNotLostWhenTheFunctionExits() throws Exception {
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

  private static List<String> logged(String method, Map<String, String> settings) throws Exception {
    return logged(method, List.of(), settings, "{}", 1);
  }

  private static List<String> logged(
      String method, List<String> jvm, Map<String, String> settings, String event, int events)
      throws Exception {
    return LogLines.of(LogHandlers.class, method, jvm, settings, event, events);
  }

  private static Map<String, String> environment(
      String method, ScriptedRuntimeApi api, Map<String, String> settings) {
    return LogLines.environment(LogHandlers.class, method, api, settings);
  }
}
