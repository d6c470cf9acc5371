// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import org.apache.maven.AbstractMavenLifecycleParticipant;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.InputLocation;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;

/**
 * Keeps the Assembly Plugin at the version that the lifecycle mapping names. Maven's super pom
 * manages that plugin's version, 2.2-beta-5 up to Maven 3.8, and what is managed goes before what a
 * packaging says. A version that the project's own poms give is left alone.
 */
public class AssemblyPluginVersion extends AbstractMavenLifecycleParticipant {

  /** Set from {@code components.xml}. */
  private String version;

  @Override
  public void afterProjectsRead(MavenSession session) {
    for (MavenProject project : session.getProjects()) {
      Plugin assembly = project.getPlugin("org.apache.maven.plugins:maven-assembly-plugin");
      if (project.getPackaging().equals("lambda")
          && isOfSuperPom(assembly.getLocation("version"))) {
        assembly.setVersion(version);
      }
    }
  }

  private static boolean isOfSuperPom(InputLocation location) {
    return location != null
        && location.getSource() != null
        && String.valueOf(location.getSource().getModelId()).endsWith(":super-pom");
  }
}
