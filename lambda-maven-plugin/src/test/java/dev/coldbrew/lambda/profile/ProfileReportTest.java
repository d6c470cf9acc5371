// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.coldbrew.lambda.training.LoadedClasses;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProfileReportTest {

  private static final int RUNS = 2;

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
        "means of 2 starts, sampled every millisecond, to the first response, event ada.json; init"
            + " 30.0 ms, of which 9.0 before the main method",
        report().method());
  }

  @Test
  void jsonHasAllOfIt() {
    assertEquals(
        "{'function':'hello','jdk':'JDK 25','runs':2,'event':'ada.json','initMillis':30,"
            + "'beforeMainMillis':9,"
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
    CallTree tree = CallTree.empty();
    Libraries libraries = Libraries.of(new LoadedClasses(Map.of(), Map.of()));
    tree.add(
        "24000000\t/a.LambdaMain.main;/org.apache.logging.log4j.core.LoggerContext.start;"
            + "/org.apache.logging.log4j.core.A.b",
        libraries);
    tree.add(
        "5000000\t/a.LambdaMain.main;/com.fasterxml.jackson.databind.ObjectMapper.a", libraries);

    assertEquals(
        List.of("12 ms in org.apache.logging.log4j.core: log through SLF4J without Log4j, as the"
            + " runtime is a provider of it (gained 60 of 229 ms)"),
        report("hello", tree, libraries).hints());
  }

  private static ProfileReport report() {
    return report("hello");
  }

  private static ProfileReport report(String name) {
    Libraries libraries = Libraries.of(new LoadedClasses(
        Map.of("a.LambdaMain", Path.of("a.jar")), Map.of("c.D", Path.of("c.jar"))));
    CallTree tree = CallTree.empty();
    tree.add("4000000\t/a.LambdaMain.main", libraries);
    tree.add("40000000\t/a.LambdaMain.main;/c.D.<clinit>", libraries);
    return report(name, tree, libraries);
  }

  private static ProfileReport report(String name, CallTree tree, Libraries libraries) {
    return new ProfileReport(
        name,
        "JDK 25",
        new Profile(
            RUNS,
            Optional.of("ada.json"),
            Optional.empty(),
            30_000_000,
            9_000_000,
            tree,
            libraries,
            Map.of()));
  }
}
