// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Activation;
import org.apache.maven.model.ActivationProperty;
import org.apache.maven.model.Model;
import org.apache.maven.model.Profile;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.junit.jupiter.api.Test;

class PomOptionsTest {

  private final MavenExecutionRequest request = new DefaultMavenExecutionRequest();
  private final Properties typed = new Properties();
  private final Model pom = new Model();

  @Test
  void noneIsNothing() {
    assertEquals("", options());
  }

  /** Those that settings.xml activates are active anyway. */
  @Test
  void profilesThatWereTyped() {
    Profile company = new Profile();
    company.setId("company");
    request.addProfile(company);
    request.setActiveProfiles(List.of("company", "native"));
    request.setInactiveProfiles(List.of("tests"));

    assertEquals(" -P 'native,!tests'", options());
  }

  @Test
  void propertyThatThePomReads() {
    pom.setVersion("${revision}");
    typed.setProperty("revision", "1.2 beta");
    typed.setProperty("skipTests", "true");

    assertEquals(" '-Drevision=1.2 beta'", options());
  }

  @Test
  void propertyThatThePomSets() {
    pom.addProperty("maven.compiler.release", "17");
    typed.setProperty("maven.compiler.release", "21");

    assertEquals(" -Dmaven.compiler.release=21", options());
  }

  @Test
  void propertyThatActivatesAProfileOrIsSetByOne() {
    pom.addProfile(activatedBy("cloud"));
    pom.addProfile(activatedBy("!small"));
    Profile sized = new Profile();
    sized.addProperty("size", "1");
    pom.addProfile(sized);
    typed.setProperty("cloud", "aws");
    typed.setProperty("size", "2");
    typed.setProperty("small", "true");

    assertEquals(" -Dcloud=aws -Dsize=2 -Dsmall=true", options());
  }

  /** The plugin's own are repeated where a goal reads them. */
  @Test
  void pluginsOwnAreNotAmongThem() {
    pom.addProperty("lambda.jdk", "21");
    typed.setProperty("lambda.jdk", "25");

    assertEquals("", options());
  }

  @Test
  void secretIsNotPrinted() {
    pom.setDescription("${db.password} ${apiToken} ${api.key} ${use.tokens}");
    typed.setProperty("db.password", "hunter2");
    typed.setProperty("apiToken", "t0k3n");
    typed.setProperty("api.key", "k3y");
    typed.setProperty("use.tokens", "true");
    typed.setProperty("lambda.db.password", "hunter2");

    assertEquals(" -Dapi.key=... -DapiToken=... -Ddb.password=... -Duse.tokens=true", options());
    assertEquals(" -Dlambda.db.password=...", TypedOptions.of(typed).toString());
  }

  /** Of the poms that Maven has loaded: the plugin cannot know who else reads a property. */
  @Test
  void propertyThatIsNamedAnywhere() {
    pom.addProperty("lambda.stage", "dev");
    pom.setDescription("<property>lambda.account</property> ${lambda.memory.extra}");
    pom.addProfile(activatedBy("!lambda.local"));
    request.addProfile(activatedBy("lambda.company"));

    assertEquals(
        List.of("lambda.stage", "lambda.account", "lambda.local", "lambda.company"),
        named(
            "lambda.stage",
            "lambda.account",
            "lambda.local",
            "lambda.company",
            "lambda.memory",
            "memory.extra",
            "lambda.stages"));
  }

  @SuppressWarnings("deprecation") // Maven 3 has no other for a session without a container
  private List<String> named(String... properties) {
    MavenSession session = new MavenSession(
        null, new DefaultRepositorySystemSession(), request, new DefaultMavenExecutionResult());
    MavenProject project = new MavenProject(pom);
    project.setOriginalModel(pom);
    session.setAllProjects(List.of(project));
    session.setProjects(List.of()); // it is left out by -pl
    return Stream.of(properties)
        .filter(property -> PomOptions.isNamed(session, property))
        .toList();
  }

  private static Profile activatedBy(String property) {
    ActivationProperty condition = new ActivationProperty();
    condition.setName(property);
    Activation activation = new Activation();
    activation.setProperty(condition);
    Profile profile = new Profile();
    profile.setActivation(activation);
    return profile;
  }

  private String options() {
    request.setUserProperties(typed);
    return PomOptions.of(request, List.of(pom));
  }
}
