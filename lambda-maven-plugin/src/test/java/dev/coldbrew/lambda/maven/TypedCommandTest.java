// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.MavenExecutionRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedCommandTest {

  private static final String WITHOUT_CACHE = "without a cache: mvn package -Dlambda.train.skip";

  private final DefaultMavenExecutionRequest request = new DefaultMavenExecutionRequest();
  private final Properties properties = new Properties();
  private String pomOptions = "";

  @Test
  void isTypedAgainWithWhatHelpsBehindIt() {
    properties.setProperty("lambda.target", "debian-13:2.41");
    properties.setProperty("lambda.image", "layer");
    properties.setProperty("maven.test.skip", "true");

    assertEquals(
        "without a cache: mvn install -Dlambda.image=layer -Dlambda.target=debian-13:2.41"
            + " -Dlambda.train.skip",
        in(WITHOUT_CACHE, "train", "install"));
  }

  @Test
  void isTheSameWithMoreOptions() {
    properties.setProperty("aws.profile", "dev");
    properties.setProperty("lambda.remote", "true");

    assertEquals(
        "there: mvn lambda:invoke -Daws.profile=dev -Dlambda.remote -Daws.region=eu-central-1; or not",
        in("there: mvn ... -Daws.region=eu-central-1; or not", "invoke", "lambda:invoke"));
    assertEquals(
        "X=1 mvn lambda:invoke -Daws.profile=dev -Dlambda.remote",
        in("X=1 mvn ...", "invoke", "lambda:invoke"));
  }

  @Test
  void optionThatWasTypedIsThereOnce() {
    properties.setProperty("lambda.jdk", "25");
    properties.setProperty("lambda.locales", "*");

    assertEquals(
        "mvn package '-Dlambda.locales=*' -Dlambda.jdk=25.0.3 -Dlambda.jdk.download",
        in("mvn package -Dlambda.jdk=25.0.3 -Dlambda.jdk.download", "bundle", "package"));
    assertEquals(
        "mvn package -Dlambda.jdk=25 '-Dlambda.locales=de fr'; or else",
        in("mvn package '-Dlambda.locales=de fr'; or else", "bundle", "package"));
  }

  @Test
  void goalThatNeedsNoPackageGetsNone() {
    assertEquals(
        "mvn lambda:serve -Dlambda.jdk=25 -Dlambda.jdk.download",
        in("mvn package -Dlambda.jdk=25 -Dlambda.jdk.download", "serve", "lambda:serve"));
    assertEquals(
        "compile it again: mvn clean lambda:serve",
        in("compile it again: mvn clean package", "serve", "lambda:serve"));
    assertEquals(
        "mvn compile lambda:bundle lambda:invoke -Dlambda.jdk=25",
        in("mvn package -Dlambda.jdk=25", "bundle", "compile", "lambda:bundle", "lambda:invoke"));
  }

  @Test
  void goalOnAPackageGetsOneThatIsStagedAsBefore() {
    properties.setProperty("lambda.measure.runs", "3");

    assertEquals(
        "mvn package lambda:measure -Dlambda.measure.runs=3 -Dlambda.target=debian-13:2.41"
            + " -Dlambda.check.classes",
        in(
            "mvn package -Dlambda.check.classes",
            "measure",
            Map.of("lambda.target", "debian-13:2.41"),
            "lambda:measure"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"deploy", "image", "invoke", "measure", "profile", "template"})
  void goalOnAPackageStays(String goal) {
    assertEquals(
        "mvn package g:lambda:1:" + goal, in("mvn package", goal, "compile", "g:lambda:1:" + goal));
  }

  @Test
  void partsOfAPackageAreNoGoalsOfTheirOwn() {
    assertEquals(
        "mvn clean package -Dlambda.check.classes",
        in(
            "mvn package -Dlambda.check.classes",
            "check",
            "clean",
            "compile",
            "lambda:bundle",
            "lambda:train",
            "lambda:check"));
    assertEquals("then mvn package", in("then mvn package", "bundle", "lambda:bundle"));
  }

  @Test
  void isCleanedOnce() {
    assertEquals("run mvn clean install", in("run mvn clean package", "check", "install"));
    assertEquals("run mvn clean install", in("run mvn clean package", "check", "clean", "install"));
  }

  /** The measured JDKs have a parameter of their own. */
  @Test
  void measuredJdkIsNotTheOneOfTheZip() {
    properties.setProperty("lambda.measure.jdks", "17,99");

    assertEquals(
        "mvn package lambda:measure -Dlambda.measure.jdks=17,99 -Dlambda.jdk.download",
        in(
            "mvn package -Dlambda.jdk=99 -Dlambda.jdk.download",
            "measure",
            "package",
            "lambda:measure"));
  }

  @Test
  void commandWithAGoalStaysAsItIs() {
    assertEquals(
        "mvn package lambda:invoke -Dlambda.payload=1",
        in("mvn package lambda:invoke -Dlambda.payload=1", "invoke", "lambda:invoke"));
  }

  @Test
  void buildsTheSameProjects() {
    request.setPom(Path.of("/home/ada/shop/aws.xml").toFile());
    request.setSelectedProjects(List.of("orders", "my stock"));
    request.setMakeBehavior(MavenExecutionRequest.REACTOR_MAKE_UPSTREAM);

    pomOptions = " -P native";
    assertEquals(
        "mvn -f shop/aws.xml -pl 'orders,my stock' -am -P native package -Dlambda.train.skip",
        in("mvn package -Dlambda.train.skip", "train", "package"));
  }

  private String in(String hint, String goal, String... typed) {
    return in(hint, goal, Map.of(), typed);
  }

  private String in(String hint, String goal, Map<String, String> staged, String... typed) {
    request.setGoals(List.of(typed));
    request.setUserProperties(properties);
    return TypedCommand.of(request, Path.of("/home/ada"), pomOptions).in(hint, goal, staged);
  }
}
