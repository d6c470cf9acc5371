// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coldbrew.lambda.image.BuiltImages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code lambda:deploy} refuses before it asks AWS. */
class DeployGoalTest {

  @TempDir
  Path basedir;

  private Goal deploy;

  @BeforeEach
  void packageFunction() throws Exception {
    Staged.in(basedir);
    Staged.zip(basedir);
    Staged.keepPlan(basedir, "provided.al2023");
    deploy = new Goal("deploy", basedir);
  }

  @Test
  void goalThatIsSkippedDoesNothing() throws Exception {
    assertEquals(
        List.of("[INFO] Skipped"), deploy.property("lambda.deploy.skip", "true").run());
  }

  @Test
  void functionThatWasNotPackagedIsRefused() throws Exception {
    Files.delete(basedir.resolve("target/lambda/bundle.json"));

    assertEquals("""
        there is no packaged function in 'target/lambda/task' (goal lambda:deploy)
        hint: mvn -f DIR package lambda:deploy""", problem());
  }

  @Test
  void zipThatIsNotThereIsRefused() throws Exception {
    Files.delete(basedir.resolve("target/hello-1.0.zip"));

    assertEquals("""
        there is no zip at 'target/hello-1.0.zip' (goal lambda:deploy)
        hint: mvn -f DIR package lambda:deploy""", problem());
  }

  @Test
  void zipThatIsOlderThanTheStagedFunctionIsRefused() throws Exception {
    Files.writeString(basedir.resolve("target/lambda/task/bootstrap"), "#!/bin/sh\nexit 4\n");

    assertEquals("""
        'target/hello-1.0.zip' is older than the staged function (goal lambda:deploy)
        hint: mvn -f DIR package lambda:deploy""", problem());
  }

  @Test
  void functionThatChangedSinceItWasStagedIsRefused() throws Exception {
    Staged.keepInputs(basedir, "parameter <image>", "zip");

    assertEquals("""
        parameter <image> changed since the function was staged (goal lambda:deploy)
        hint: mvn -f DIR package lambda:deploy""", problem());
  }

  @Test
  void zipForAnotherSystemIsRefused() throws Exception {
    Staged.keepPlan(basedir, "debian-13:2.41");

    assertEquals("""
        the function was packaged for 'debian-13:2.41', which is not a Lambda runtime \
        (parameter <target>, property lambda.target)
        hint: set <target>provided.al2023</target> and package again""", problem());
  }

  @Test
  void snapStartIsRefusedForAZipWithItsOwnJvm() throws Exception {
    deploy.property("lambda.snapStart", "true");

    assertEquals("""
        Lambda does not support SnapStart for the zip of a function with its own JVM (parameter <snapStart>, \
        property lambda.snapStart)
        hint: deploy a container image: mvn -f DIR package lambda:image lambda:deploy -Dlambda.deploy.image -Dlambda.image.to=REPOSITORY -Dlambda.snapStart; or set <target>java25</target> and package again""", problem());
  }

  @Test
  void layersOfAnImageAreRefused() throws Exception {
    deploy.property("lambda.deploy.image", "registry/hello:1.0");
    deploy.property("lambda.layers", "arn:aws:lambda:eu-central-1:123456789012:layer:agent:3");

    assertEquals("""
        a function with a container image cannot have layers (parameter <layers>, property lambda.layers)
        hint: remove it, and put the content of the layers into the image""", problem());
  }

  @Test
  void imageThatWasNotPushedIsRefused() throws Exception {
    deploy.property("lambda.deploy.image", "true");

    assertEquals("""
        no container image of the function was built (parameter <deployImage>, property \
        lambda.deploy.image)
        hint: mvn -f DIR package lambda:image lambda:deploy -Dlambda.deploy.image \
        -Dlambda.image.to=ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME:TAG""", problem());
  }

  @Test
  void imageOfAnEarlierZipIsRefused() throws Exception {
    Path report = image("registry/hello@sha256:ab");
    Files.setLastModifiedTime(report, FileTime.fromMillis(0));
    deploy.property("lambda.deploy.image", "true");

    assertEquals("""
        the container image is older than the zip (parameter <deployImage>, property lambda.deploy.image)
        hint: mvn -f DIR package lambda:image lambda:deploy -Dlambda.deploy.image \
        -Dlambda.image.to=ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME:TAG""", problem());
  }

  @Test
  void whatWasTypedIsInTheCommandThatPushesTheImage() throws Exception {
    deploy.property("lambda.deploy.image", "true");
    deploy.property("lambda.deploy.dryRun", "true");
    deploy.property("lambda.image.to", "registry/hello:1.0");

    assertEquals("""
        no container image of the function was built (parameter <deployImage>, property \
        lambda.deploy.image)
        hint: mvn -f DIR package lambda:image lambda:deploy -Dlambda.deploy.dryRun \
        -Dlambda.deploy.image -Dlambda.image.to=registry/hello:1.0""", problem());
  }

  @Test
  void imageThatIsOnlyOnThisMachineIsRefused() throws Exception {
    image("sha256:ab");
    deploy.property("lambda.deploy.image", "true");

    assertEquals("""
        no container image for x86_64 was pushed (parameter <deployImage>, property \
        lambda.deploy.image)
        hint: mvn -f DIR package lambda:image lambda:deploy -Dlambda.deploy.image \
        -Dlambda.image.to=ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME:TAG""", problem());
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello", "arn:aws:iam::123456789012:user/ada", "arn:aws:iam::12:role/a"})
  void roleWithoutAnArnIsRefused(String role) throws Exception {
    deploy.property("lambda.role", role);

    assertEquals("""
        '%s' is not the ARN of a role (parameter <role>, property lambda.role)
        hint: set <role>arn:aws:iam::ACCOUNT:role/NAME</role>, or remove it, and a role is created""".formatted(role), problem());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "agent",
        "arn:aws:lambda:eu-central-1:123456789012:layer:agent",
        "arn:aws:lambda:eu-central-1:1:layer:agent:3"
      })
  void layerWithoutAnArnIsRefused(String layer) throws Exception {
    deploy.property("lambda.layers", layer);

    assertEquals("""
        '%s' is not the ARN of a layer's version (parameter <layers>, property lambda.layers)
        hint: name it as in <layer>arn:aws:lambda:REGION:ACCOUNT:layer:NAME:VERSION</layer>""".formatted(layer), problem());
  }

  @ParameterizedTest
  @ValueSource(strings = {"layer", "hello:1.0", "registry/hello", "registry/hello@sha256:ab"})
  void imageWithoutAUriIsRefused(String image) throws Exception {
    deploy.property("lambda.deploy.image", image);

    assertEquals("""
        '%s' is not the URI of a container image in a registry (parameter <deployImage>, property lambda.deploy.image)
        hint: mvn -f DIR lambda:deploy -Dlambda.deploy.image=ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME:TAG""".formatted(image), problem());
  }

  @Test
  void buildWithoutAFunctionIsReported() throws Exception {
    assertEquals(
        List.of(
            "[INFO] Skipped: the packaging is not lambda, and no <handler> is set",
            "[WARNING] nothing was deployed: this build has no function"),
        deploy.typedOnLibrary().run());
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "a b", "a.b"})
  void aliasWithAnotherNameIsRefused(String alias) throws Exception {
    deploy.property("lambda.deploy.alias", alias);

    assertEquals("""
        '%s' is not the name of an alias (parameter <deployAlias>, property lambda.deploy.alias)
        hint: use at most 128 letters, digits, hyphens and underscores, and not only digits, such as live""".formatted(alias), problem());
  }

  @Test
  void nameThatIsTooLongIsRefused() throws Exception {
    String name = "f".repeat(65);

    assertEquals(
        """
        '%s' is not a function's name (parameter <functionName>, property lambda.functionName)
        hint: use at most 64 letters, digits, hyphens and underscores, such as my-function""".formatted(name), deploy.property("lambda.functionName", name).problem());
  }

  /** Maven would replace it with nothing, and the deployment the function's key with that. */
  @Test
  void variableOfTheShellThatIsNotSetIsRefused() throws Exception {
    deploy.configuration("<environment><TABLE/><API_KEY>${env.API_KEY}</API_KEY></environment>");

    assertEquals("""
        environment variable 'API_KEY' is not set, and <API_KEY> takes its value from it (parameter <environment>)
        hint: export API_KEY=...""", problem());
  }

  @ParameterizedTest
  @CsvSource({
    "environment, URL, <URL>jdbc:${db.url}</URL>",
    "tags, stage, <stage>${db.url}</stage>",
    "layers, layer, <layer>${db.url}</layer>",
    "role, role, ${db.url}",
    "memorySize, memorySize, ${db.url}"
  })
  void propertyWithoutAValueIsRefused(String parameter, String element, String content)
      throws Exception {
    deploy.property("lambda.deploy.dryRun", "true").property("aws.profile", "dev");
    deploy.configuration("<%1$s>%2$s</%1$s>".formatted(parameter, content));

    assertEquals("""
        property 'db.url' has no value, and <%s> takes its value from it (parameter <%s>)
        hint: mvn -f DIR lambda:deploy -Daws.profile=dev -Dlambda.deploy.dryRun -Ddb.url=...""".formatted(element, parameter), problem());
  }

  /** What comes next is refused instead: there is no AWS here, and no library that calls it. */
  @Test
  void valuesThatAreEmptySetOrTextAreNotRefused() throws Exception {
    deploy
        .pomProperty("set", "")
        .property("typed", "arn")
        .property("lambda.deploy.alias", "7")
        .configuration("<environment><EMPTY/><SET>${set}</SET><TEXT>$${db.url} $HOME</TEXT>"
            + "<VERSION>${project.version}</VERSION><TYPED>${typed}</TYPED></environment>");

    assertEquals(
        "'7' is not the name of an alias (parameter <deployAlias>, property lambda.deploy.alias)",
        problem().lines().findFirst().orElseThrow());
  }

  @Test
  void endpointOfLocalInvocationsIsRefused() throws Exception {
    deploy
        .property("lambda.endpoint", "http://127.0.0.1:9111")
        .property("lambda.memorySize", "256");

    assertEquals("""
        lambda:deploy does not deploy to 'http://127.0.0.1:9111' (property lambda.endpoint)
        hint: AWS_ENDPOINT_URL=http://127.0.0.1:9111 mvn -f DIR lambda:deploy -Dlambda.memorySize=256""", problem());
  }

  private String problem() throws Exception {
    return deploy.problem().replaceFirst("-f \\S+", "-f DIR");
  }

  /** Writes what {@code lambda:image} leaves. */
  private Path image(String reference) throws Exception {
    Path report = basedir.resolve("target/lambda/image.json");
    BuiltImages.One image = new BuiltImages.One("x86_64", reference);
    new BuiltImages("registry/hello:1.0", "sha256:ab", List.of(image)).write(report);
    return report;
  }
}
