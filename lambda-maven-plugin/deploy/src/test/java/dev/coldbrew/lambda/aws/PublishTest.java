// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.coldbrew.lambda.deploy.Deployed;
import dev.coldbrew.lambda.deploy.UrlCors;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Versions, aliases, URLs and layers. */
class PublishTest extends DeploymentFixture {

  private static final String CREATE_URL =
      "CreateFunctionUrlConfig {\"AuthType\":\"NONE\",\"InvokeMode\":\"BUFFERED\"}";
  private static final String ALLOW_URL =
      "AddPermission {\"StatementId\":\"UrlPolicyInvokeURL\",\"Action\":\"lambda:InvokeFunctionUrl\","
          + "\"Principal\":\"*\",\"FunctionUrlAuthType\":\"NONE\"}";
  private static final String ALLOW_FUNCTION =
      "AddPermission {\"StatementId\":\"UrlPolicyInvokeFunction\",\"Action\":\"lambda:InvokeFunction\","
          + "\"Principal\":\"*\",\"InvokedViaFunctionUrl\":true}";
  private static final String URL = "https://abc.lambda-url.eu-central-1.on.aws/";

  @Test
  void versionIsPublishedAndGetsTheAlias() {
    wanted.alias = "live";

    Optional<Deployed> deployed = deploy();

    assertEquals(Optional.of(new Deployed(ARN + ":live", Optional.empty())), deployed);
    assertEquals(
        List.of(
            "PublishVersion {\"CodeSha256\":\"" + FakeLambda.sha256("the code".getBytes())
                + "\",\"RevisionId\":\"r2\"}",
            "CreateAlias {\"Name\":\"live\",\"FunctionVersion\":\"1\"}"),
        aws.changes().subList(1, 3));
  }

  @Test
  void versionThatIsCurrentIsNotPublishedAgain() {
    wanted.alias = "live";
    deploy();

    deploy();

    assertEquals(
        List.of(
            "GetFunction",
            "ListVersionsByFunction",
            "GetFunction",
            "GetAlias",
            "GetFunctionUrlConfig",
            "GetFunctionUrlConfig"),
        aws.calls());
    assertEquals("nothing to change", lines.get(1));
  }

  @Test
  void versionsThatAreNoNumbersAreNotCompared() {
    wanted.publish = true;
    deploy();
    JsonObject published = aws.lambda.versions.get(0).deepCopy();
    published.addProperty("Version", "$LATEST.PUBLISHED");
    aws.lambda.versions.add(published);

    deploy();

    assertEquals(
        List.of("GetFunction", "ListVersionsByFunction", "GetFunction", "GetFunctionUrlConfig"),
        aws.calls());
  }

  @Test
  void versionOfAnInterruptedDeploymentIsAwaited() {
    wanted.alias = "live";
    deploy();
    aws.lambda.aliases.clear();
    aws.lambda.versions.get(0).addProperty("State", "Pending");
    aws.afterCalls(5, () -> aws.lambda.versions.get(0).addProperty("State", "Active"));

    deploy();

    assertEquals(
        List.of(
            "GetFunction",
            "ListVersionsByFunction",
            "GetFunction",
            "GetFunction",
            "GetFunction",
            "GetFunction",
            "GetAlias",
            "GetFunctionUrlConfig",
            "GetFunctionUrlConfig",
            "CreateAlias"),
        aws.calls());
  }

  @Test
  void aliasIsNotMovedToAVersionThatFailed() {
    wanted.alias = "live";
    deploy();
    aws.lambda.aliases.clear();
    aws.lambda.versions.get(0).addProperty("State", "Failed");
    aws.lambda.versions.get(0).addProperty("StateReason", "The init phase ended with status 1");

    assertEquals("""
        version 1 of 'hello' failed: The init phase ended with status 1 (goal lambda:deploy)
        hint: correct that, and run the command again: it goes on from there""", problem());
    assertEquals(Map.of(), aws.lambda.aliases);
  }

  @Test
  void aliasIsMovedToTheNewVersion() throws IOException {
    wanted.alias = "live";
    deploy();
    wanted.zip = file("hello-1.0.zip", "other code");

    deploy();

    assertEquals(
        "UpdateAlias {\"FunctionVersion\":\"2\",\"RevisionId\":\"a3\"}",
        aws.changes().get(2));
    assertEquals(
        List.of(
            "Version + a new version",
            "published as version 2",
            "Alias ~ live: 1 -> the new version"),
        lines.subList(2, 5));
  }

  @Test
  void aliasGetsAllInvocationsAgain() {
    wanted.alias = "live";
    deploy();
    aws.lambda
        .aliases
        .get("live")
        .add(
            "RoutingConfig",
            JsonParser.parseString("{\"AdditionalVersionWeights\": {\"2\": 0.1}}"));

    deploy();

    assertEquals(
        List.of("UpdateAlias {\"FunctionVersion\":\"1\",\"RoutingConfig\":"
            + "{\"AdditionalVersionWeights\":{}},\"RevisionId\":\"a3\"}"),
        aws.changes());
    assertEquals("Alias ~ live: 1 -> 1, for all invocations", lines.get(1));
  }

  @Test
  void versionWithoutAliasIsPublishedOnce() {
    wanted.publish = true;
    deploy();
    assertEquals(1, aws.lambda.versions.size());

    deploy();

    assertEquals(
        List.of("GetFunction", "ListVersionsByFunction", "GetFunction", "GetFunctionUrlConfig"),
        aws.calls());
  }

  @Test
  void snapStartPublishesAVersionWithAnAlias() {
    wanted.runtime = "java25";
    wanted.snapStart = true;

    Optional<Deployed> deployed = deploy();

    assertEquals(Optional.of(new Deployed(ARN + ":live", Optional.empty())), deployed);
    assertEquals(
        List.of(
            "+ SnapStart: PublishedVersions",
            "Version + a new version",
            "published as version 1",
            "Alias + live: the new version"),
        lines.subList(lines.size() - 4, lines.size()));
  }

  @Test
  void snapStartKeepsToTheAliasThatIsNamed() {
    wanted.runtime = "java25";
    wanted.snapStart = true;
    wanted.alias = "stage";

    deploy();

    assertEquals(Set.of("stage"), aws.lambda.aliases.keySet());
  }

  @Test
  void snapStartNeedsNoAliasIfAVersionIsPublished() {
    wanted.runtime = "java25";
    wanted.snapStart = true;
    wanted.publish = true;

    Optional<Deployed> deployed = deploy();

    assertEquals(Optional.of(new Deployed(ARN + ":1", Optional.empty())), deployed);
    assertEquals(1, aws.lambda.versions.size());
    assertEquals(Map.of(), aws.lambda.aliases);
  }

  @Test
  void urlForEveryoneGetsBothPermissions() {
    wanted.url = "NONE";

    Optional<Deployed> deployed = deploy();

    assertEquals(Optional.of(new Deployed(ARN, Optional.of(URL))), deployed);
    assertEquals(List.of(CREATE_URL, ALLOW_URL, ALLOW_FUNCTION), aws.changes().subList(1, 4));
    assertEquals(
        List.of(
            "URL + a URL, NONE, BUFFERED",
            "+ permission lambda:InvokeFunctionUrl by the URL, for everyone",
            "+ permission lambda:InvokeFunction by the URL, for everyone"),
        lines.subList(lines.size() - 3, lines.size()));
  }

  @Test
  void urlThatIsThereIsShown() {
    wanted.url = "NONE";
    deploy();

    Optional<Deployed> deployed = deploy();

    assertEquals(Optional.of(new Deployed(ARN, Optional.of(URL))), deployed);
    assertEquals(List.of("GetFunction", "GetFunctionUrlConfig", "GetPolicy"), aws.calls());
  }

  @Test
  void permissionThatIsMissingIsAdded() {
    wanted.url = "NONE";
    deploy();
    aws.lambda.statements.get("").remove(1);

    deploy();

    assertEquals(List.of(ALLOW_FUNCTION), aws.changes());
  }

  @Test
  void permissionThatAnotherDeploymentAddsMeanwhileIsEnough() {
    wanted.url = "NONE";
    aws.afterCalls(
        5, () -> aws.lambda.statements.put("", JsonParser.parseString("""
            [{"Sid": "UrlPolicyInvokeURL", "Effect": "Allow", "Principal": "*",
              "Action": "lambda:InvokeFunctionUrl",
              "Condition": {"StringEquals": {"lambda:FunctionUrlAuthType": "NONE"}}}]""").getAsJsonArray()));

    deploy();

    assertEquals(List.of(ALLOW_URL, ALLOW_FUNCTION), aws.changes().subList(2, 4));
  }

  @Test
  void otherStatementWithTheIdOfAPermissionIsReported() {
    wanted.url = "NONE";
    wanted.alias = "live";
    deploy();
    aws.lambda
        .statements
        .get("live")
        .get(0)
        .getAsJsonObject()
        .add("Condition", JsonParser.parseString("""
            {"StringEquals": {"lambda:FunctionUrlAuthType": "NONE", "aws:PrincipalOrgID": "o-abc"}}"""));

    assertEquals("""
        the policy of 'hello' has a statement 'UrlPolicyInvokeURL' that does not let everyone call \
        the URL (parameter <functionUrl>, property lambda.functionUrl)
        hint: aws lambda remove-permission --function-name hello --statement-id UrlPolicyInvokeURL \
        --qualifier live""", problem());
  }

  @Test
  void permissionsOfOthersForTheirPrincipalsAreLeft() {
    wanted.url = "NONE";
    deploy();
    aws.lambda.statements.put("", JsonParser.parseString("""
            [{"Sid": "s3", "Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"},
              "Action": "lambda:InvokeFunction", "Condition": {"ArnLike": {"AWS:SourceArn": "x"}}},
             {"Sid": "console", "Effect": "Allow", "Principal": {"AWS": "*"},
              "Action": "lambda:InvokeFunctionUrl",
              "Condition": {"StringEquals": {"lambda:FunctionUrlAuthType": "NONE"}}}]""").getAsJsonArray());

    deploy();

    assertEquals(List.of(ALLOW_FUNCTION), aws.changes());
  }

  @Test
  void permissionsOfAnOrganizationAreNotForEveryone() {
    wanted.url = "AWS_IAM";
    deploy();
    aws.lambda.statements.put("", JsonParser.parseString("""
            [{"Sid": "url", "Effect": "Allow", "Principal": "*", "Action": "lambda:InvokeFunctionUrl",
              "Condition": {"StringEquals": {"lambda:FunctionUrlAuthType": "AWS_IAM",
                "aws:PrincipalOrgID": "o-abc"}}},
             {"Sid": "iam", "Effect": "Allow", "Principal": "*", "Action": "lambda:InvokeFunctionUrl",
              "Condition": {"StringEquals": {"lambda:FunctionUrlAuthType": "AWS_IAM"}}},
             {"Sid": "function", "Effect": "Allow", "Principal": "*", "Action": "lambda:InvokeFunction",
              "Condition": {"Bool": {"lambda:InvokedViaFunctionUrl": "true"},
                "StringEquals": {"aws:PrincipalOrgID": "o-abc"}}}]""").getAsJsonArray());

    deploy();

    assertEquals(List.of(), aws.changes());
  }

  @Test
  void urlForIamNeedsNoPermissionsAndEveryonesAreRemoved() {
    wanted.url = "NONE";
    deploy();
    wanted.url = "AWS_IAM";
    wanted.invokeMode = "RESPONSE_STREAM";

    deploy();

    assertEquals(
        List.of(
            "RemovePermission",
            "RemovePermission",
            "UpdateFunctionUrlConfig {\"AuthType\":\"AWS_IAM\",\"InvokeMode\":\"RESPONSE_STREAM\"}"),
        aws.changes());
    assertEquals(
        List.of(
            "URL ~ NONE, BUFFERED -> AWS_IAM, RESPONSE_STREAM",
            "- permission lambda:InvokeFunctionUrl by the URL, for everyone",
            "- permission lambda:InvokeFunction by the URL, for everyone"),
        lines.subList(1, 4));
  }

  @Test
  void urlThatThePomNoLongerNamesStaysAndIsShown() {
    wanted.url = "NONE";
    deploy();
    wanted.url = null;

    deploy();

    assertEquals(List.of(), aws.changes());
    assertEquals(
        List.of(
            "Deploy hello in eu-central-1, at " + aws.url(),
            "URL = " + URL + ", NONE",
            "nothing to change"),
        lines);
  }

  @Test
  void whoDeploysNoUrlNeedNotBeAllowedToLookForOne() {
    deploy();
    aws.refuse(
        "GetFunctionUrlConfig",
        403,
        "AccessDeniedException",
        "User: ada is not authorized to perform: lambda:GetFunctionUrlConfig");

    deploy();

    assertEquals(
        List.of("Deploy hello in eu-central-1, at " + aws.url(), "nothing to change"), lines);
  }

  @Test
  void urlHasTheCorsSettingsOfThePom() {
    wanted.url = "AWS_IAM";
    wanted.cors = new UrlCors(
        List.of("https://example.org"), List.of("GET"), List.of("a"), List.of("b"), 60, true);

    deploy();

    assertEquals(
        "CreateFunctionUrlConfig {\"AuthType\":\"AWS_IAM\",\"Cors\":{\"AllowCredentials\":true,"
            + "\"AllowHeaders\":[\"a\"],\"AllowMethods\":[\"GET\"],"
            + "\"AllowOrigins\":[\"https://example.org\"],\"ExposeHeaders\":[\"b\"],\"MaxAge\":60},"
            + "\"InvokeMode\":\"BUFFERED\"}",
        aws.changes().get(1));
    assertEquals(
        List.of(
            "URL + a URL, AWS_IAM, BUFFERED",
            "+ CORS: origins https://example.org; methods GET; headers a; exposed headers b; for 60 s;"
                + " with credentials"),
        lines.subList(lines.size() - 2, lines.size()));

    deploy();
    assertEquals(List.of(), aws.changes());
  }

  @Test
  void corsSettingsThatDifferAreReplaced() {
    wanted.url = "AWS_IAM";
    wanted.cors = cors("http://localhost:3000");
    deploy();
    wanted.cors = cors("https://example.org");

    deploy();

    assertEquals(
        List.of("UpdateFunctionUrlConfig {\"AuthType\":\"AWS_IAM\",\"Cors\":"
            + "{\"AllowOrigins\":[\"https://example.org\"]},\"InvokeMode\":\"BUFFERED\"}"),
        aws.changes());
    assertEquals(
        List.of("URL ~ CORS: origins http://localhost:3000 -> origins https://example.org"),
        lines.subList(1, lines.size()));
  }

  @Test
  void corsSettingsInAnotherOrderAreTheSame() {
    wanted.url = "AWS_IAM";
    wanted.cors = cors("https://a.example", "https://b.example");
    deploy();
    wanted.cors = cors("https://b.example", "https://a.example");

    deploy();

    assertEquals(List.of(), aws.changes());
  }

  @Test
  void corsSettingsThatThePomDoesNotNameStay() {
    wanted.url = "AWS_IAM";
    wanted.cors = cors("https://example.org");
    deploy();
    wanted.cors = UrlCors.NONE;

    deploy();
    assertEquals(List.of(), aws.changes());

    wanted.invokeMode = "RESPONSE_STREAM";
    deploy();
    assertEquals(
        List.of(
            "UpdateFunctionUrlConfig {\"AuthType\":\"AWS_IAM\",\"InvokeMode\":\"RESPONSE_STREAM\"}"),
        aws.changes());
    assertEquals(
        List.of(
            "URL ~ AWS_IAM, BUFFERED -> AWS_IAM, RESPONSE_STREAM",
            "= CORS: origins https://example.org"),
        lines.subList(1, lines.size()));
  }

  private static UrlCors cors(String... origins) {
    return new UrlCors(List.of(origins), List.of(), List.of(), List.of(), 0, false);
  }

  @Test
  void urlBelongsToTheAlias() {
    wanted.url = "AWS_IAM";
    wanted.alias = "live";

    Optional<Deployed> deployed = deploy();

    assertEquals(
        Optional.of("https://abclive.lambda-url.eu-central-1.on.aws/"),
        deployed.get().url());
    assertEquals(
        "CreateFunctionUrlConfig live {\"AuthType\":\"AWS_IAM\",\"InvokeMode\":\"BUFFERED\"}",
        aws.changes().get(3));
  }

  /** Anyone may still call it, and gets the latest code there. */
  @Test
  void urlFromBeforeTheAliasIsShown() {
    wanted.url = "NONE";
    deploy();
    wanted.url = "AWS_IAM";
    wanted.alias = "live";

    deploy();

    assertTrue(lines.contains("URL + a URL of live, AWS_IAM, BUFFERED"), lines.toString());
    assertTrue(lines.contains("URL = " + URL + ", NONE"), lines.toString());
  }

  @Test
  void layerIsPublishedAndComesFirst() throws IOException {
    wanted.layer = file("hello-1.0-layer.zip", "the JVM");
    wanted.layers = List.of("arn:aws:lambda:eu-central-1:1:layer:agent:3");

    deploy();

    assertEquals(
        "PublishLayerVersion {\"Description\":\"Coldbrew, SHA-256 "
            + FakeLambda.sha256("the JVM".getBytes())
            + "\",\"Content\":{\"ZipFile\":\"...\"},\"CompatibleArchitectures\":[\"x86_64\"],"
            + "\"CompatibleRuntimes\":[\"provided.al2023\"]}",
        aws.changes().get(0));
    assertEquals(
        "Layer + a version of coldbrew, from target/hello-1.0-layer.zip, 0.0 MB", lines.get(1));
    assertEquals(
        layers("coldbrew:1", "agent"), aws.lambda.function.get("Layers").toString());
  }

  @Test
  void layerWithTheSameContentIsShared() throws IOException {
    wanted.layer = file("hello-1.0-layer.zip", "the JVM");
    deploy();
    aws.lambda.function = null;

    deploy();

    assertEquals(1, aws.changes().size());
    assertEquals(1, aws.lambda.layers.size());
  }

  @Test
  void layerWithOtherContentTakesThePlaceOfTheEarlierOne() throws IOException {
    wanted.layer = file("hello-1.0-layer.zip", "the JVM");
    deploy();
    aws.lambda.function.add("Layers", JsonParser.parseString(layers("agent", "coldbrew:1")));
    wanted.layer = file("hello-1.0-layer.zip", "a newer JVM");

    deploy();

    assertEquals(
        layers("coldbrew:2", "agent"), aws.lambda.function.get("Layers").toString());
    assertEquals(
        List.of(
            "Layer + a version of coldbrew, from target/hello-1.0-layer.zip, 0.0 MB",
            "Settings + layer: the new version of coldbrew",
            "- layer arn:aws:lambda:eu-central-1:123456789012:layer:coldbrew:1"),
        lines.subList(1, 4));
  }

  @Test
  void layerOfAFunctionThatHasItsJvmInItsZipAgainIsRemoved() throws IOException {
    wanted.layer = file("hello-1.0-layer.zip", "the JVM");
    deploy();
    aws.lambda.function.add("Layers", JsonParser.parseString(layers("coldbrew:1", "agent")));
    wanted.layer = null;

    deploy();

    assertEquals(layers("agent"), aws.lambda.function.get("Layers").toString());
    assertEquals(
        List.of(
            "Settings - layer arn:aws:lambda:eu-central-1:123456789012:layer:coldbrew:1",
            "= layer arn:aws:lambda:eu-central-1:1:layer:agent:3"),
        lines.subList(1, lines.size()));
  }

  private static String layers(String... names) {
    StringBuilder json = new StringBuilder();
    for (String name : names) {
      json.append(json.length() == 0 ? "" : ",")
          .append("{\"Arn\":\"arn:aws:lambda:eu-central-1:")
          .append(name.equals("agent") ? "1:layer:agent:3" : "123456789012:layer:" + name)
          .append("\"}");
    }
    return "[" + json + "]";
  }
}
