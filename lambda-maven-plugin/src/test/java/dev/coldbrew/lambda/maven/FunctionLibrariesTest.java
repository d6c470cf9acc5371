// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coldbrew.lambda.classpath.Library;
import java.io.File;
import java.util.LinkedHashSet;
import java.util.List;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.model.Build;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is on a function's class path: which libraries, in which order, of which version. */
class FunctionLibrariesTest {

  private static final Artifact RUNTIME = jar("dev.coldbrew", "lambda-runtime", "0.1");
  private static final Artifact CORE = jar("com.amazonaws", "aws-lambda-java-core", "1.4.0");
  private static final Artifact SERIALIZATION =
      jar("com.amazonaws", "aws-lambda-java-serialization", "1.2.0");
  private static final Artifact ASM = jar("org.ow2.asm", "asm", "9.11");

  @Test
  void projectComesFirstAndTheRuntimeLast() {
    assertEquals(
        List.of(
            "example:hello:1.0 classes hello-1.0.jar",
            "g:b:1 b-1.jar b-1.jar",
            "g:a:1 a-1.jar a-1.jar",
            "dev.coldbrew:lambda-runtime:0.1 lambda-runtime-0.1.jar lambda-runtime-0.1.jar",
            "com.google.code.gson:gson:2.15.0 gson-2.15.0.jar gson-2.15.0.jar"),
        libraries(
            false,
            false,
            List.of(jar("g", "b", "1"), jar("g", "a", "1")),
            RUNTIME,
            gson("2.15.0"),
            ASM));
  }

  @ParameterizedTest
  @CsvSource({
    "2.9, 2.15.0, 2.15.0",
    "2.15.0, 2.9, 2.15.0",
    "2.15.0, 2.15.0, 2.15.0",
    "2.15.0-beta-1, 2.15.0, 2.15.0"
  })
  void newerOfTwoVersionsIsTaken(String ofProject, String ofRuntime, String taken) {
    assertEquals(
        List.of(
            "example:hello:1.0 classes hello-1.0.jar",
            "com.google.code.gson:gson:%1$s gson-%1$s.jar gson-%1$s.jar".formatted(taken)),
        libraries(false, false, List.of(gson(ofProject)), gson(ofRuntime)));
  }

  @Test
  void awssSerializerIsThereOnRequest() {
    assertEquals(
        List.of("example:hello:1.0 classes hello-1.0.jar"),
        libraries(false, false, List.of(), SERIALIZATION));
    assertEquals(
        List.of(
            "example:hello:1.0 classes hello-1.0.jar",
            "com.amazonaws:aws-lambda-java-core:1.4.0 aws-lambda-java-core-1.4.0.jar aws-lambda-java-core-1.4.0.jar",
            "com.amazonaws:aws-lambda-java-serialization:1.2.0 aws-lambda-java-serialization-1.2.0.jar aws-lambda-java-serialization-1.2.0.jar"),
        libraries(true, false, List.of(), CORE, SERIALIZATION));
  }

  @Test
  void newerVersionOfTheProjectComesBeforeTheWholeRuntimeOfALayer() {
    FunctionLibraries libraries = FunctionLibraries.withWholeRuntime(
        project(List.of(gson("2.16.0"), jar("g", "a", "1"))),
        plugin(RUNTIME, gson("2.15.0")),
        false,
        true);

    assertEquals(
        List.of("example.hello-1.0.jar", "com.google.code.gson.gson-2.16.0.jar", "g.a-1.jar"),
        names(libraries.own()));
    assertEquals(List.of("lambda-runtime-0.1.jar", "gson-2.15.0.jar"), names(libraries.runtime()));
  }

  @Test
  void olderVersionOfTheProjectIsTheOneOfTheLayer() {
    FunctionLibraries libraries = FunctionLibraries.withWholeRuntime(
        project(List.of(gson("2.9"))), plugin(RUNTIME, gson("2.15.0")), false, false);

    assertEquals(List.of("hello-1.0.jar"), names(libraries.own()));
    assertEquals(List.of("lambda-runtime-0.1.jar", "gson-2.15.0.jar"), names(libraries.runtime()));
  }

  @Test
  void awssRuntimeHasTheInterfacesAndNothingOfColdbrew() {
    FunctionLibraries libraries = FunctionLibraries.forManagedRuntime(
        project(List.of(RUNTIME, gson("2.9"))), plugin(RUNTIME, CORE, gson("2.15.0")), false);

    assertEquals(List.of("hello-1.0.jar", "gson-2.9.jar"), names(libraries.own()));
    assertEquals(List.of("aws-lambda-java-core-1.4.0.jar"), names(libraries.runtime()));
  }

  @Test
  void interfacesOfTheProjectStayInItsZip() {
    FunctionLibraries libraries = FunctionLibraries.forManagedRuntime(
        project(List.of(jar("com.amazonaws", "aws-lambda-java-core", "1.2.3"))),
        plugin(CORE),
        false);

    assertEquals(
        List.of("hello-1.0.jar", "aws-lambda-java-core-1.2.3.jar"), names(libraries.own()));
    assertEquals(List.of(), names(libraries.runtime()));
  }

  @Test
  void groupIdsMayStandBeforeFileNames() {
    assertEquals(
        List.of("example:hello:1.0 classes example.hello-1.0.jar", "g:a:1 a-1.jar g.a-1.jar"),
        libraries(false, true, List.of(jar("g", "a", "1"))));
  }

  @Test
  void classifiersAreInFileNames() {
    DefaultArtifact natives =
        new DefaultArtifact("g", "a", "1", "runtime", "jar", "linux", handler("jar", true));
    natives.setFile(new File("a-1-linux.jar"));

    assertEquals(
        List.of(
            "example:hello:1.0 classes hello-1.0.jar",
            "g:a:1 a-1.jar a-1.jar",
            "g:a:1 a-1-linux.jar a-1-linux.jar"),
        libraries(false, false, List.of(jar("g", "a", "1"), natives)));
  }

  @Test
  void whatIsNoJarIsLeftOut() {
    DefaultArtifact zip =
        new DefaultArtifact("g", "z", "1", "runtime", "zip", null, handler("zip", false));

    assertEquals(
        List.of("example:hello:1.0 classes hello-1.0.jar"), libraries(false, false, List.of(zip)));
  }

  /** Each as its coordinates, its file and its name in the zip. */
  private static List<String> libraries(
      boolean awsSerializer,
      boolean prependGroupId,
      List<Artifact> ofProject,
      Artifact... ofPlugin) {
    return FunctionLibraries.of(project(ofProject), plugin(ofPlugin), awsSerializer, prependGroupId)
        .all()
        .stream()
        .map(library -> library.coordinates() + " " + library.file() + " " + library.fileName())
        .toList();
  }

  private static List<String> names(List<Library> libraries) {
    return libraries.stream().map(Library::fileName).toList();
  }

  private static MavenProject project(List<Artifact> dependencies) {
    MavenProject project = new MavenProject();
    project.setArtifact(jar("example", "hello", "1.0"));
    project.setBuild(new Build());
    project.getBuild().setOutputDirectory("classes");
    project.setArtifacts(new LinkedHashSet<>(dependencies));
    return project;
  }

  private static PluginDescriptor plugin(Artifact... artifacts) {
    PluginDescriptor plugin = new PluginDescriptor();
    plugin.setArtifacts(List.of(artifacts));
    return plugin;
  }

  private static Artifact gson(String version) {
    return jar("com.google.code.gson", "gson", version);
  }

  private static Artifact jar(String group, String name, String version) {
    DefaultArtifact artifact =
        new DefaultArtifact(group, name, version, "runtime", "jar", null, handler("jar", true));
    artifact.setFile(new File(name + "-" + version + ".jar"));
    return artifact;
  }

  private static DefaultArtifactHandler handler(String type, boolean onClassPath) {
    DefaultArtifactHandler handler = new DefaultArtifactHandler(type);
    handler.setAddedToClasspath(onClassPath);
    return handler;
  }
}
