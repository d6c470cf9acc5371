// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.classpath.Library;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.versioning.ComparableVersion;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;

/** What is on the function's class path: the project, its runtime dependencies, our runtime. */
final class FunctionLibraries {

  /** Of the plugin's own artifacts the one that functions with AWS's serializer also need. */
  private static final String AWS_SERIALIZATION = "com.amazonaws:aws-lambda-java-serialization";

  /** Those that every function needs. */
  private static final Set<String> RUNTIME = Set.of(
      "dev.coldbrew:lambda-runtime",
      "com.google.code.gson:gson",
      "com.amazonaws:aws-lambda-java-core");

  private FunctionLibraries() {}

  /**
   * The project's classes first, then its dependencies in Maven's order, then what the runtime adds.
   * Where the project has a part of the runtime itself, the newer of the two versions is taken: the
   * runtime must have what it was compiled with, the project may need more.
   */
  static List<Library> of(
      MavenProject project,
      PluginDescriptor plugin,
      boolean awsSerializer,
      boolean prependGroupId) {
    Map<String, Artifact> artifacts = new LinkedHashMap<>();
    for (Artifact artifact : project.getArtifacts()) {
      if (artifact.getArtifactHandler().isAddedToClasspath()) {
        artifacts.put(artifact.getDependencyConflictId(), artifact);
      }
    }
    for (Artifact artifact : plugin.getArtifacts()) {
      String name = artifact.getGroupId() + ":" + artifact.getArtifactId();
      if (RUNTIME.contains(name) || awsSerializer && name.equals(AWS_SERIALIZATION)) {
        artifacts.merge(artifact.getDependencyConflictId(), artifact, FunctionLibraries::newer);
      }
    }
    List<Library> libraries = new ArrayList<>();
    libraries.add(library(
        project.getArtifact(), new File(project.getBuild().getOutputDirectory()), prependGroupId));
    artifacts.values().forEach(a -> libraries.add(library(a, a.getFile(), prependGroupId)));
    return libraries;
  }

  private static Artifact newer(Artifact ofProject, Artifact ofRuntime) {
    ComparableVersion project = new ComparableVersion(ofProject.getVersion());
    return project.compareTo(new ComparableVersion(ofRuntime.getVersion())) < 0
        ? ofRuntime
        : ofProject;
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
