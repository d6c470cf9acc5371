// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coldbrew.lambda.classpath.Library;
import java.io.File;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.model.Build;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FunctionLibrariesTest {

  private final MavenProject project = new MavenProject();
  private final PluginDescriptor plugin = new PluginDescriptor();

  @BeforeEach
  void makeAFunction() {
    Build build = new Build();
    build.setOutputDirectory("/project/target/classes");
    project.setBuild(build);
    project.setArtifact(artifact("example:hello:1.0"));
    plugin.setArtifacts(List.of(
        artifact("dev.coldbrew:lambda-maven-plugin:1"),
        artifact("dev.coldbrew:lambda-runtime:1"),
        artifact("com.google.code.gson:gson:2.15.0"),
        artifact("com.amazonaws:aws-lambda-java-core:1.4.0"),
        artifact("com.amazonaws:aws-lambda-java-serialization:1.2.0"),
        artifact("org.ow2.asm:asm:9.9")));
  }

  @Test
  void projectComesFirstThenItsDependenciesThenTheRuntime() {
    dependencies("example:b:2", "example:a:1");

    assertEquals(
        List.of(
            "hello-1.0.jar /project/target/classes",
            "b-2.jar /repo/b-2.jar",
            "a-1.jar /repo/a-1.jar",
            "lambda-runtime-1.jar /repo/lambda-runtime-1.jar",
            "gson-2.15.0.jar /repo/gson-2.15.0.jar",
            "aws-lambda-java-core-1.4.0.jar /repo/aws-lambda-java-core-1.4.0.jar"),
        FunctionLibraries.of(project, plugin, false, false).stream()
            .map(library -> library.fileName() + " " + library.file())
            .toList());
  }

  @Test
  void newerVersionOfTheTwoIsTakenWhereTheProjectHasAPartOfTheRuntime() {
    dependencies("com.google.code.gson:gson:2.8.9", "com.amazonaws:aws-lambda-java-core:1.10.0");

    assertEquals(
        List.of(
            "hello-1.0.jar",
            "gson-2.15.0.jar",
            "aws-lambda-java-core-1.10.0.jar",
            "lambda-runtime-1.jar"),
        fileNames(false, false));
  }

  @Test
  void serializerOfAwsComesOnRequest() {
    assertEquals(
        "aws-lambda-java-serialization-1.2.0.jar", fileNames(true, false).get(4));
  }

  @Test
  void groupIdIsPrependedOnRequest() {
    dependencies("example.one:tools:1");

    assertEquals(
        List.of("example.hello-1.0.jar", "example.one.tools-1.jar"),
        fileNames(false, true).subList(0, 2));
  }

  @Test
  void classifierIsInTheFileName() {
    Artifact linux = artifact("example:natives:1:linux");
    project.setArtifacts(Set.of(linux));

    assertEquals("natives-1-linux.jar", fileNames(false, false).get(1));
  }

  @Test
  void whatIsNotForTheClassPathStaysOut() {
    DefaultArtifactHandler handler = new DefaultArtifactHandler("lambda");
    handler.setAddedToClasspath(false);
    project.setArtifacts(
        Set.of(new DefaultArtifact("example", "other", "1", "runtime", "lambda", null, handler)));

    assertEquals(4, fileNames(false, false).size());
  }

  @Test
  void coordinatesAreForMessages() {
    dependencies("example:a:1");

    assertEquals(
        "example:a:1",
        FunctionLibraries.of(project, plugin, false, false).get(1).coordinates());
  }

  private List<String> fileNames(boolean awsSerializer, boolean prependGroupId) {
    return FunctionLibraries.of(project, plugin, awsSerializer, prependGroupId).stream()
        .map(Library::fileName)
        .toList();
  }

  private void dependencies(String... coordinates) {
    Set<Artifact> artifacts = new LinkedHashSet<>();
    for (String one : coordinates) {
      artifacts.add(artifact(one));
    }
    project.setArtifacts(artifacts);
  }

  private static Artifact artifact(String coordinates) {
    String[] parts = coordinates.split(":");
    DefaultArtifactHandler handler = new DefaultArtifactHandler("jar");
    handler.setAddedToClasspath(true);
    String classifier = parts.length > 3 ? parts[3] : null;
    Artifact artifact =
        new DefaultArtifact(parts[0], parts[1], parts[2], "runtime", "jar", classifier, handler);
    artifact.setFile(new File("/repo/" + parts[1] + "-" + parts[2] + ".jar"));
    return artifact;
  }
}
