// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenCommandTest {

  private static final String PLUGIN = "g:lambda:1";

  @TempDir
  Path folder;

  @Test
  void inTheFunctionsOwnFolder() {
    MavenCommand command = new MavenCommand(folder, folder, null, false, PLUGIN, "");

    assertEquals("mvn lambda:invoke", command.goal("invoke"));
    assertEquals("mvn package lambda:measure", command.packaged("measure", TypedOptions.NONE));
    assertEquals(
        "mvn compile lambda:bundle lambda:invoke -Dlambda.jdk=25",
        command.restaged("invoke", TypedOptions.NONE.with("lambda.jdk", "25")));
  }

  @Test
  void atTheRootOfSeveralModules() throws IOException {
    MavenCommand command = new MavenCommand(folder, module("my orders"), folder, false, PLUGIN, "");

    assertEquals("mvn -f 'my orders' lambda:invoke", command.goal("invoke"));
    assertEquals("mvn -f 'my orders' dependency:tree", command.of("dependency:tree"));
    assertEquals(
        "mvn -pl 'my orders' -am package g:lambda:1:measure",
        command.packaged("measure", TypedOptions.NONE));
    assertEquals(
        "mvn -pl 'my orders' -am package g:lambda:1:invoke -Dlambda.jdk=25 -Dlambda.train.skip",
        command.restaged("invoke", TypedOptions.NONE.with("lambda.jdk", "25")));
  }

  /** The user asked for the functions of all of them. */
  @Test
  void forAllModules() throws IOException {
    MavenCommand command =
        new MavenCommand(folder, module("orders"), folder, true, PLUGIN, " -P x");

    assertEquals("mvn -f orders -P x lambda:invoke", command.goal("invoke"));
    assertEquals(
        "mvn -P x package g:lambda:1:deploy -Dlambda.role=r",
        command.packaged("deploy", TypedOptions.NONE.with("lambda.role", "r")));
    assertEquals(
        "mvn -P x package g:lambda:1:invoke -Dlambda.train.skip",
        command.restaged("invoke", TypedOptions.NONE));
    assertEquals(
        "mvn -P x package g:lambda:1:image g:lambda:1:deploy",
        command.packaged(List.of("image", "deploy"), TypedOptions.NONE));
  }

  @Test
  void inAModulesFolder() throws IOException {
    Path module = module("orders");
    MavenCommand command = new MavenCommand(module, module, folder, false, PLUGIN, "");

    assertEquals("mvn lambda:invoke", command.goal("invoke"));
    assertEquals(
        "mvn -f .. -pl orders -am package g:lambda:1:measure",
        command.packaged("measure", TypedOptions.NONE));
  }

  @Test
  void aboveTheFunction() throws IOException {
    MavenCommand command = new MavenCommand(folder, module("orders"), null, false, PLUGIN, "");

    assertEquals("mvn -f orders lambda:invoke", command.goal("invoke"));
    assertEquals(
        "mvn -f orders package lambda:invoke", command.packaged("invoke", TypedOptions.NONE));
  }

  @Test
  void besideTheFunction() throws IOException {
    MavenCommand command =
        new MavenCommand(module("other"), module("orders"), null, false, PLUGIN, "");

    assertEquals(
        "mvn -f ../orders package lambda:invoke", command.packaged("invoke", TypedOptions.NONE));
  }

  @Test
  void withAPomOfAnotherName() throws IOException {
    Path pom = Files.createFile(folder.resolve("aws.xml"));
    MavenCommand command = new MavenCommand(folder, pom, folder.getParent(), false, PLUGIN, "");

    assertEquals(
        "mvn -f aws.xml package lambda:invoke", command.packaged("invoke", TypedOptions.NONE));
  }

  @Test
  void withTheOptionsThatThePomsNeed() throws IOException {
    Path orders = module("orders");
    MavenCommand alone = new MavenCommand(folder, orders, null, false, PLUGIN, " -P prod");

    assertEquals("mvn -f orders -P prod lambda:invoke", alone.goal("invoke"));
    assertEquals(
        "mvn -f orders -P prod compile lambda:bundle lambda:invoke",
        alone.restaged("invoke", TypedOptions.NONE));
    assertEquals(
        "mvn -pl orders -am -P prod package g:lambda:1:measure",
        new MavenCommand(folder, orders, folder, false, PLUGIN, " -P prod")
            .packaged("measure", TypedOptions.NONE));
  }

  private Path module(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }
}
