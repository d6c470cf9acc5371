// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a release uploads, made from a copy of this checkout, without signatures. */
class ReleaseIT {

  @TempDir
  static Path temporary;

  private static Path released;
  private static BuildOutput output;

  @BeforeAll
  static void deployIntoFolder() throws IOException {
    Path copy = Checkout.copyTo(temporary.resolve("a checkout"));
    released = temporary.resolve("released");
    output = MavenBuild.in(copy)
        .run(
            "-Prelease",
            "-Dgpg.skip",
            "-DaltDeploymentRepository=folder::" + released.toUri(),
            "-Dmaven.install.skip",
            "-Dmaven.test.skip",
            "-Dmdep.analyze.skip",
            "-Dspotless.check.skip",
            "-pl",
            "!it",
            "deploy");
  }

  @Test
  void everyModuleHasItsJarSourcesAndJavadoc() throws IOException {
    TreeSet<String> expected = new TreeSet<>(List.of("coldbrew.pom"));
    for (String module : Checkout.MODULES) {
      for (String end : List.of(".jar", ".pom", "-javadoc.jar", "-sources.jar")) {
        expected.add(module.replace("lambda-maven-plugin/", "lambda-") + end);
      }
    }
    try (Stream<Path> files = Files.walk(released)) {
      // A snapshot's files have the time in their names.
      assertEquals(
          expected,
          new TreeSet<>(files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.matches(".*\\.(jar|pom)"))
              .map(name -> name.replaceFirst("-\\d+\\.\\d+\\.\\d+(-\\d{8}\\.\\d{6}-\\d+)?", ""))
              .toList()));
    }
  }

  @Test
  void theParentsPomHasWhatMavenCentralRequires() throws IOException {
    String pom = Files.readString(file("coldbrew", ".pom"));
    for (String element : List.of("name", "description", "url", "license", "developer", "scm")) {
      assertTrue(pom.contains("<" + element), () -> "no <" + element + "> in\n" + pom);
    }
  }

  @Test
  void sourcesAndJavadocHaveContent() throws Exception {
    String stream = "dev/coldbrew/lambda/runtime/ResponseStream";
    Set<String> sources =
        new Zip(file("lambda-runtime", "-sources.jar")).checksums().keySet();
    assertTrue(sources.contains(stream + ".java"), sources::toString);
    Set<String> javadoc =
        new Zip(file("lambda-runtime", "-javadoc.jar")).checksums().keySet();
    assertTrue(
        javadoc.stream().anyMatch(name -> name.endsWith(stream + ".html")), javadoc::toString);
  }

  @Test
  void javadocHasNoWarnings() {
    assertTrue(!output.log().contains("Javadoc Warnings"), output::toString);
  }

  private static Path file(String module, String end) throws IOException {
    try (Stream<Path> files = Files.walk(released.resolve("dev/coldbrew").resolve(module))) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(end))
          .findFirst()
          .orElseThrow();
    }
  }
}
