// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import dev.coldbrew.lambda.file.Digest;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.maven.AbstractMavenLifecycleParticipant;
import org.apache.maven.MavenExecutionException;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * Plugins that make a package of their own from the project's artifact, as a jar needs: what they
 * leave in place of the zip that {@code lambda:check} has proven, Lambda cannot start. Those that
 * are known are refused before anything slow, and any other at the end of the build.
 */
public class Repackaging extends AbstractMavenLifecycleParticipant {

  /** Where {@code lambda:check} leaves the digest of the zip. */
  private static final String PROVEN = "dev.coldbrew.lambda.proven";

  /** Goals that replace the main artifact, unless one of those parameters is set. */
  private static final Map<String, List<String>> REPLACING = Map.of(
      "org.apache.maven.plugins:maven-shade-plugin:shade",
      List.of("shadedArtifactAttached", "outputFile", "skip"),
      "org.springframework.boot:spring-boot-maven-plugin:repackage",
      List.of("classifier", "skip"));

  /**
   * Refuses a plugin that would replace the zip.
   *
   * @throws ProblemException that names it
   */
  static void refuse(MavenProject project) {
    for (Plugin plugin : project.getBuildPlugins()) {
      for (PluginExecution execution : plugin.getExecutions()) {
        for (String goal : execution.getGoals()) {
          List<String> unless = REPLACING.get(plugin.getKey() + ":" + goal);
          if (unless != null && runs(execution, unless)) {
            throw new ProblemException(
                plugin.getArtifactId() + ":" + goal
                    + " would replace the function's zip by a package"
                    + " that Lambda cannot start",
                "execution '" + execution.getId() + "' in pom.xml",
                "remove that execution: the zip has the dependencies already");
          }
        }
      }
    }
  }

  /** A phase that no lifecycle has switches an execution off; this is the usual one. */
  private static boolean runs(PluginExecution execution, List<String> unless) {
    return !"none".equals(execution.getPhase())
        && unless.stream().noneMatch(parameter -> isSet(execution, parameter));
  }

  private static boolean isSet(PluginExecution execution, String parameter) {
    Xpp3Dom configuration = (Xpp3Dom) execution.getConfiguration();
    Xpp3Dom value = configuration == null ? null : configuration.getChild(parameter);
    return value != null && value.getValue() != null && !value.getValue().equals("false");
  }

  /** The zip is the project's artifact from now on. */
  static void proven(MavenProject project, File zip) throws IOException {
    project.setContextValue(PROVEN, Digest.of(zip.toPath()));
  }

  @Override
  public void afterSessionEnd(MavenSession session) throws MavenExecutionException {
    for (MavenProject project : session.getProjects()) {
      Object proven = project.getContextValue(PROVEN);
      if (proven != null && !session.getResult().hasExceptions()) {
        requireUnchanged(project, proven);
      }
    }
  }

  private static void requireUnchanged(MavenProject project, Object proven)
      throws MavenExecutionException {
    File file = project.getArtifact().getFile();
    try {
      if (file == null || !file.isFile() || !Digest.of(file.toPath()).equals(proven)) {
        throw new MavenExecutionException(
            new ProblemException(
                    "another plugin has replaced the zip that lambda:check has verified",
                    "artifact " + file,
                    "remove the plugin that packages after lambda:check")
                .getMessage(),
            project.getFile());
      }
    } catch (IOException e) {
      throw new MavenExecutionException(file + " cannot be read: " + e, e);
    }
  }
}
