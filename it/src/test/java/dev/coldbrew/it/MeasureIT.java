// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.coldbrew.lambda.jvm.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code lambda:measure} reports: which figures there are, never how large they are.
 * MeasureGoalTest has what it refuses.
 */
class MeasureIT {

  private static final String HEADINGS =
      "  init ms  first ms  first CPU ms  / hello  warm p50 ms  warm p99 ms  memory MB  zip MB  unpacked MB  cache MB";

  private static final Set<String> TIMES = Set.of(
      "initMillis",
      "firstMillis",
      "firstCpuMillis",
      "toHelloWorld",
      "warmP50Millis",
      "warmP99Millis",
      "peakMemoryMB",
      "unpackedBytes");

  @TempDir
  static Path temporary;

  private static final Jdk JDK = InstalledJdk.running();
  private static MavenBuild hello;
  private static BuildOutput output;

  /** Functions that fail, without a startup cache, measured once with one event. */
  private static MavenBuild misbehaving;

  @BeforeAll
  static void measureOnce() throws IOException {
    hello = build("first");
    output = hello.run("package", "lambda:measure", "-Dlambda.measure.maxFirstMillis=900000");
    misbehaving = MavenBuild.of("handlers", temporary)
        .with("-Dlambda.train.events=events", "-Dlambda.measure.runs=1");
    Files.createDirectories(misbehaving.file("events"));
    Files.writeString(misbehaving.file("events/any.json"), "{}");
    misbehaving.run(
        "package", "-Dlambda.handler=example.Misbehaving::prints", "-Dlambda.train.skip");
  }

  @Test
  void aTableShowsTheVariantsSideBySide() {
    int cores = Runtime.getRuntime().availableProcessors();
    assertEquals(
        List.of(
            "Measured medians of 2 runs each, which took turns, on CORES cores;"
                    .replace("CORES", cores + "")
                + " event ada.json, then 5 warm invocations",
            HEADINGS,
            "JDK with startup cache (KIND)  N  N  N  N  N  N  N  N  N  N",
            "JDK without startup cache  N  N  N  N  N  N  N  -  N  -",
            "JDK hello-world JVM, own cache (KIND)  -  N  -  N  -  -  -  -  -  -",
            "Computed first response by the function's memory, ms: as measured, plus the first"
                + " invocation's CPU time x (1,769 MB / memory - 1)",
            "  128 MB  512 MB  1,024 MB  1,769 MB",
            "JDK with startup cache (KIND)  N  N  N  N",
            "JDK without startup cache  N  N  N  N",
            "Computed USD for a million cold starts: the first response in whole ms x memory in GB"
                + " x 0.0000166667 for a GB-second",
            "  128 MB  512 MB  1,024 MB  1,769 MB",
            "JDK with startup cache (KIND)  N  N  N  N",
            "JDK without startup cache  N  N  N  N",
            "Report target/lambda/measure.json"),
        table(output, JDK));
  }

  @Test
  void programsGetTheSame() throws IOException {
    JsonObject report = json(hello);
    assertEquals(
        Set.of("cores", "runs", "warmInvocations", "event", "pricePerGbSecond", "functions"),
        report.keySet());
    assertEquals(2, report.get("runs").getAsInt());
    assertEquals(5, report.get("warmInvocations").getAsInt());
    assertEquals("ada.json", report.get("event").getAsString());
    JsonArray functions = report.getAsJsonArray("functions");
    assertEquals(1, functions.size());
    assertIsMeasured(functions, 0, "JDK " + JDK.version(), JDK);
    assertEquals(
        Files.size(hello.file("target/hello-1.0.zip")),
        functions
            .get(0)
            .getAsJsonObject()
            .getAsJsonObject("withCache")
            .get("zipBytes")
            .getAsLong());
  }

  /** Its invocations take their three seconds, so that it is late on any machine. */
  @Test
  void aFunctionWithoutCacheThatIsLateFailsAtItsLimit() {
    BuildOutput late = misbehaving.runAndFail(
        "lambda:measure",
        "-Dlambda.handler=example.Misbehaving::overruns",
        "-Dlambda.train.timeoutSeconds=3",
        "-Dlambda.measure.maxFirstMillis=1");
    assertEquals(
        """
        the first response on JDK comes after N ms, N ms later than that of a hello-world JVM, and 1 ms are allowed (property lambda.measure.maxFirstMillis)
        hint: find what does not come from the startup cache: mvn package lambda:measure -Dlambda.handler=example.Misbehaving::overruns -Dlambda.measure.maxFirstMillis=1 -Dlambda.measure.runs=1 -Dlambda.train.events=events -Dlambda.train.skip -Dlambda.train.timeoutSeconds=3 -Dlambda.check.classes""", late.problem().replace("JDK " + JDK.version(), "JDK").replaceAll("\\d+\\.\\d", "N"));
    assertEquals(
        List.of(
            "[WARNING] on JDK the event ended with Sandbox.Timedout: RequestId: ID Error:"
                + " Task timed out after 3.00 seconds; warm invocations are left out",
            HEADINGS,
            "JDK without startup cache  N  N  -  N  -  -  N  N  N  -",
            "JDK hello-world JVM, own cache (KIND)  -  N  -  N  -  -  -  -  -  -"),
        table(late, JDK).subList(1, 5));
  }

  @Test
  void warmInvocationsThatFailAreNoFigures() {
    BuildOutput tired =
        misbehaving.run("lambda:measure", "-Dlambda.handler=example.Misbehaving::tires");

    assertEquals(
        List.of(
            "[WARNING] on JDK the event ended with java.lang.IllegalStateException: tired;"
                + " warm invocations are left out",
            HEADINGS,
            "JDK without startup cache  N  N  N  N  -  -  N  N  N  -"),
        table(tired, JDK).subList(1, 4));
  }

  @Test
  void anotherJdkIsMeasuredInTheZip() throws IOException {
    Jdk other = InstalledJdk.other();
    MavenBuild build = build("other");
    build.run("package", "lambda:measure", "-Dlambda.jdk=" + other.feature());
    JsonArray functions = json(build).getAsJsonArray("functions");
    assertEquals(1, functions.size());
    assertIsMeasured(functions, 0, "JDK " + other.version(), other);
  }

  @Test
  void jdksAreMeasuredSideBySide() throws IOException {
    Jdk other = InstalledJdk.other();
    MavenBuild build = build("side by side");
    build.run(
        "package", "lambda:measure", "-Dlambda.measure.jdks=" + JDK.home() + "," + other.feature());
    JsonArray functions = json(build).getAsJsonArray("functions");
    assertEquals(2, functions.size());
    assertIsMeasured(functions, 0, JDK.name(), JDK);
    assertIsMeasured(functions, 1, other.name(), other);
  }

  private static MavenBuild build(String folder) {
    return MavenBuild.of("hello", temporary.resolve(folder))
        .with("-Dlambda.measure.runs=2", "-Dlambda.measure.warm=5");
  }

  private static List<String> table(BuildOutput output, Jdk jdk) {
    return output
        .log()
        .lines()
        .dropWhile(line -> !line.startsWith("[INFO] Measured "))
        .takeWhile(line -> !line.contains("-----"))
        .map(line -> line.replaceFirst("\\[INFO] ", "")
            .replace("JDK " + jdk.version(), "JDK")
            .replaceAll("\\((AOT|CDS)\\)", "(KIND)")
            .replaceAll("(?<=  )\\d+(\\.\\d+)?(?=  |$)", "N")
            .replaceAll("(?<=[^ ]) {3,}", "  ")
            .replaceFirst("^(Measured|Computed|Report) +", "$1 ")
            .replaceFirst("^ {3,}", "  ")
            .replaceFirst("(?<=RequestId: )[0-9a-f-]{36}", "ID"))
        .toList();
  }

  private static JsonObject json(MavenBuild build) throws IOException {
    return JsonParser.parseString(Files.readString(build.file("target/lambda/measure.json")))
        .getAsJsonObject();
  }

  private static void assertIsMeasured(JsonArray functions, int index, String name, Jdk jdk) {
    JsonObject function = functions.get(index).getAsJsonObject();
    assertEquals(
        Set.of("jdk", "cache", "withCache", "withoutCache", "helloWorld"), function.keySet());
    assertEquals(name, function.get("jdk").getAsString());
    assertEquals(jdk.feature() >= 25 ? "AOT" : "CDS", function.get("cache").getAsString());
    for (String variant : List.of("withCache", "withoutCache")) {
      JsonObject figures = function.getAsJsonObject(variant);
      assertTrue(figures.keySet().containsAll(TIMES), figures::toString);
      JsonObject expected = figures.remove("expectedFirstMillis").getAsJsonObject();
      assertEquals(Set.of("128", "512", "1024", "1769"), expected.keySet());
      assertPositive(expected);
      JsonObject costs = figures.remove("usdPerMillionStarts").getAsJsonObject();
      assertEquals(expected.keySet(), costs.keySet());
      assertPositive(costs);
      assertPositive(figures);
    }
    JsonObject hello = function.getAsJsonObject("helloWorld");
    assertEquals(Set.of("firstMillis", "toHelloWorld"), hello.keySet());
    assertPositive(hello);
    assertEquals(1, hello.get("toHelloWorld").getAsInt());
  }

  private static void assertPositive(JsonObject figures) {
    for (String key : figures.keySet()) {
      assertTrue(figures.get(key).getAsDouble() > 0, () -> key + " in " + figures);
    }
  }
}
