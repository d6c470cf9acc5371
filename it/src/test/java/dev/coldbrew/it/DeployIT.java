// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lambda:deploy} in real builds, to an API on this machine. */
class DeployIT {

  private static final String ARN = "arn:aws:lambda:eu-central-1:123456789012:function:";
  private static final String ROLE = "-Dlambda.role=arn:aws:iam::123456789012:role/hello";
  private static final String PLUGIN = "dev.coldbrew:lambda-maven-plugin:" + Maven.COLDBREW_VERSION;

  @TempDir
  Path temporary;

  private DeployedFunctions functions;

  @BeforeEach
  void startApi() throws IOException {
    functions = new DeployedFunctions();
  }

  @AfterEach
  void stopApi() {
    functions.close();
  }

  @Test
  void functionIsCreatedLeftAloneAndUpdated() throws IOException {
    MavenBuild hello = MavenBuild.of("hello", temporary)
        .with(functions.options())
        .with(ROLE, "-Dlambda.train.skip", "-Dlambda.check.skip");
    List<String> plan = lines(hello.run("package", "lambda:deploy", "-Dlambda.deploy.dryRun"));
    assertEquals(List.of(), functions.changes());
    assertEquals("Dry run   nothing was changed", plan.get(plan.size() - 1));

    List<String> created = lines(hello.run("lambda:deploy"));
    assertEquals(List.of("POST hello"), functions.changes());
    assertEquals(
        List.of(
            "Deployed  " + ARN + "hello",
            "Next      mvn lambda:invoke -Dlambda.remote -Daws.region=eu-central-1 -Dlambda.event=src/lambda/events/ada.json"),
        created.subList(created.size() - 2, created.size()));
    assertEquals(plan.subList(0, plan.size() - 1), created.subList(0, created.size() - 2));

    List<String> again = lines(hello.run("lambda:deploy"));
    assertEquals(List.of(), functions.changes());
    assertEquals("          nothing to change", again.get(1));

    Path source = hello.file("src/main/java/example/Hello.java");
    Files.writeString(source, Files.readString(source).replace("Hello, ", "Good morning, "));
    hello.run("package", "lambda:deploy", "-Dlambda.memorySize=1024");
    assertEquals(List.of("PUT hello/configuration", "PUT hello/code"), functions.changes());
  }

  @Test
  void allFunctionsOfAReactorAreDeployedWhenAllAreBuilt() throws IOException {
    MavenBuild root = reactor("orders", "users");

    BuildOutput output = root.run("-T2", "package", PLUGIN + ":deploy");

    assertEquals(
        List.of("POST orders", "POST users"),
        functions.changes().stream().sorted().toList());
    List<String> log = output.log().lines().toList();
    assertTrue(log.contains("[INFO] Deployed  " + ARN + "orders"), output::toString);
    assertTrue(log.contains("[INFO] Deployed  " + ARN + "users"), output::toString);
    assertTrue(
        log.contains(
            "[INFO] Next      mvn -f orders lambda:invoke -Dlambda.remote -Daws.region=eu-central-1 -Dlambda.payload='{}'"),
        output::toString);
    assertTrue(
        log.contains("[INFO] Skipped: the packaging is not lambda, and no <handler> is set"),
        output::toString);
  }

  @Test
  void nothingIsDeployedIfTwoModulesHaveFunctionsOfOneName() throws IOException {
    MavenBuild root = reactor("orders", "users");

    assertEquals(
        """
        two modules have a function named 'shop' (parameter <functionName>, property lambda.functionName)
        hint: set another <functionName> in one of their poms, or deploy one of them: -pl MODULE -am""",
        root.runAndFail("package", PLUGIN + ":deploy", "-Dlambda.functionName=shop")
            .problem());
    assertEquals(List.of(), functions.changes());
  }

  @Test
  void functionOfAModuleThatIsDeployedInItsPomTooIsDeployedEachTime() throws IOException {
    MavenBuild root = reactor("orders", "users");
    Path pom = root.file("orders/pom.xml");
    Files.writeString(pom, Files.readString(pom).replace("</extensions>", """
        </extensions>
        <executions>
          <execution>
            <id>large</id>
            <phase>verify</phase>
            <goals><goal>deploy</goal></goals>
            <configuration><memorySize>2048</memorySize></configuration>
          </execution>
          <execution>
            <id>small</id>
            <phase>verify</phase>
            <goals><goal>deploy</goal></goals>
            <configuration><memorySize>256</memorySize></configuration>
          </execution>
        </executions>
        """));

    root.run("-T2", "verify", PLUGIN + ":deploy", PLUGIN + ":deploy");

    List<String> changes = functions.changes();
    assertEquals(
        List.of("POST orders", "PUT orders/configuration", "PUT orders/configuration"),
        changes.stream().filter(change -> change.contains("orders")).toList());
    assertEquals(
        List.of("POST users"),
        changes.stream().filter(change -> change.contains("users")).toList());
  }

  /** Functions for AWS's own JVM, which are packaged the fastest. */
  private MavenBuild reactor(String... names) throws IOException {
    Path root = Files.createDirectories(temporary.resolve("some functions"));
    StringBuilder modules = new StringBuilder();
    for (String name : names) {
      MavenBuild hello = MavenBuild.of("hello", temporary.resolve("made"));
      Path module = root.resolve(name);
      Files.move(hello.file(""), module);
      Path pom = module.resolve("pom.xml");
      Files.writeString(
          pom,
          Files.readString(pom)
              .replace("<artifactId>hello<", "<artifactId>" + name + "<")
              .replace(
                  "  <groupId>example</groupId>",
                  "  <parent><groupId>example</groupId><artifactId>shop</artifactId>"
                      + "<version>1.0</version></parent>\n  <groupId>example</groupId>"));
      Files.delete(module.resolve("src/lambda/events/ada.json"));
      modules.append("<module>" + name + "</module>");
    }
    Files.writeString(root.resolve("pom.xml"), """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>example</groupId>
          <artifactId>shop</artifactId>
          <version>1.0</version>
          <packaging>pom</packaging>
          <modules>%s</modules>
        </project>
        """.formatted(modules));
    return MavenBuild.in(root).with(functions.options()).with(ROLE, "-Dlambda.target=java17");
  }

  /** What the goal prints, except for what it waits for on a slow machine. */
  private static List<String> lines(BuildOutput output) {
    List<String> lines = output.log().lines().toList();
    int start = lines.indexOf(lines.stream()
        .filter(line -> line.matches("\\[INFO] Deploy    \\w+ in eu-central-1, at http://.*"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(output)));
    return lines.stream()
        .skip(start)
        .takeWhile(line -> !line.startsWith("[INFO] ----"))
        .map(line -> line.replace("[INFO] ", ""))
        .filter(line -> !line.startsWith("Waiting "))
        .toList();
  }
}
