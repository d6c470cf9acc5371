// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.coldbrew.lambda.deploy.Deployed;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deployments of a function that is there. */
class UpdateTest extends DeploymentFixture {

  @BeforeEach
  void deployBefore() {
    deploy();
    waited = Duration.ZERO;
  }

  @Test
  void nothingIsChangedWhereNothingDiffers() {
    Optional<Deployed> deployed = deploy();

    assertEquals(Optional.of(new Deployed(ARN, Optional.empty())), deployed);
    assertEquals(List.of("GetFunction", "GetFunctionUrlConfig"), aws.calls());
    assertEquals(
        List.of("Deploy hello in eu-central-1, at " + aws.url(), "nothing to change"), lines);
  }

  @Test
  void onlyCodeThatDiffersIsSent() throws IOException {
    wanted.zip = file("hello-1.0.zip", "other code");

    deploy();

    assertEquals(
        List.of("UpdateFunctionCode {\"ZipFile\":\"...\",\"Architectures\":[\"x86_64\"],"
            + "\"RevisionId\":\"r2\"}"),
        aws.changes());
    assertEquals(
        List.of(
            "Deploy hello in eu-central-1, at " + aws.url(), "Code ~ target/hello-1.0.zip, 0.0 MB"),
        lines);
  }

  @Test
  void onlySettingsThatDifferAreSent() {
    wanted.memoryMb = 1024;

    deploy();

    assertEquals(
        List.of("UpdateFunctionConfiguration {\"MemorySize\":1024,\"RevisionId\":\"r2\"}"),
        aws.changes());
    assertEquals(
        List.of(
            "Deploy hello in eu-central-1, at " + aws.url(),
            "Settings ~ memory in MB: 512 -> 1024"),
        lines);
  }

  @Test
  void everySettingCanBeChanged() {
    wanted.runtime = "java25";
    wanted.memoryMb = 1024;
    wanted.timeoutSeconds = 30;
    wanted.environment = Map.of("TABLE", "orders");
    wanted.role = ROLE + "-2";
    wanted.layers = List.of("arn:aws:lambda:eu-central-1:1:layer:agent:3");
    wanted.logFormat = "JSON";
    wanted.snapStart = true;

    deploy();

    assertEquals(
        List.of("UpdateFunctionConfiguration {\"Role\":\"" + ROLE + "-2\",\"Timeout\":30,"
            + "\"MemorySize\":1024,\"Environment\":{\"Variables\":{\"TABLE\":\"orders\"}},"
            + "\"Runtime\":\"java25\",\"RevisionId\":\"r2\","
            + "\"Layers\":[\"arn:aws:lambda:eu-central-1:1:layer:agent:3\"],"
            + "\"SnapStart\":{\"ApplyOn\":\"PublishedVersions\"},"
            + "\"LoggingConfig\":{\"LogFormat\":\"JSON\"}}"),
        aws.changes().subList(0, 1));
    assertEquals(
        List.of(
            "Settings ~ runtime: provided.al2023 -> java25",
            "~ memory in MB: 512 -> 1024",
            "~ timeout in seconds: 20 -> 30",
            "~ log format: Text -> JSON",
            "~ SnapStart: None -> PublishedVersions",
            "~ role: " + ROLE + " -> " + ROLE + "-2",
            "+ layer arn:aws:lambda:eu-central-1:1:layer:agent:3",
            "+ environment TABLE",
            "Version + a new version",
            "published as version 1",
            "Alias + live: the new version"),
        lines.subList(1, lines.size()));
  }

  @Test
  void settingsComeBeforeCodeAndEachUpdateIsAwaited() throws IOException {
    wanted.zip = file("hello-1.0.zip", "other code");
    wanted.timeoutSeconds = 30;
    aws.lambda.slowness = 3;

    deploy();

    assertEquals(
        List.of(
            "GetFunction",
            "GetFunctionUrlConfig",
            "UpdateFunctionConfiguration",
            "GetFunction",
            "GetFunction",
            "GetFunction",
            "GetFunction",
            "UpdateFunctionCode",
            "GetFunction",
            "GetFunction",
            "GetFunction",
            "GetFunction"),
        aws.calls());
    assertEquals(Duration.ofSeconds(6), waited);
  }

  @Test
  void updateThatIsUnderWayIsAwaitedFirst() throws IOException {
    aws.lambda.slowness = 2;
    aws.lambda.respond(
        "UpdateFunctionConfiguration", "/2015-03-31/functions/hello", null, json("{}"));
    wanted.timeoutSeconds = 30;

    deploy();

    assertEquals(
        List.of(
            "GetFunction",
            "GetFunction",
            "GetFunction",
            "GetFunctionUrlConfig",
            "UpdateFunctionConfiguration"),
        aws.calls().subList(0, 5));
  }

  @Test
  void updateThatBeginsMeanwhileIsAwaited() {
    wanted.timeoutSeconds = 30;
    for (int i = 0; i < 3; i++) {
      aws.refuse(
          "UpdateFunctionConfiguration",
          409,
          "ResourceConflictException",
          "The operation cannot be performed at this time. An update is in progress for resource: "
              + ARN);
    }

    deploy();

    assertEquals(4, aws.changes().size());
  }

  @Test
  void changeByAnotherDeploymentIsNotOverwritten() {
    wanted.timeoutSeconds = 30;
    aws.refuse(
        "UpdateFunctionConfiguration",
        412,
        "PreconditionFailedException",
        "The Revision Id provided does not match the latest Revision Id.");

    assertEquals("""
        'hello' was changed by another deployment at the same time: The Revision Id provided does \
        not match the latest Revision Id. (goal lambda:deploy)
        hint: run the command again when the other one has ended""", problem());
  }

  @Test
  void codeThatAnotherDeploymentReplacesMeanwhileIsReported() throws IOException {
    wanted.zip = file("hello-1.0.zip", "other code");
    aws.lambda.replacement = "code of another deployment";

    assertEquals("""
        'hello' has the code of another deployment, which ran at the same time (goal lambda:deploy)
        hint: run the command again when the other one has ended""", problem());
  }

  @Test
  void updateThatFailsIsReportedWithItsReason() {
    wanted.timeoutSeconds = 30;
    aws.lambda.failure = "The role has no access to the key";

    assertEquals("""
        the update of 'hello' failed: The role has no access to the key (goal lambda:deploy)
        hint: correct that, and run the command again: it goes on from there""", problem());
  }

  @Test
  void updateThatFailedIsMadeAgain() {
    wanted.timeoutSeconds = 30;
    aws.lambda.failure = "The role has no access to the key";
    problem();

    deploy();

    assertEquals(
        "Code ~ target/hello-1.0.zip, 0.0 MB, as the last update failed",
        String.join("\n", lines.subList(1, lines.size())));
    assertEquals("Successful", aws.lambda.function.get("LastUpdateStatus").getAsString());

    deploy();

    assertEquals("nothing to change", lines.get(1));
  }

  @Test
  void functionThatTakesNoUpdatesIsReportedAtOnce() {
    wanted.timeoutSeconds = 30;
    String reason = "The operation cannot be performed at this time. The function is currently in"
        + " the following state: Failed";
    aws.refuse("UpdateFunctionConfiguration", 409, "ResourceConflictException", reason);

    assertEquals("""
        'hello' could not be created, and cannot be updated: %s (goal lambda:deploy)
        hint: delete it, and run the command again: aws lambda delete-function --function-name \
        hello""".formatted(reason), problem());
  }

  @Test
  void actionThatIsDeniedIsNamed() {
    wanted.timeoutSeconds = 30;
    aws.refuse(
        "UpdateFunctionConfiguration",
        403,
        "AccessDeniedException",
        "User: arn:aws:iam::123456789012:user/ada is not authorized to perform:"
            + " lambda:UpdateFunctionConfiguration on resource: " + ARN);

    assertEquals("""
        User: arn:aws:iam::123456789012:user/ada is not authorized to perform: \
        lambda:UpdateFunctionConfiguration on resource: %s (Lambda, region eu-central-1)
        hint: have lambda:UpdateFunctionConfiguration allowed in a policy of \
        arn:aws:iam::123456789012:user/ada""".formatted(ARN), problem());
  }

  @Test
  void zipThatUnpacksToTooMuchIsReported() throws IOException {
    wanted.zip = file("hello-1.0.zip", "other code");
    aws.refuse(
        "UpdateFunctionCode",
        400,
        "InvalidParameterValueException",
        "Unzipped size must be smaller than 262144000 bytes");

    assertEquals("""
        Unzipped size must be smaller than 262144000 bytes (Lambda, region eu-central-1)
        hint: see what is large, and leave it out: mvn package, without -Dlambda.check.skip""", problem());
  }

  @Test
  void credentialsThatHaveExpiredAreReported() {
    aws.refuse(
        "GetFunction",
        403,
        "ExpiredTokenException",
        "The security token included in the request is expired");

    assertEquals(
        "AWS's credentials have expired: The security token included in the request is expired"
            + " (Lambda, region eu-central-1)",
        problem().lines().findFirst().orElseThrow());
  }

  @Test
  void variablesThatThePomDoesNotNameStay() {
    setFunction("Environment", "{\"Variables\": {\"SECRET\": \"s3cret\", \"TABLE\": \"old\"}}");
    wanted.environment = Map.of("TABLE", "orders", "TOPIC", "news");

    deploy();

    assertEquals(
        List.of("UpdateFunctionConfiguration {\"Environment\":{\"Variables\":"
            + "{\"SECRET\":\"s3cret\",\"TABLE\":\"orders\",\"TOPIC\":\"news\"}},"
            + "\"RevisionId\":\"r2\"}"),
        aws.changes());
    assertEquals(
        List.of("Settings ~ environment TABLE", "+ environment TOPIC", "= environment SECRET"),
        lines.subList(1, lines.size()));
  }

  @Test
  void variablesThatOnlyAwsHasAreNoDifference() {
    setFunction("Environment", "{\"Variables\": {\"SECRET\": \"s3cret\"}}");

    deploy();

    assertEquals(List.of(), aws.changes());
  }

  @Test
  void variablesThatAreTooLargeAreNotPrinted() {
    String reason = "Lambda was unable to configure your environment variables because the"
        + " environment variables you have provided exceeded the 4KB limit.";
    aws.refuse(
        "UpdateFunctionConfiguration",
        400,
        "InvalidParameterValueException",
        reason + " String measured: {\"SECRET\":\"s3cret\"}");
    wanted.environment = Map.of("SECRET", "s3cret");

    ProblemException problem = assertThrows(ProblemException.class, this::deploy);

    assertEquals(reason + """
         (Lambda, region eu-central-1)
        hint: keep large values elsewhere, such as in S3 or Secrets Manager, and name them in \
        <environment>""", problem.getMessage());
    assertNull(problem.getCause());
  }

  @Test
  void settingsThatAreTooLargeAreReported() {
    aws.refuse(
        "UpdateFunctionConfiguration",
        413,
        "RequestEntityTooLargeException",
        "Request must be smaller than 5120 bytes for the UpdateFunctionConfiguration operation");
    wanted.environment = Map.of("TABLE", "a".repeat(6000));

    assertEquals("""
        the request is too large: RequestEntityTooLargeException: Request must be smaller than 5120 \
        bytes for the UpdateFunctionConfiguration operation (Lambda, region eu-central-1)
        hint: keep large values elsewhere, such as in S3 or Secrets Manager, and name them in \
        <environment>""", problem());
  }

  @Test
  void variablesThatCannotBeReadAreNotReplaced() {
    setFunction(
        "Environment",
        "{\"Error\": {\"ErrorCode\": \"AccessDeniedException\", \"Message\":"
            + " \"Lambda was unable to decrypt your environment variables\"}}");
    wanted.environment = Map.of("TABLE", "orders");

    assertEquals("""
        the function's environment variables cannot be read, so they cannot be kept: Lambda was unable \
        to decrypt your environment variables (parameter <environment>)
        hint: let the deploying user decrypt them: kms:Decrypt for the function's key""", problem());
    assertEquals(List.of(), aws.changes());
  }

  @Test
  void layersRoleAndTagsThatThePomDoesNotNameStay() {
    setFunction("Layers", "[{\"Arn\": \"arn:aws:lambda:eu-central-1:1:layer:agent:3\"}]");
    aws.lambda.tags = json("{\"owner\": \"ada\", \"team\": \"cart\"}");
    wanted.role = null;
    wanted.tags = Map.of("team", "shop", "stage", "test");

    deploy();

    assertEquals(
        List.of("TagResource {\"Tags\":{\"stage\":\"test\",\"team\":\"shop\"}}"), aws.changes());
    assertEquals(
        List.of("Tags + stage: test", "~ team: cart -> shop", "= owner"),
        lines.subList(1, lines.size()));
  }

  @Test
  void planShowsLayersThatStay() {
    setFunction("Layers", "[{\"Arn\": \"arn:aws:lambda:eu-central-1:1:layer:agent:3\"}]");
    wanted.memoryMb = 1024;

    deploy();

    assertEquals(
        List.of(
            "Settings ~ memory in MB: 512 -> 1024",
            "= layer arn:aws:lambda:eu-central-1:1:layer:agent:3"),
        lines.subList(1, lines.size()));
  }

  @Test
  void layersThatThePomNamesReplaceOthers() {
    setFunction("Layers", "[{\"Arn\": \"arn:aws:lambda:eu-central-1:1:layer:agent:3\"}]");
    wanted.layers = List.of("arn:aws:lambda:eu-central-1:1:layer:agent:4");

    deploy();

    assertEquals(
        List.of(
            "Settings + layer arn:aws:lambda:eu-central-1:1:layer:agent:4",
            "- layer arn:aws:lambda:eu-central-1:1:layer:agent:3"),
        lines.subList(1, lines.size()));
  }

  @Test
  void logGroupStaysAndLevelsGoWithJson() {
    setFunction(
        "LoggingConfig",
        "{\"LogFormat\": \"JSON\", \"ApplicationLogLevel\": \"DEBUG\", \"SystemLogLevel\": \"WARN\","
            + " \"LogGroup\": \"/shop\"}");

    deploy();

    assertEquals(
        List.of("UpdateFunctionConfiguration {\"RevisionId\":\"r2\",\"LoggingConfig\":"
            + "{\"LogFormat\":\"Text\",\"LogGroup\":\"/shop\"}}"),
        aws.changes());
  }

  @Test
  void architectureIsChangedWithTheCode() {
    wanted.architecture = "arm64";

    deploy();

    assertEquals(
        List.of("UpdateFunctionCode {\"ZipFile\":\"...\",\"Architectures\":[\"arm64\"],"
            + "\"RevisionId\":\"r2\"}"),
        aws.changes());
    assertEquals("Code ~ target/hello-1.0.zip, 0.0 MB, x86_64 -> arm64", lines.get(1));
  }

  @Test
  void imageIsSentIfItsDigestDiffers() {
    aws.lambda.function = null;
    wanted.zip = null;
    wanted.image = "registry/hello@sha256:ab";
    deploy();

    deploy();
    assertEquals(List.of(), aws.changes());

    wanted.image = "registry/hello@sha256:cd";
    deploy();
    assertEquals(
        List.of("UpdateFunctionCode {\"ImageUri\":\"registry/hello@sha256:cd\","
            + "\"Architectures\":[\"x86_64\"],\"RevisionId\":\"r4\"}"),
        aws.changes());
  }

  @Test
  void imageOfAnotherRepositoryIsSent() {
    aws.lambda.function = null;
    wanted.zip = null;
    wanted.image = "registry/hello@sha256:ab";
    deploy();
    wanted.image = "registry/shop/hello@sha256:ab";

    deploy();

    assertEquals(
        List.of("UpdateFunctionCode {\"ImageUri\":\"registry/shop/hello@sha256:ab\","
            + "\"Architectures\":[\"x86_64\"],\"RevisionId\":\"r4\"}"),
        aws.changes());
  }

  @Test
  void tagBesideADigestIsNoDifference() {
    aws.lambda.function = null;
    wanted.zip = null;
    wanted.image = "localhost:5000/hello@sha256:ab";
    deploy();
    wanted.image = "localhost:5000/hello:1.0@sha256:ab";

    deploy();

    assertEquals(List.of(), aws.changes());
  }

  @Test
  void imageWithATagIsAlwaysSent() {
    aws.lambda.function = null;
    wanted.zip = null;
    wanted.image = "registry/hello:1.0";
    deploy();

    deploy();

    assertEquals(1, aws.changes().size());
  }

  @Test
  void zipCannotReplaceAnImage() {
    setFunction("PackageType", "\"Image\"");

    assertEquals("""
        'hello' was created from a container image, and cannot be updated from a zip (goal lambda:deploy)
        hint: deploy under another name, or delete it first: aws lambda delete-function \
        --function-name hello""", problem());
  }

  @Test
  void imageCannotReplaceAZip() {
    wanted.zip = null;
    wanted.image = "registry/hello:1.0";

    assertEquals("""
        'hello' was created from a zip, and cannot be updated from a container image (goal lambda:deploy)
        hint: deploy under another name, or delete it first: aws lambda delete-function \
        --function-name hello""", problem());
  }

  @Test
  void dryRunPrintsThePlanAndChangesNothing() throws IOException {
    wanted.zip = file("hello-1.0.zip", "other code");
    wanted.timeoutSeconds = 30;
    wanted.url = "NONE";
    wanted.alias = "live";
    wanted.dryRun = true;

    assertEquals(Optional.empty(), deploy());

    assertEquals(List.of(), aws.changes());
    List<String> planned = List.copyOf(lines);
    assertEquals(
        List.of(
            "Deploy hello in eu-central-1, at " + aws.url(),
            "Settings ~ timeout in seconds: 20 -> 30",
            "Code ~ target/hello-1.0.zip, 0.0 MB",
            "Version + a new version",
            "Alias + live: the new version",
            "URL + a URL of live, NONE, BUFFERED",
            "+ permission lambda:InvokeFunctionUrl by the URL, for everyone",
            "+ permission lambda:InvokeFunction by the URL, for everyone"),
        planned);

    wanted.dryRun = false;
    deploy();
    assertEquals("published as version 1", lines.remove(4));
    assertEquals(planned, lines);
  }

  private void setFunction(String setting, String json) {
    aws.lambda.function.add(setting, JsonParser.parseString(json));
  }

  private static JsonObject json(String json) {
    return JsonParser.parseString(json).getAsJsonObject();
  }
}
