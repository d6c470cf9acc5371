// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModulesIT {

  private static final String PLUGIN = "dev.coldbrew:lambda-maven-plugin:" + Maven.COLDBREW_VERSION;

  @TempDir
  static Path temporary;

  private static MavenBuild modules;
  private static BuildOutput output;

  @BeforeAll
  static void packageOnce() {
    modules = MavenBuild.of("modules", temporary);
    output = modules.run("package");
  }

  @Test
  void aModuleOfTheSameBuildIsFoundAsAServiceAndRunsItsNewestClasses() throws IOException {
    Path task = modules.file("function/target/lambda/task");
    assertEquals(
        "\"Hello, Ada, from META-INF/versions/17!\"",
        Function.invoke(task, "example.Greeter::greet", "\"Ada\"").text());
  }

  @Test
  void theNextCommandIsForTheFolderWhereTheBuildBegan() {
    assertEquals(
        List.of("[INFO] Next      mvn -f function lambda:invoke -Dlambda.payload='{}'"),
        output.log().lines().filter(line -> line.startsWith("[INFO] Next ")).toList());
    assertEquals(
        "\"Hello, Ada, from META-INF/versions/17!\"\n",
        modules
            .run("-q", "-f", "function", "lambda:invoke", "-Dlambda.payload=\"Ada\"")
            .log());
  }

  @Test
  void aModuleThatChangedIsStagedAgainFirst() throws IOException {
    Path resource = modules.file("greetings/src/main/resources/news.txt");
    Files.writeString(resource, "newer");
    modules.run("-q", "compile");
    assertEquals(
        """
        'GREETINGS' changed since the function was staged (goal lambda:invoke)
        hint: mvn -pl function -am package PLUGIN:invoke -Dlambda.train.skip""".replace("GREETINGS", modules.file("greetings/target/classes").toString())
            .replace("PLUGIN", PLUGIN),
        modules.runAndFail("-f", "function", "lambda:invoke").problem());
    assertEquals(
        """
        'GREETINGS' changed since the function was staged (goal lambda:invoke)
        hint: mvn -f .. -pl function -am package PLUGIN:invoke -Dlambda.train.skip""".replace("GREETINGS", modules.file("greetings/target/classes").toString())
            .replace("PLUGIN", PLUGIN),
        MavenBuild.in(modules.file("function")).runAndFail("lambda:invoke").problem());
    assertEquals(
        "\"Hello, Ada, from META-INF/versions/17!\"\n",
        modules
            .run(
                "-q",
                "-pl",
                "function",
                "-am",
                "package",
                PLUGIN + ":invoke",
                "-Dlambda.train.skip",
                "-Dlambda.payload=\"Ada\"")
            .log());
  }

  @Test
  void commandForAllModulesIsTypedAgainForAll() {
    MavenBuild unpackaged = MavenBuild.of("modules", temporary.resolve("unpackaged"));

    assertEquals(
        """
        there is no packaged function in 'target/lambda/task' (goal lambda:template)
        hint: mvn package PLUGIN:template -Dlambda.template.format=cdk""".replace("PLUGIN", PLUGIN),
        unpackaged
            .runAndFail(PLUGIN + ":template", "-Dlambda.template.format=cdk")
            .problem());
    assertEquals(
        """
        there is no packaged function in 'target/lambda/task' (goal lambda:template)
        hint: mvn -pl function -am package PLUGIN:template""".replace("PLUGIN", PLUGIN),
        unpackaged.runAndFail("-pl", "function", "-am", PLUGIN + ":template").problem());
  }

  /** At the root, the one module without a function is left out. */
  @Test
  void goalsActOnTheFunctionsOfAllModules() {
    assertEquals(
        "\"Hello, Ada, from META-INF/versions/17!\"\n",
        modules.run("-q", PLUGIN + ":invoke", "-Dlambda.payload=\"Ada\"").log());
  }
}
