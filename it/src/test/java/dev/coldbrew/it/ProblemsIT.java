// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Problems as Maven prints them, whole: one of each goal; the others are tested in the plugin. */
class ProblemsIT {

  @TempDir
  static Path temporary;

  private static MavenBuild handlers;

  @BeforeAll
  static void compileOnce() {
    handlers = MavenBuild.of("handlers", temporary);
    handlers.run("compile");
  }

  /** What else is wrong with handlers is tested in the plugin, by HandlerCheckTest. */
  @Test
  void unknownHandlerIsReportedBeforeAnythingSlow() {
    assertEquals(
        """
        handler class 'example.Orders' has no method 'prize' (parameter <handler>)
        hint: did you mean <handler>example.Orders::price</handler>?""",
        handlers
            .runAndFail("lambda:bundle", "-Dlambda.handler=example.Orders::prize")
            .problem());
  }

  @Test
  void aJdkForANewerGlibcIsRefused() throws IOException {
    Path jdk = fakeJdk("glibc 2.99");
    Files.createFile(jdk.resolve("bin/jlink"));
    Path library = Files.createDirectory(jdk.resolve("lib")).resolve("libjava.so");
    String bytes =
        Files.readString(Maven.JAVA_HOME.resolve("lib/libjava.so"), StandardCharsets.ISO_8859_1);
    Files.writeString(
        library,
        bytes.replaceAll("GLIBC_2[.]\\d\\d\0", "GLIBC_2.99\0"),
        StandardCharsets.ISO_8859_1);
    assertEquals(
        """
        'lib/libjava.so' of NAME at 'HOME' needs glibc 2.99, and provided.al2023 has 2.34 (parameter <jdk>)
        hint: set the path of a JDK that is built for older systems too, such as Temurin: <jdk>/path/of/the/jdk</jdk>""".replace("NAME", InstalledJdk.running().name()).replace("HOME", jdk.toString()),
        bundleWith(jdk.toString()));
  }

  @Test
  void aProjectWithoutClassesHasNoFunction() {
    MavenBuild build = MavenBuild.of("no-classes", temporary);
    assertEquals(
        """
        the project has no classes (folder FOLDER)
        hint: write a handler below src/main/java, then mvn package""".replace("FOLDER", build.file("target/classes").toString()),
        build.runAndFail("package").problem());
  }

  @Test
  void dependenciesOfOneFileNameAreReportedWithWhatDistinguishesThem() {
    MavenBuild build = MavenBuild.of("same-file-name", temporary);
    assertEquals("""
        two dependencies have the file name 'tools-1.0.jar' (example.one:tools:1.0 and example.other:tools:1.0)
        hint: exclude one of them, or set <prependGroupId>true</prependGroupId>""", build.runAndFail("package").problem());
    build.run("package", "-Dlambda.prependGroupId=true");
    Path lib = build.file("function/target/lambda/task/lib");
    assertTrue(Files.exists(lib.resolve("example.one.tools-1.0.jar")));
    assertTrue(Files.exists(lib.resolve("example.other.tools-1.0.jar")));
  }

  @Test
  void thereIsNothingToInvokeBeforePackage() {
    assertEquals(
        """
        there is no packaged function in 'target/lambda/task' (goal lambda:invoke)
        hint: mvn package lambda:invoke""",
        handlers
            .runAndFail("lambda:invoke", "-Dlambda.handler=example.Orders::price")
            .problem());
  }

  @Test
  void thereIsNothingToCheckBeforeTheZip() {
    assertEquals("""
        there is no zip at 'target/handlers-1.0.zip' (goal lambda:check)
        hint: bind assembly:single to an earlier phase, or put maven-assembly-plugin first in pom.xml""", handlers.runAndFail("lambda:check").problem());
  }

  /** As much of the running JDK as the first look at a JDK sees. */
  private static Path fakeJdk(String name) throws IOException {
    Path home = temporary.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.copy(Maven.JAVA_HOME.resolve("release"), home.resolve("release"));
    return home;
  }

  private static String bundleWith(String jdk) {
    return handlers
        .runAndFail(
            "lambda:bundle", "-Dlambda.handler=example.Orders::price", "-Dlambda.jdk=" + jdk)
        .problem();
  }
}
