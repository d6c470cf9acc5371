// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.classpath.Library;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.versioning.ComparableVersion;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;

/**
 * What is on the function's class path.
 *
 * @param own of the project: its classes first, then its dependencies in Maven's order
 * @param runtime of the runtime, which comes last
 */
record FunctionLibraries(List<Library> own, List<Library> runtime) {

  private static final String COLDBREW = "dev.coldbrew:lambda-runtime";

  private static final String CORE = "com.amazonaws:aws-lambda-java-core";

  /** Of the plugin's own artifacts the one that functions with AWS's serializer also need. */
  private static final String AWS_SERIALIZATION = "com.amazonaws:aws-lambda-java-serialization";

  /** Those that every function needs. */
  private static final Set<String> RUNTIME = Set.of(COLDBREW, "com.google.code.gson:gson", CORE);

  /**
   * Where the project has a part of the runtime itself, the newer of the two versions is taken: the
   * runtime must have what it was compiled with, the project may need more.
   */
  static FunctionLibraries of(
      MavenProject project,
      PluginDescriptor plugin,
      boolean awsSerializer,
      boolean prependGroupId) {
    Map<String, Artifact> runtime = runtime(plugin, awsSerializer);
    List<Library> own = ownClasses(project, prependGroupId);
    for (Artifact artifact : dependencies(project)) {
      Artifact other = runtime.get(artifact.getDependencyConflictId());
      if (other == null || isNewer(artifact, other)) {
        runtime.remove(artifact.getDependencyConflictId());
        own.add(library(artifact, artifact.getFile(), prependGroupId));
      }
    }
    return new FunctionLibraries(own, libraries(runtime, prependGroupId));
  }

  /**
   * The same where the runtime lies in a layer, which has to be the same for every function: also with
   * what the project has in a newer version, which comes before it.
   */
  static FunctionLibraries withWholeRuntime(
      MavenProject project,
      PluginDescriptor plugin,
      boolean awsSerializer,
      boolean prependGroupId) {
    return new FunctionLibraries(
        of(project, plugin, awsSerializer, prependGroupId).own,
        libraries(runtime(plugin, awsSerializer), false));
  }

  /**
   * Where the runtime is AWS's: of Coldbrew's there is what AWS's has as well, and the project does not
   * bring along.
   */
  static FunctionLibraries forManagedRuntime(
      MavenProject project, PluginDescriptor plugin, boolean prependGroupId) {
    Map<String, Artifact> runtime = runtime(plugin, false);
    runtime.values().removeIf(artifact -> !name(artifact).equals(CORE));
    List<Library> own = ownClasses(project, prependGroupId);
    for (Artifact artifact : dependencies(project)) {
      runtime.remove(artifact.getDependencyConflictId());
      if (!name(artifact).equals(COLDBREW)) {
        own.add(library(artifact, artifact.getFile(), prependGroupId));
      }
    }
    return new FunctionLibraries(own, libraries(runtime, prependGroupId));
  }

  /** All, in the order of the class path. */
  List<Library> all() {
    return Stream.concat(own.stream(), runtime.stream()).toList();
  }

  /** By what Maven takes for the same artifact. */
  private static Map<String, Artifact> runtime(PluginDescriptor plugin, boolean awsSerializer) {
    Map<String, Artifact> artifacts = new LinkedHashMap<>();
    for (Artifact artifact : plugin.getArtifacts()) {
      if (RUNTIME.contains(name(artifact))
          || awsSerializer && name(artifact).equals(AWS_SERIALIZATION)) {
        artifacts.put(artifact.getDependencyConflictId(), artifact);
      }
    }
    return artifacts;
  }

  private static List<Artifact> dependencies(MavenProject project) {
    return project.getArtifacts().stream()
        .filter(artifact -> artifact.getArtifactHandler().isAddedToClasspath())
        .toList();
  }

  private static List<Library> ownClasses(MavenProject project, boolean prependGroupId) {
    File classes = new File(project.getBuild().getOutputDirectory());
    return new ArrayList<>(List.of(library(project.getArtifact(), classes, prependGroupId)));
  }

  private static List<Library> libraries(Map<String, Artifact> artifacts, boolean prependGroupId) {
    return artifacts.values().stream()
        .map(artifact -> library(artifact, artifact.getFile(), prependGroupId))
        .toList();
  }

  private static String name(Artifact artifact) {
    return artifact.getGroupId() + ":" + artifact.getArtifactId();
  }

  private static boolean isNewer(Artifact one, Artifact other) {
    return new ComparableVersion(one.getVersion())
            .compareTo(new ComparableVersion(other.getVersion()))
        > 0;
  }

  private static Library library(Artifact artifact, File file, boolean prependGroupId) {
    String group = prependGroupId ? artifact.getGroupId() + "." : "";
    String classifier = artifact.hasClassifier() ? "-" + artifact.getClassifier() : "";
    return new Library(
        artifact.getGroupId() + ":" + artifact.getArtifactId() + ":" + artifact.getBaseVersion(),
        file.toPath(),
        group + artifact.getArtifactId() + "-" + artifact.getBaseVersion() + classifier + ".jar");
  }
}
