// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code lambda:invoke -Dlambda.remote} against {@code lambda:serve}, whose address is in {@code
 * AWS_ENDPOINT_URL}, where AWS's SDK looks for an endpoint.
 */
class RemoteInvokeIT {

  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  private static final String TOKEN = "IQoJb3JpZ2luX2VjEXAMPLETOKEN";

  @TempDir
  static Path temporary;

  private static ServedProject aws;
  private static String environment;

  @BeforeAll
  static void start() throws Exception {
    aws = ServedProject.start(MavenBuild.of("serve", temporary));
    environment = "export AWS_ENDPOINT_URL=" + aws.endpoint()
        + " AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE"
        + " AWS_SECRET_ACCESS_KEY=" + SECRET + " AWS_SESSION_TOKEN=" + TOKEN
        + "; unset AWS_PROFILE";
  }

  @AfterAll
  static void stop() throws Exception {
    aws.stop();
  }

  static Stream<Path> mavens() {
    return Stream.of(Maven.HOME, Maven.NEWER_HOME, Maven.MAVEN_4_HOME);
  }

  @ParameterizedTest
  @MethodSource("mavens")
  void printsTheResponseAndBesideItTheLog(Path maven) {
    BuildOutput output = build()
        .maven(maven)
        .run(
            "-q",
            "lambda:invoke",
            "-Dlambda.remote",
            "-Dlambda.payload=\"context\"",
            "-Dlambda.clientContext={\"custom\":{\"basket\":\"7\"}}");

    List<String> parts = List.of(output.log().replaceAll("[\\[\\]\"\n]", "").split(",", -1));
    assertEquals(List.of("serve", "$LATEST", "7"), parts.subList(2, 5));
    assertEquals("""
        START RequestId: ID Version: $LATEST
        END RequestId: ID
        REPORT
        Executed version: $LATEST
        """, functionLog(output));
  }

  @Test
  void failsAsTheFunctionDoes() throws Exception {
    BuildOutput output =
        build().runAndFail("lambda:invoke", "-Dlambda.remote", "-Dlambda.payload=\"fail\"");

    assertEquals("""
        the function returned an error: java.lang.IllegalStateException: out of stock (function serve\
         at %s)
        hint: change the event or the handler; the log above has the cause""".formatted(aws.endpoint()), output.problem());
  }

  @Test
  void functionThatIsNotDeployedIsDeployedByACommand() {
    BuildOutput output =
        build().runAndFail("lambda:invoke", "-Dlambda.remote", "-Dlambda.functionName=orders");

    assertEquals("""
        Function not found: arn:aws:lambda:us-east-1:123456789012:function:orders:$LATEST (region\
         us-east-1)
        hint: mvn package lambda:deploy -Dlambda.functionName=orders; if it is in another region:\
         -Daws.region=REGION""", output.problem());
  }

  /** AWS's SDK would log what it signs, which has the session token. */
  @ParameterizedTest
  @MethodSource("mavens")
  void debugOutputHasNoSecrets(Path maven) {
    BuildOutput output = build().maven(maven).run("-X", "lambda:invoke", "-Dlambda.remote");

    for (String secret : List.of(SECRET, TOKEN, "Credential=", "Signature=", "SLF4J")) {
      assertFalse(output.toString().contains(secret), () -> secret + " in\n" + output);
    }
  }

  private static MavenBuild build() {
    return MavenBuild.in(temporary.resolve("some functions/serve")).shell(environment);
  }

  /** What was written beside the response, with the figures that change. */
  private static String functionLog(BuildOutput output) {
    return output
        .goalsErr()
        .replaceAll("RequestId: [-0-9a-f]{36}", "RequestId: ID")
        .replaceAll("(?m)^REPORT .*", "REPORT");
  }
}
