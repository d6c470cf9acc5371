// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.maven.model.Model;
import org.apache.maven.model.Profile;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;

class PomVariablesTest {

  private static final String PLUGIN = "dev.coldbrew:lambda-maven-plugin";

  @Test
  void valuesThatThePomSaysAreIts() throws Exception {
    MavenProject project = project("""
        <properties><stage>test</stage><table>orders-${stage}</table></properties>
        %s""".formatted(build("""
            <TEXT> plain </TEXT>
            <EMPTY/>
            <TABLE>${table}</TABLE>
            <VERSION>${project.version}</VERSION>
            <SHELL>$HOME and ${not.a.property}</SHELL>""")));

    assertEquals(
        Set.of(),
        fromElsewhere(
            project,
            Map.of(
                "TEXT", "plain",
                "EMPTY", "",
                "TABLE", "orders-test",
                "VERSION", "1.0",
                "SHELL", "$HOME and ${not.a.property}")));
  }

  @Test
  void valuesOfTheShellOfSettingsAndOfTheCommandLineAreNot() throws Exception {
    MavenProject project = project("<properties><table>orders</table></properties>"
        + build("<PASSWORD>${env.PASSWORD}</PASSWORD><URL>jdbc:${db.url}</URL>"
            + "<TABLE>${table}</TABLE>"));
    Profile settings = new Profile();
    settings.setSource(Profile.SOURCE_SETTINGS);
    settings.getProperties().setProperty("db.url", "secret");
    project.setActiveProfiles(List.of(settings));

    assertEquals(
        Set.of("PASSWORD", "TABLE", "URL", "UNKNOWN"),
        fromElsewhere(
            project,
            Map.of(
                "PASSWORD", "secret",
                "URL", "jdbc:secret",
                "TABLE", "of the command line",
                "UNKNOWN", "")));
  }

  @Test
  void parentsExecutionsAndProfilesOfThePomAreRead() throws Exception {
    MavenProject parent = project("<properties><table>orders</table></properties><build>"
        + "<pluginManagement>"
        + plugins("<configuration><environment><TABLE>${table}</TABLE>"
            + "</environment></configuration>")
        + "</pluginManagement></build>");
    MavenProject project = project("<build>"
        + plugins("<executions><execution><configuration><environment><REGION>eu</REGION>"
            + "</environment></configuration></execution></executions>")
        + "</build>");
    project.setParent(parent);
    Profile profile = model("<profiles><profile><id>p</id>" + build("<STAGE>${stage}</STAGE>")
            + "<properties><stage>test</stage></properties></profile></profiles>")
        .getProfiles()
        .get(0);
    project.setActiveProfiles(List.of(profile));

    assertEquals(
        Set.of(),
        fromElsewhere(project, Map.of("TABLE", "orders", "REGION", "eu", "STAGE", "test")));
  }

  private static Set<String> fromElsewhere(MavenProject project, Map<String, String> environment) {
    return PomVariables.fromElsewhere(project, PLUGIN, environment);
  }

  private static MavenProject project(String elements) throws Exception {
    MavenProject project = new MavenProject(model(elements));
    project.setOriginalModel(model(elements));
    return project;
  }

  private static String build(String variables) {
    return "<build>"
        + plugins("<configuration><environment>" + variables + "</environment></configuration>")
        + "</build>";
  }

  private static String plugins(String content) {
    return "<plugins><plugin><groupId>dev.coldbrew</groupId>"
        + "<artifactId>lambda-maven-plugin</artifactId>" + content + "</plugin></plugins>";
  }

  private static Model model(String elements) throws Exception {
    return new MavenXpp3Reader()
        .read(new StringReader("<project><groupId>example</groupId><artifactId>hello</artifactId>"
            + "<version>1.0</version>" + elements + "</project>"));
  }
}
