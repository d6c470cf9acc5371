// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.problem.ProblemException;
import java.nio.file.Path;
import java.util.Map;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AwsSettingsTest {

  @TempDir
  Path folder;

  private ScriptedAws aws;

  @BeforeEach
  void start() throws Exception {
    aws = new ScriptedAws();
  }

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  void typedProfileTakesPrecedenceOverKeysInTheEnvironment() throws Exception {
    aws.config(folder, """
        [profile prod]
        aws_access_key_id = AKIAOFPROD
        aws_secret_access_key = secret
        """);
    // As if they were variables of the environment, which comes behind them.
    aws.set("aws.accessKeyId", "AKIAOFDEV").set("aws.secretAccessKey", "secret");
    aws.set("aws.profile", "prod");

    assertEquals("AKIAOFPROD", settings().credentials().resolveCredentials().accessKeyId());
  }

  @Test
  void regionIsThatOfTheProfile() throws Exception {
    aws.config(folder, """
        [profile prod]
        region = ap-southeast-2
        """);
    aws.set("aws.region", null).set("aws.profile", "prod");

    assertEquals("ap-southeast-2", settings().region().id());
  }

  @Test
  void regionOfAwsCommandLine() {
    aws.set("aws.region", null);

    assertEquals(
        "us-west-2",
        settings(Map.of("AWS_DEFAULT_REGION", "us-west-2")).region().id());
  }

  @Test
  void typedRegionTakesPrecedence() {
    assertEquals(
        "eu-central-1",
        settings(Map.of("AWS_DEFAULT_REGION", "us-west-2")).region().id());
  }

  @Test
  void noRegion() {
    aws.set("aws.region", null);

    assertProblem("""
        no AWS region is set (property aws.region, environment variable AWS_REGION, profile 'default')
        hint: mvn ... -Daws.region=eu-central-1""", () -> settings().region());
  }

  @Test
  void noRegionInTheProfile() throws Exception {
    aws.config(folder, "[profile dev]\n");
    aws.set("aws.region", null).set("aws.profile", "dev");

    assertProblem("""
        no AWS region is set (property aws.region, environment variable AWS_REGION, profile 'dev')
        hint: mvn ... -Daws.region=eu-central-1""", () -> settings().region());
  }

  @ParameterizedTest
  @ValueSource(strings = {"AWS_REGION", "AWS_DEFAULT_REGION"})
  void variableThatIsNoRegion(String variable) {
    aws.set("aws.region", null);

    assertProblem(
        """
        'Frankfurt am Main' is not an AWS region (environment variable %s)
        hint: mvn ... -Daws.region=eu-central-1""".formatted(variable),
        () -> settings(Map.of(variable, "Frankfurt am Main")).region());
  }

  @Test
  void propertyThatIsNoRegion() {
    aws.set("aws.region", "Frankfurt am Main");

    assertProblem("""
        'Frankfurt am Main' is not an AWS region (property aws.region)
        hint: mvn ... -Daws.region=eu-central-1""", () -> settings().region());
  }

  @Test
  void noProfileOfThatName() throws Exception {
    aws.config(folder, "[profile dev]\n[profile prod]\n");
    aws.set("aws.profile", "prd");

    assertProblem("""
        there is no profile 'prd' in DIR/config and /nonexistent/credentials (property aws.profile)
        hint: name one that exists, such as -Daws.profile=prod""", this::settings);
  }

  @Test
  void noProfileAtAll() {
    assertProblem("""
        there is no profile 'dev' in /nonexistent/config and /nonexistent/credentials (environment variable AWS_PROFILE)
        hint: aws configure --profile dev""", () -> settings(Map.of("AWS_PROFILE", "dev")));
  }

  @Test
  void noCredentials() throws Exception {
    aws.config(folder, "");

    assertProblem("""
        there are no AWS credentials (environment, DIR/config and /nonexistent/credentials)
        hint: aws configure""", () -> settings().credentials());
  }

  @Test
  void profileWithoutCredentials() throws Exception {
    aws.config(folder, "[profile dev]\nregion = eu-central-1\n");
    aws.set("aws.profile", "dev");

    assertProblem("""
        profile 'dev' has no AWS credentials (DIR/config and /nonexistent/credentials)
        hint: aws configure --profile dev""", () -> settings().credentials());
  }

  @Test
  void singleSignOnThatHasEnded() throws Exception {
    aws.config(folder, """
        [default]
        sso_session = company
        sso_account_id = 123456789012
        sso_role_name = Developer
        [sso-session company]
        sso_region = eu-central-1
        sso_start_url = https://company.awsapps.com/start
        """);

    assertProblem("""
        the login to AWS is missing or has expired (profile 'default' in DIR/config and /nonexistent/credentials)
        hint: aws sso login""", () -> settings().credentials());
  }

  @Test
  void loginThatHasEnded() throws Exception {
    aws.config(folder, """
        [profile dev]
        login_session = arn:aws:iam::123456789012:user/ada
        """);
    aws.set("aws.profile", "dev");

    assertProblem("""
        the login to AWS is missing or has expired (profile 'dev' in DIR/config and /nonexistent/credentials)
        hint: aws login --profile dev""", () -> settings().credentials());
  }

  @Test
  void incompleteProfile() throws Exception {
    aws.config(folder, """
        [profile dev]
        sso_session = company
        """);
    aws.set("aws.profile", "dev");

    assertProblem("""
        Profile property 'sso_account_id' was not configured for 'dev'. (profile 'dev' in DIR/config and /nonexistent/credentials)
        hint: complete the profile in DIR/config and /nonexistent/credentials, or choose another one: mvn ... -Daws.profile=NAME""", () -> settings().credentials());
  }

  @Test
  void roleThatMayNotBeTaken() throws Exception {
    aws.config(folder, """
        [default]
        role_arn = arn:aws:iam::123456789012:role/deployer
        source_profile = ada
        [profile ada]
        aws_access_key_id = AKIAIOSFODNN7EXAMPLE
        aws_secret_access_key = secret
        """);
    MockResponse denied = new MockResponse.Builder().code(403).body("""
        <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>\
        <Code>AccessDenied</Code><Message>User: arn:aws:iam::123456789012:user/ada is not authorized to\
         perform: sts:AssumeRole on resource: arn:aws:iam::123456789012:role/deployer</Message></Error>\
        <RequestId>8c0c1f2e</RequestId></ErrorResponse>""").build();
    aws.respond(denied).respond(denied); // once by the chain of providers

    assertProblem("""
        User: arn:aws:iam::123456789012:user/ada is not authorized to perform: sts:AssumeRole on\
         resource: arn:aws:iam::123456789012:role/deployer (Sts, region eu-central-1)
        hint: have sts:AssumeRole allowed in a policy of arn:aws:iam::123456789012:user/ada""", () -> settings().credentials());
  }

  @Test
  void expiredKeysOfTheEnvironmentAreRenewedThere() {
    assertEquals(
        "export new AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN",
        settings(Map.of("AWS_ACCESS_KEY_ID", "AKIA")).renewal());
  }

  @Test
  void expiredSingleSignOnIsRenewedByItsLogin() throws Exception {
    aws.config(folder, "[profile dev]\nsso_session = company\n");
    aws.set("aws.profile", "dev");

    assertEquals(
        "aws sso login --profile dev",
        settings(Map.of("AWS_ACCESS_KEY_ID", "AKIA")).renewal());
  }

  private AwsSettings settings() {
    return settings(Map.of());
  }

  private AwsSettings settings(Map<String, String> environment) {
    return new AwsSettings(System.getProperties(), environment);
  }

  private void assertProblem(String message, Runnable action) {
    assertEquals(
        message,
        assertThrows(ProblemException.class, action::run)
            .getMessage()
            .replace(folder.toString(), "DIR"));
  }
}
