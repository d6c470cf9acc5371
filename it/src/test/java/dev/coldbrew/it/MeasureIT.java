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
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code lambda:measure} reports: which figures there are, never how large they are. */
class MeasureIT {

  private static final String HEADINGS =
      "  init ms  first ms  / hello  warm p50 ms  warm p99 ms  memory MB  zip MB  unpacked MB  cache MB";

  private static final Set<String> TIMES = Set.of(
      "initMillis",
      "firstMillis",
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

  @BeforeAll
  static void measureOnce() {
    hello = build("first");
    output = hello.run("package", "lambda:measure", "-Dlambda.measure.maxFirstMillis=900000");
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
            "JDK with startup cache (KIND)  N  N  N  N  N  N  N  N  N",
            "JDK without startup cache  N  N  N  N  N  N  -  N  -",
            "JDK hello-world JVM, own cache (KIND)  -  N  N  -  -  -  -  -  -",
            "Report target/lambda/measure.json"),
        table(output, JDK));
  }

  @Test
  void programsGetTheSame() throws IOException {
    JsonObject report = json(hello);
    assertEquals(Set.of("cores", "runs", "warmInvocations", "event", "functions"), report.keySet());
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
  void aFunctionWithoutCacheThatIsLateFailsAtItsLimit() throws IOException {
    BuildOutput late = misbehaving("overruns")
        .runAndFail(
            "package",
            "lambda:measure",
            "-Dlambda.train.timeoutSeconds=3",
            "-Dlambda.measure.maxFirstMillis=1");
    assertEquals(
        """
        the first response on JDK comes after N ms, N ms later than that of a hello-world JVM, and 1 ms are allowed (property lambda.measure.maxFirstMillis)
        hint: find what does not come from the startup cache: mvn package -Dlambda.check.classes""", late.problem().replace("JDK " + JDK.version(), "JDK").replaceAll("\\d+\\.\\d", "N"));
    assertEquals(
        List.of(
            "[WARNING] on JDK the event ended with Sandbox.Timedout: RequestId: ID Error:"
                + " Task timed out after 3.00 seconds; warm invocations are left out",
            HEADINGS,
            "JDK without startup cache  N  N  N  -  -  N  N  N  -",
            "JDK hello-world JVM, own cache (KIND)  -  N  N  -  -  -  -  -  -"),
        table(late, JDK).subList(1, 5));
  }

  @Test
  void warmInvocationsThatFailAreNoFigures() throws IOException {
    BuildOutput output = misbehaving("tires").run("package", "lambda:measure");

    assertEquals(
        List.of(
            "[WARNING] on JDK the event ended with java.lang.IllegalStateException: tired;"
                + " warm invocations are left out",
            HEADINGS,
            "JDK without startup cache  N  N  N  -  -  N  N  N  -"),
        table(output, JDK).subList(1, 4));
  }

  /** A function that fails, without a cache, measured once with one event. */
  private static MavenBuild misbehaving(String method) throws IOException {
    MavenBuild build = MavenBuild.of("handlers", temporary.resolve(method));
    Files.createDirectories(build.file("events"));
    Files.writeString(build.file("events/any.json"), "{}");
    return build.with(
        "-Dlambda.handler=example.Misbehaving::" + method,
        "-Dlambda.train.skip",
        "-Dlambda.train.events=events",
        "-Dlambda.measure.runs=1");
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

  @Test
  void thereIsNoLimitForAFirstResponseWithoutAnEvent() {
    assertEquals(
        """
        there is no event for a first response (property lambda.measure.maxFirstMillis)
        hint: write one into src/lambda/events/first.json""",
        hello
            .runAndFail(
                "lambda:measure",
                "-Dlambda.measure.maxFirstMillis=1",
                "-Dlambda.train.events=src/lambda")
            .problem());
  }

  @Test
  void withoutTheFunctionsZipThereIsNothingToMeasure() throws IOException {
    MavenBuild build = build("no zip");
    build.run("compile", "lambda:bundle");
    assertEquals("""
        there is no zip at 'target/hello-1.0.zip' (goal lambda:measure)
        hint: mvn package lambda:measure""", build.runAndFail("lambda:measure").problem());
    new ZipOutputStream(Files.newOutputStream(build.file("target/hello-1.0.zip"))).close();
    assertEquals("""
        'target/hello-1.0.zip' is older than the staged function (goal lambda:measure)
        hint: mvn package lambda:measure""", build.runAndFail("lambda:measure").problem());
  }

  @Test
  void jdkByJdkIsOnlyMeasuredWhereItIsKnownWhatToBundle() throws IOException {
    MavenBuild build = build("forgotten");
    build.run("compile", "lambda:bundle");
    Files.delete(build.file("target/lambda/bundle.json"));
    assertEquals(
        """
        there is no record of how 'target/lambda/task' was bundled (property lambda.measure.jdks)
        hint: mvn package lambda:measure -Dlambda.measure.jdks=17,25""", build.runAndFail("lambda:measure", "-Dlambda.measure.jdks=17,25").problem());
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
            .replaceAll("(?<=  )\\d+(\\.\\d+)?(?= |$)", "N")
            .replaceAll("(?<=[^ ]) {3,}", "  ")
            .replaceFirst("^(Measured|Report) +", "$1 ")
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
