// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.coldbrew.lambda.training.LoadedClasses;
import dev.coldbrew.lambda.training.Proof.CacheUse.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ProfileReportTest {

  private static final int RUNS = 2;

  private static final Profile.Start START = new Profile.Start(9, 30, OptionalDouble.of(34.5));

  @Test
  void tablesHaveTheTimesOfOneStart() {
    assertEquals(
        List.of(
            "ms by library                                                   self   total  classes  not cached",
            "c.jar                                                           20.0    20.0        1           1",
            "a.jar                                                            2.0    22.0        1",
            "ms by class initializer                                         self   total",
            "c.D                                                             20.0    20.0"),
        report().tables());
  }

  @Test
  void methodTellsWhatTheFiguresAre() {
    assertEquals(
        "means of 2 starts, sampled every millisecond, to the first response, event ada.json",
        report().method());
    assertEquals(
        "main method after 9.0 ms, end of the init phase after 30.0, first response after 34.5",
        report().start());
  }

  @Test
  void withoutAnEventTheInitPhaseAloneIsReported() {
    ProfileReport report = report(
        "hello", Optional.empty(), new Profile.Start(9, 30, OptionalDouble.empty()), Map.of());

    assertEquals(
        "means of 2 starts, sampled every millisecond, to the end of the init phase",
        report.method());
    assertEquals("main method after 9.0 ms, end of the init phase after 30.0", report.start());
  }

  @Test
  void classesFromOutsideTheCacheAreCountedByReason() {
    assertEquals(Optional.empty(), report().outside());
    Reason old = new Reason("class file of a version before 50", false);
    Reason unknown = new Reason("not loaded in training", true);
    Map<String, Reason> outside = Map.of("c.D", old, "a.LambdaMain", unknown);

    assertEquals(
        Optional.of("2 of 2 classes did not come from the startup cache: 1 class file of a version"
            + " before 50, 1 not loaded in training"),
        report("hello", Optional.empty(), START, outside).outside());
  }

  @Test
  void jsonHasAllOfIt() {
    assertEquals(
        "{'function':'hello','jdk':'JDK 25','runs':2,'event':'ada.json','prime':'none',"
            + "'mainMillis':9,'initMillis':30,'firstMillis':34.5,"
            + "'libraries':[{'library':'c.jar','selfMillis':20,'totalMillis':20,'classes':1,'notCached':1},"
            + "{'library':'a.jar','selfMillis':2,'totalMillis':22,'classes':1,'notCached':0}],"
            + "'initializers':[{'class':'c.D','selfMillis':20,'totalMillis':20}],"
            + "'notCached':{},'hints':[],"
            + "'frames':[{'name':'a.LambdaMain.main','library':'a.jar','millis':22,"
            + "'calls':[{'name':'initialize c.D','library':'c.jar','millis':20}]}]}\n",
        report().json().replace('"', '\''));
  }

  /** A class file may have any name. */
  @Test
  void theDataDoesNotEndThePagesScript() throws Exception {
    String page = report("</script><script>alert(1)").html();

    assertEquals(1, page.split("</script>", -1).length - 1);
    int start = page.indexOf("const data = ") + "const data = ".length();
    JsonObject data = JsonParser.parseString(page.substring(start, page.indexOf(";\n", start)))
        .getAsJsonObject();
    assertEquals("</script><script>alert(1)", data.get("function").getAsString());
    assertTrue(page.startsWith("<!doctype html>"));
    assertTrue(!page.contains("http://") && !page.contains("https://"), "it needs the network");
  }

  @Test
  void knownCostsHaveAHint() {
    assertEquals(
        List.of("12 ms in org.apache.logging.log4j.core: log through SLF4J without Log4j, as the"
            + " runtime is a provider of it (gained 60 of 229 ms)"),
        hints(
            "none",
            12,
            "/org.apache.logging.log4j.core.LoggerContext.start;"
                + "/org.apache.logging.log4j.core.A.b"));
  }

  @Test
  void costsThatAreNotWorthAChangeHaveNone() {
    assertEquals(List.of(), hints("none", 2, "/com.fasterxml.jackson.databind.ObjectMapper.a"));
  }

  @Test
  void aHintToPrimeTheHandlerIsGivenUntilItIsPrimed() {
    String call = "/software.amazon.awssdk.core.internal.handler.BaseSyncClientHandler.execute";

    assertEquals(
        List.of("12 ms in software.amazon.awssdk.core.internal.handler: set"
            + " <prime>handler</prime> if the handler may have a training event at each start: the"
            + " init phase makes its first call then (gained 0.8 of 1.5 s with 512 MB)"),
        hints("types", 12, call));
    assertEquals(List.of(), hints("handler", 12, call));
  }

  private static ProfileReport report() {
    return report("hello");
  }

  private static ProfileReport report(String name) {
    return report(name, Optional.of("ada.json"), START, Map.of());
  }

  private static ProfileReport report(
      String name, Optional<String> event, Profile.Start start, Map<String, Reason> outside) {
    Libraries libraries = Libraries.of(new LoadedClasses(
        Map.of("a.LambdaMain", Path.of("a.jar")), Map.of("c.D", Path.of("c.jar"))));
    CallTree tree = CallTree.empty();
    tree.add("4000000\t/a.LambdaMain.main", libraries);
    tree.add("40000000\t/a.LambdaMain.main;/c.D.<clinit>", libraries);
    return new ProfileReport(
        name,
        "JDK 25",
        new Profile(RUNS, event, Optional.empty(), "none", start, tree, libraries, outside));
  }

  /**
   * Those for a stack.
   *
   * @param millis that it took in each start
   */
  private static List<String> hints(String prime, int millis, String stack) {
    CallTree tree = CallTree.empty();
    Libraries libraries = Libraries.of(new LoadedClasses(Map.of(), Map.of()));
    tree.add(millis * RUNS + "000000\t/a.LambdaMain.main;" + stack, libraries);
    Profile profile = new Profile(
        RUNS, Optional.empty(), Optional.empty(), prime, START, tree, libraries, Map.of());
    return new ProfileReport("hello", "JDK 25", profile).hints();
  }
}
