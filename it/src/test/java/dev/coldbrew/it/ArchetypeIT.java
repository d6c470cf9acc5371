// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.emulator.InvocationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A newcomer's way: generate, package, upload (here: unpack), invoke. */
class ArchetypeIT {

  private static final String HANDLER = "example.Hello::hello";

  @TempDir
  static Path temporary;

  private static Path hello;
  private static List<String> generated;
  private static String packaged;
  private static Path task;

  @BeforeAll
  static void generateAndPackage() throws Exception {
    hello = Archetype.generate(folder("newcomer"), "-DgroupId=example");
    generated = Archetype.files(hello);
    packaged = MavenBuild.in(hello).run("package").log();
    task = new Zip(hello.resolve("target/hello-1.0-SNAPSHOT.zip"))
        .unpack(temporary.resolve("var task"));
  }

  @Test
  void makesTheHelloProject() {
    assertEquals(
        List.of(
            ".gitignore",
            "README.md",
            "pom.xml",
            "src/lambda/events/ada.json",
            "src/main/java/example/Hello.java",
            "src/test/java/example/HelloTest.java"),
        generated);
  }

  @Test
  void itsReadmeBeginsWithItsNameAndDeploysIt() throws IOException {
    List<String> readme = Files.readAllLines(hello.resolve("README.md"));

    assertEquals("# hello", readme.get(0));
    assertEquals(
        List.of(
            "    mvn package",
            "    mvn lambda:invoke -Dlambda.payload='{\"name\":\"Ada\"}'",
            "    mvn lambda:invoke -Dlambda.event=src/lambda/events/ada.json",
            "    mvn package lambda:deploy",
            "    mvn help:describe -Dplugin=dev.coldbrew:lambda-maven-plugin -Ddetail"),
        readme.stream().filter(line -> line.startsWith("    ")).toList());
  }

  @Test
  void theProjectsOwnTestsRun() {
    assertTrue(packaged.contains("Tests run: 3, Failures: 0, Errors: 0, Skipped: 0\n"), packaged);
  }

  @Test
  void theRuntimeThatTheTestsUseIsInTheZipOnce() throws IOException {
    assertEquals(
        List.of("aws-lambda-java-core", "gson", "hello", "lambda-runtime"),
        Archetype.files(task.resolve("lib")).stream()
            .map(jar -> jar.replaceFirst("-\\d.*", ""))
            .toList());
  }

  @Test
  void theZipRespondsFromWhereItIsUnpacked() throws IOException {
    String event = Files.readString(hello.resolve("src/lambda/events/ada.json"));
    assertEquals("\"Hello, Ada!\"", Function.invoke(task, HANDLER, event).text());
  }

  @Test
  void theZipFailsWithoutAName() throws IOException {
    InvocationResult result = Function.invoke(task, HANDLER, "{}");
    assertTrue(result.failed());
    assertEquals(
        "{\"errorMessage\":\"No name supplied!\",\"errorType\":\"java.lang.IllegalArgumentException\","
            + "\"stackTrace\":[\"example.Hello.hello(Hello.java:11)\"]}",
        result.text());
  }

  @Test
  void theCommandThatTheBuildPrintsLastInvokesTheFunction() {
    assertTrue(
        packaged.contains(
            "Next      mvn lambda:invoke -Dlambda.event=src/lambda/events/ada.json\n"),
        packaged);
    assertEquals(
        "\"Hello, Ada!\"\n",
        MavenBuild.in(hello)
            .run("-q", "lambda:invoke", "-Dlambda.event=src/lambda/events/ada.json")
            .log());
  }

  @Test
  void putsTheClassesIntoThePackageThatIsAsked() throws IOException {
    Path project = Archetype.generate(
        folder("package"), "-DgroupId=com.acme.shop", "-Dpackage=com.acme.greetings");
    List<String> source =
        Files.readAllLines(project.resolve("src/main/java/com/acme/greetings/Hello.java"));
    assertEquals("package com.acme.greetings;", source.get(0));
  }

  @Test
  void takesThePackageFromAGroupIdWithDots() throws IOException {
    Path project = Archetype.generate(folder("dots"), "-DgroupId=com.acme.shop");
    assertTrue(Files.readString(project.resolve("pom.xml"))
        .contains("<handler>com.acme.shop.Hello::hello</handler>"));
    assertTrue(Files.exists(project.resolve("src/main/java/com/acme/shop/Hello.java")));
  }

  private static Path folder(String name) {
    return temporary.resolve("my functions").resolve(name);
  }
}
