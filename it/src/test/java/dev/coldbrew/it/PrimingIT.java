// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the init phase does with events and responses of the training. */
class PrimingIT {

  private static final String EVENT = "-Dlambda.event=src/lambda/events/order.json";

  private static final String RECEIPT =
      "{\"orderId\":\"o-17\",\"day\":\"2026-11-26\",\"gift\":true,"
          + "\"lines\":[{\"name\":\"coffee\",\"price\":9.00},{\"name\":\"cup\",\"price\":12.00}],"
          + "\"total\":21.00}";

  @TempDir
  static Path temporary;

  private static MavenBuild bean;
  private static BuildOutput packaged;

  @BeforeAll
  static void packageOnce() {
    bean = MavenBuild.of("bean", temporary);
    packaged = bean.run("package");
  }

  @Test
  void theZipHasTheEventAndTheResponseOfTheTraining() throws Exception {
    assertEquals(
        List.of("Priming   1 event and 1 response, 353 bytes, in the init phase"),
        lines(packaged, "Priming"));
    Path task = new Zip(bean.file("target/bean-1.0.zip")).unpack(temporary.resolve("unpacked"));
    assertEquals(
        Files.readString(bean.file("src/lambda/events/order.json")),
        Files.readString(task.resolve("priming/event-1.json")));
    assertEquals(RECEIPT, Files.readString(task.resolve("priming/response-1.json")));
  }

  @Test
  void whatItLoadsIsInTheStartupCache() {
    String cache = lines(packaged, "Cache").get(0);

    assertTrue(
        cache.matches(".*; (\\d+) of \\1 application and library classes come from it"), cache);
  }

  @Test
  void theSameBuildAgainLeavesTheSame() throws Exception {
    MavenBuild build = bean.copy(temporary.resolve("again"));

    BuildOutput again = build.run("package");

    assertEquals(lines(packaged, "Priming"), lines(again, "Priming"));
    assertEquals(
        new Zip(bean.file("target/bean-1.0.zip")).checksums(),
        new Zip(build.file("target/bean-1.0.zip")).checksums());
  }

  @Test
  void theHandlerIsCalledBeforeTheFirstInvocation() throws IOException {
    MavenBuild build = bean.copy(temporary.resolve("handler"));

    BuildOutput output = build.run("package", "lambda:invoke", EVENT, "-Dlambda.prime=handler");

    assertEquals(
        List.of("Priming   1 event, 220 bytes, in the init phase"), lines(output, "Priming"));
    String log = output.err();
    int priming =
        log.indexOf("PRIMING with priming/event-1.json: what follows belongs to no invocation\n");
    assertTrue(priming >= 0 && priming < log.indexOf("PRIMING END\nSTART RequestId: "), log);
    assertTrue(output.log().contains(RECEIPT + "\n"), output.log());
    String proof = Files.readString(build.file("target/lambda/logs/check.log"));
    assertTrue(proof.contains("PRIMING END\n"), proof);
  }

  /** Nothing but the priming calls that constructor. */
  @Test
  void aTypeThatIsNeverReadToItsEndIsNamedByTheBuildAndLeftOut() throws IOException {
    MavenBuild build = bean.copy(temporary.resolve("endless"));
    Files.writeString(build.file("src/main/java/example/Account.java"), """
        package example;

        public class Account {
          public static class Balance {
            private final int amount;

            public Balance() throws InterruptedException {
              this(0);
              Thread.currentThread().join();
            }

            private Balance(int amount) {
              this.amount = amount;
            }

            public int getAmount() {
              return amount;
            }
          }

          public Balance find(Order order) {
            return new Balance(7);
          }
        }
        """);

    BuildOutput output =
        build.run("package", "lambda:invoke", EVENT, "-Dlambda.handler=example.Account::find");

    assertEquals(
        List.of("Priming   1 event, 220 bytes, in the init phase"), lines(output, "Priming"));
    assertTrue(
        output
            .log()
            .contains(
                "without 1 that cannot be used; the reason is in target/lambda/logs/training.log"),
        output.log());
    String training = Files.readString(build.file("target/lambda/logs/training.log"));
    assertTrue(
        training.contains("priming takes more than 5000 ms; the rest is left out\n"), training);
    assertTrue(output.log().contains("{\"amount\":7}"), output.log());
  }

  /** It succeeds in the training, and would fail at each start. */
  @Test
  void aHandlerThatFailsWhenItIsPrimedIsReportedByTheBuild() throws IOException {
    MavenBuild build = bean.copy(temporary.resolve("failing"));
    Files.writeString(build.file("src/main/java/example/Account.java"), """
        package example;

        import java.util.Map;

        public class Account {
          public String find(Map<String, Object> event) {
            if (Boolean.getBoolean("lambda.priming")) {
              throw new IllegalStateException("not connected");
            }
            return "found";
          }
        }
        """);

    BuildOutput output =
        build.run("package", "-Dlambda.handler=example.Account::find", "-Dlambda.prime=handler");

    assertTrue(output.log().contains("""
            [WARNING] priming left out priming/event-1.json: java.lang.IllegalStateException: not connected
            [WARNING] hint: correct that, or set another <prime>; full log: target/lambda/logs/check.log
            """), output.log());
  }

  @Test
  void aHandlerWithoutAnEventToPrimeItIsReported() throws IOException {
    MavenBuild build = bean.copy(temporary.resolve("large"));
    Files.createDirectories(build.file("large"));
    Files.writeString(
        build.file("large/order.json"),
        Files.readString(build.file("src/lambda/events/order.json")) + " ".repeat(64 * 1024));

    BuildOutput output =
        build.run("package", "-Dlambda.train.events=large", "-Dlambda.prime=handler");

    assertEquals(List.of(), lines(output, "Priming"));
    assertTrue(output.log().contains("""
            [WARNING] the handler will not be primed: no training event of at most 64 KiB succeeded
            [WARNING] hint: write one into src/lambda/events/first.json, or set another <prime>
            """), output.log());
  }

  @Test
  void itIsMeasuredWithPrimingAndWithout() throws IOException {
    MavenBuild build = bean.copy(temporary.resolve("measured"));

    build.run("lambda:measure", "-Dlambda.measure.runs=1", "-Dlambda.measure.warm=1");

    JsonObject function = JsonParser.parseString(
            Files.readString(build.file("target/lambda/measure.json")))
        .getAsJsonObject()
        .getAsJsonArray("functions")
        .get(0)
        .getAsJsonObject();
    assertEquals(
        Set.of("jdk", "cache", "withCache", "withoutPriming", "withoutCache", "helloWorld"),
        function.keySet());
    assertTrue(function.getAsJsonObject("withoutPriming").has("firstCpuMillis"));
  }

  @Test
  void nothingIsPrimedWhereThePomSaysSo() {
    MavenBuild build = bean.copy(temporary.resolve("none"));

    BuildOutput output = build.run("package", "-Dlambda.prime=none");

    assertEquals(List.of(), lines(output, "Priming"));
    assertFalse(Files.exists(build.file("target/lambda/task/priming")));
  }

  /** Not even at a start, where it would be a line in every log. */
  @Test
  void aResponseThatCannotBeReadIsNamedByTheBuildAndLeftOut() {
    MavenBuild build = bean.copy(temporary.resolve("unreadable"));

    BuildOutput output =
        build.run("package", "lambda:invoke", EVENT, "-Dlambda.handler=example.Shop::quote");

    assertEquals(
        List.of("Priming   1 event, 220 bytes, in the init phase"), lines(output, "Priming"));
    assertTrue(
        output
            .log()
            .contains(
                "without 1 that cannot be used; the reason is in target/lambda/logs/training.log"),
        output.log());
    assertFalse(output.err().contains("priming left out"), output.err());
    assertTrue(output.log().contains("{\"total\":21.00}"), output.log());
  }

  private static List<String> lines(BuildOutput output, String word) {
    return output
        .log()
        .lines()
        .filter(line -> line.contains(word + "  "))
        .map(line -> line.substring(line.indexOf(word)))
        .toList();
  }
}
