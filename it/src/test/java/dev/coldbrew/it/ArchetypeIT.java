package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchetypeIT {

  @TempDir
  Path temporary;

  @Test
  void makesTheHelloProject() throws IOException {
    var hello = generate("-DgroupId=example", "-DartifactId=hello");
    assertEquals(
        List.of(
            ".gitignore",
            "README.md",
            "pom.xml",
            "src/lambda/events/ada.json",
            "src/main/java/example/Hello.java",
            "src/test/java/example/HelloTest.java"),
        files(hello));
  }

  @Test
  void putsTheClassesIntoThePackageThatIsAsked() throws IOException {
    var hello =
        generate("-DgroupId=com.acme.shop", "-DartifactId=hello", "-Dpackage=com.acme.greetings");
    var source = Files.readAllLines(hello.resolve("src/main/java/com/acme/greetings/Hello.java"));
    assertEquals("package com.acme.greetings;", source.get(0));
  }

  @Test
  void takesThePackageFromAGroupIdWithDots() throws IOException {
    var hello = generate("-DgroupId=com.acme.shop", "-DartifactId=hello");
    assertTrue(Files.readString(hello.resolve("pom.xml"))
        .contains("<handler>com.acme.shop.Hello::hello</handler>"));
    assertTrue(Files.exists(hello.resolve("src/main/java/com/acme/shop/Hello.java")));
  }

  private Path generate(String... coordinates) throws IOException {
    var folder = Files.createDirectories(temporary.resolve("my functions"));
    var log = MavenBuild.in(folder)
        .with(coordinates)
        .run(
            Maven.ARCHETYPE_GENERATE,
            "-DarchetypeGroupId=dev.coldbrew",
            "-DarchetypeArtifactId=lambda-archetype",
            "-DarchetypeVersion=" + Maven.COLDBREW_VERSION,
            "-DarchetypeCatalog=local");
    assertEquals(
        List.of(), log.lines().filter(line -> line.startsWith("[WARNING]")).toList());
    return folder.resolve("hello");
  }

  private static List<String> files(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
