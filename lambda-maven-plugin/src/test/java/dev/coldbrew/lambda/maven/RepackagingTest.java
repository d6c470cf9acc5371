// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.StringReader;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepackagingTest {

  private static final String SHADE = "org.apache.maven.plugins:maven-shade-plugin";
  private static final String SPRING = "org.springframework.boot:spring-boot-maven-plugin";

  @Test
  void pluginThatPutsTheDependenciesIntoAJarIsRefused() throws Exception {
    assertRefused("""
        maven-shade-plugin:shade would replace the function's zip by a package that Lambda cannot start (execution 'all' in pom.xml)
        hint: remove that execution: the zip has the dependencies already""", project(SHADE, "shade", "package", ""));
    assertRefused("""
        spring-boot-maven-plugin:repackage would replace the function's zip by a package that Lambda cannot start (execution 'all' in pom.xml)
        hint: remove that execution: the zip has the dependencies already""", project(SPRING, "repackage", null, "<classifier/>"));
  }

  @ParameterizedTest
  @CsvSource({
    SHADE + ", shade, none, ''",
    SHADE + ", shade, package, <skip>true</skip>",
    SHADE + ", shade, package, <shadedArtifactAttached>true</shadedArtifactAttached>",
    SHADE + ", help, package, ''",
    SPRING + ", build-info, package, ''",
    SPRING + ", repackage, package, <classifier>boot</classifier>",
    "example:maven-shade-plugin, shade, package, ''"
  })
  void pluginThatLeavesTheZipAloneIsNot(String plugin, String goal, String phase, String settings)
      throws Exception {
    MavenProject project = project(plugin, goal, phase, settings);

    assertDoesNotThrow(() -> Repackaging.refuse(project));
  }

  private static void assertRefused(String message, MavenProject project) {
    assertEquals(
        message,
        assertThrows(ProblemException.class, () -> Repackaging.refuse(project)).getMessage());
  }

  private static MavenProject project(String key, String goal, String phase, String settings)
      throws Exception {
    PluginExecution execution = new PluginExecution();
    execution.setId("all");
    execution.setPhase(phase);
    execution.addGoal(goal);
    execution.setConfiguration(
        Xpp3DomBuilder.build(new StringReader("<configuration>" + settings + "</configuration>")));
    Plugin plugin = new Plugin();
    plugin.setGroupId(key.split(":")[0]);
    plugin.setArtifactId(key.split(":")[1]);
    plugin.addExecution(execution);
    Model model = new Model();
    model.setBuild(new Build());
    model.getBuild().addPlugin(plugin);
    return new MavenProject(model);
  }
}
