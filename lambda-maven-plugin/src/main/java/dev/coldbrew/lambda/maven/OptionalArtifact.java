// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;

/**
 * A part of the plugin in an artifact of its own, since its libraries are large: the goals that need
 * it download it, and a build without them does not.
 */
final class OptionalArtifact implements AutoCloseable {

  private final URLClassLoader loader;
  private final ClassLoader contextBefore = Thread.currentThread().getContextClassLoader();

  /** Until it is closed, this thread's libraries find each other in it. */
  private OptionalArtifact(URLClassLoader loader) {
    this.loader = loader;
    Thread.currentThread().setContextClassLoader(loader);
  }

  /**
   * Finds it and its libraries where Maven finds plugins.
   *
   * @param artifactId in the plugin's group and version, such as {@code lambda-deploy}
   */
  static OptionalArtifact of(
      String artifactId,
      PluginDescriptor plugin,
      MavenProject project,
      RepositorySystem repositories,
      RepositorySystemSession session)
      throws IOException {
    DefaultArtifact artifact =
        new DefaultArtifact(plugin.getGroupId(), artifactId, "jar", plugin.getVersion());
    CollectRequest libraries = new CollectRequest(
        new Dependency(artifact, "runtime"), project.getRemotePluginRepositories());
    List<URL> jars = new ArrayList<>();
    try {
      for (ArtifactResult result : repositories
          .resolveDependencies(session, new DependencyRequest(libraries, null))
          .getArtifactResults()) {
        jars.add(result.getArtifact().getFile().toURI().toURL());
      }
    } catch (DependencyResolutionException e) {
      throw new ProblemException(
          "cannot download " + artifact + ": " + ProblemException.reason(e),
          "an optional part of the plugin",
          "connect to the network, or to a mirror that settings.xml names, and run the command again",
          e);
    }
    // Its parent has the interfaces that it implements, and takes precedence in libraries that both
    // use.
    return new OptionalArtifact(new URLClassLoader(jars.toArray(URL[]::new), new Parent()));
  }

  /**
   * The plugin's classes, without Maven's log: with {@code -X}, AWS's SDK would write the headers that
   * it signs to it, and with them the session token.
   */
  private static final class Parent extends ClassLoader {

    Parent() {
      super(OptionalArtifact.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("org.slf4j.")) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }
  }

  /** What it has for an interface of the plugin's, as {@code META-INF/services} there says. */
  <T> T implementation(Class<T> type) {
    return ServiceLoader.load(type, loader).findFirst().orElseThrow();
  }

  @Override
  public void close() throws IOException {
    Thread.currentThread().setContextClassLoader(contextBefore);
    loader.close();
  }
}
