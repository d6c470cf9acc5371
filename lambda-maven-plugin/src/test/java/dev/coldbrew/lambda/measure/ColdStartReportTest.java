// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.measure;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ColdStartReportTest {

  private static final double MB = 1024 * 1024;

  private static final ColdStart FUNCTION = new ColdStart(
          "Temurin 25.0.3",
          "AOT",
          Optional.empty(),
          List.of(
              new ColdStart.Row(
                  ColdStart.Variant.WITH_CACHE,
                  Map.of(
                      Figure.INIT, 52.04,
                      Figure.FIRST, 60.0,
                      Figure.FIRST_CPU, 2.0,
                      Figure.WARM_P50, 0.1264,
                      Figure.WARM_P99, 1.5,
                      Figure.PEAK_MEMORY, 36.0,
                      Figure.ZIP, 19.5 * MB,
                      Figure.UNPACKED, 65 * MB,
                      Figure.CACHE, 10 * MB)),
              new ColdStart.Row(
                  ColdStart.Variant.WITHOUT_CACHE,
                  Map.of(Figure.INIT, 100.0, Figure.FIRST, 125.0, Figure.UNPACKED, 68 * MB)),
              new ColdStart.Row(ColdStart.Variant.HELLO_WORLD, Map.of(Figure.FIRST, 50.0))))
      .withRatios();

  private static final ColdStart WITHOUT_EVENT = new ColdStart(
          "JDK 17.0.15",
          "CDS",
          Optional.empty(),
          List.of(
              new ColdStart.Row(ColdStart.Variant.WITHOUT_CACHE, Map.of(Figure.INIT, 100.0)),
              new ColdStart.Row(ColdStart.Variant.HELLO_WORLD, Map.of(Figure.FIRST, 80.0))))
      .withRatios();

  @Test
  void tableHasALineForEachVariantOfEachFunction() {
    assertEquals(
        """
                                                         init ms  first ms  first CPU ms  / hello  warm p50 ms  warm p99 ms  memory MB  zip MB  unpacked MB  cache MB
        Temurin 25.0.3 with startup cache (AOT)             52.0      60.0           2.0     1.20        0.126        1.500         36    19.5         65.0      10.0
        Temurin 25.0.3 without startup cache               100.0     125.0             -     2.50            -            -          -       -         68.0         -
        Temurin 25.0.3 hello-world JVM, own cache (AOT)        -      50.0             -     1.00            -            -          -       -            -         -
        JDK 17.0.15 without startup cache                  100.0         -             -     1.25            -            -          -       -            -         -
        JDK 17.0.15 hello-world JVM, own cache (CDS)           -      80.0             -     1.00            -            -          -       -            -         -""",
        String.join(
            "\n", report(Optional.of("ada.json"), FUNCTION, WITHOUT_EVENT).table()));
  }

  /** 1,769 MB are a whole processor: with 128, 2 ms of it take 27.6. */
  @Test
  void firstResponseIsComputedForTheShareOfAProcessorThatLambdaGives() {
    ColdStartReport report = report(Optional.of("ada.json"), FUNCTION, WITHOUT_EVENT);

    assertEquals(
        "first response by the function's memory, ms: as measured, plus the first invocation's CPU"
            + " time x (1,769 MB / memory - 1)",
        report.expectation());
    assertEquals("""
                                                 128 MB  512 MB  1,024 MB  1,769 MB
        Temurin 25.0.3 with startup cache (AOT)    85.6    64.9      61.5      60.0""", String.join("\n", report.expected()));
    assertEquals(List.of(), report(Optional.empty(), WITHOUT_EVENT).expected());
  }

  /** With 128 MB, 85.6 ms are 86, a million of which are 10,750 GB-seconds. */
  @Test
  void costIsThatOfTheFirstResponseInWholeMilliseconds() {
    ColdStartReport report = report(Optional.of("ada.json"), FUNCTION, WITHOUT_EVENT);

    assertEquals(
        "USD for a million cold starts: the first response in whole ms x memory in GB x"
            + " 0.0000166667 for a GB-second",
        report.costing());
    assertEquals("""
                                                 128 MB  512 MB  1,024 MB  1,769 MB
        Temurin 25.0.3 with startup cache (AOT)    0.18    0.54      1.03      1.73""", String.join("\n", report.costs()));
    assertEquals(List.of(), report(Optional.empty(), WITHOUT_EVENT).costs());
  }

  @Test
  void methodTellsWhatTheFiguresDependOn() {
    assertEquals(
        "medians of 9 runs each, which took turns, on 2 cores; event ada.json, then 200 warm invocations",
        report(Optional.of("ada.json"), FUNCTION).method());
    assertEquals(
        "medians of 9 runs each, which took turns, on 2 cores; no event, so only the init phase",
        report(Optional.empty(), WITHOUT_EVENT).method());
  }

  @Test
  void jsonHasTheFiguresWithTheirUnits() {
    assertEquals("""
        {
          "cores": 2,
          "runs": 9,
          "warmInvocations": 200,
          "event": "ada.json",
          "pricePerGbSecond": 0.0000166667,
          "functions": [
            {
              "jdk": "Temurin 25.0.3",
              "cache": "AOT",
              "withCache": {
                "initMillis": 52.04,
                "firstMillis": 60,
                "firstCpuMillis": 2,
                "toHelloWorld": 1.2,
                "warmP50Millis": 0.1264,
                "warmP99Millis": 1.5,
                "peakMemoryMB": 36,
                "zipBytes": 20447232,
                "unpackedBytes": 68157440,
                "cacheBytes": 10485760,
                "expectedFirstMillis": {
                  "128": 85.640625,
                  "512": 64.910156,
                  "1024": 61.455078,
                  "1769": 60
                },
                "usdPerMillionStarts": {
                  "128": 0.179167,
                  "512": 0.541668,
                  "1024": 1.033335,
                  "1769": 1.727543
                }
              },
              "withoutCache": {
                "initMillis": 100,
                "firstMillis": 125,
                "toHelloWorld": 2.5,
                "unpackedBytes": 71303168
              },
              "helloWorld": {
                "firstMillis": 50,
                "toHelloWorld": 1
              }
            }
          ]
        }
        """, report(Optional.of("ada.json"), FUNCTION).json());
  }

  @Test
  void jsonOfAFailingFunctionHasTheError() {
    assertEquals("""
        {
          "cores": 2,
          "runs": 9,
          "warmInvocations": 200,
          "pricePerGbSecond": 0.0000166667,
          "functions": [
            {
              "jdk": "JDK 17.0.15",
              "cache": "CDS",
              "error": "example.Sold: it's <out>",
              "withoutCache": {
                "initMillis": 100,
                "toHelloWorld": 1.25
              },
              "helloWorld": {
                "firstMillis": 80,
                "toHelloWorld": 1
              }
            }
          ]
        }
        """, report(Optional.empty(), failing(WITHOUT_EVENT)).json());
  }

  @Test
  void failuresAreReportedPerJdk() {
    assertEquals(
        List.of("on JDK 17.0.15 the event ended with example.Sold: it's <out>;"
            + " warm invocations are left out"),
        report(Optional.of("ada.json"), FUNCTION, failing(WITHOUT_EVENT)).failures());
  }

  @Test
  void firstResponseWithinTheLimitPasses() {
    assertDoesNotThrow(() -> report(Optional.of("ada.json"), FUNCTION).requireFirst(10));
  }

  @Test
  void laterFirstResponseIsRefused() {
    ProblemException e = assertThrows(
        ProblemException.class, () -> report(Optional.of("ada.json"), FUNCTION).requireFirst(9));

    assertEquals(
        "the first response on Temurin 25.0.3 comes after 60.0 ms, 10.0 ms later than that of a"
            + " hello-world JVM, and 9 ms are allowed (property lambda.measure.maxFirstMillis)\n"
            + "hint: find what does not come from the startup cache:"
            + " mvn package -Dlambda.check.classes",
        e.getMessage());
  }

  private static ColdStartReport report(Optional<String> event, ColdStart... functions) {
    return new ColdStartReport(2, 9, 200, event, Price.X86_64, List.of(functions));
  }

  private static ColdStart failing(ColdStart function) {
    return new ColdStart(
        function.jdk(), function.cache(), Optional.of("example.Sold: it's <out>"), function.rows());
  }
}
