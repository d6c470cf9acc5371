// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coldbrew.lambda.deploy.Deployed;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Deployments of a function that is not there yet. */
class CreateTest extends DeploymentFixture {

  private static final String CREATE =
      "CreateFunction {\"FunctionName\":\"hello\",\"Runtime\":\"provided.al2023\",\"Role\":\""
          + ROLE
          + "\",\"Handler\":\"example.Hello::hello\",\"Code\":{\"ZipFile\":\"...\"},"
          + "\"Timeout\":20,\"MemorySize\":512,\"PackageType\":\"Zip\","
          + "\"Architectures\":[\"x86_64\"],\"LoggingConfig\":{\"LogFormat\":\"Text\"}}";

  @Test
  void functionIsCreated() {
    Optional<Deployed> deployed = deploy();

    assertEquals(Optional.of(new Deployed(ARN, Optional.empty())), deployed);
    assertEquals(
        List.of("GetFunction", "CreateFunction", "GetFunction", "GetFunction"), aws.calls());
    assertEquals(List.of(CREATE), aws.changes());
    assertEquals(
        List.of(
            "Deploy hello in eu-central-1, at " + aws.url(),
            "Function + hello",
            "+ target/hello-1.0.zip, 0.0 MB, x86_64",
            "+ runtime: provided.al2023",
            "+ handler: example.Hello::hello",
            "+ memory in MB: 512",
            "+ timeout in seconds: 20",
            "+ log format: Text"),
        lines);
  }

  @Test
  void functionHasAllItsSettings() {
    wanted.runtime = "java25";
    wanted.architecture = "arm64";
    wanted.environment = Map.of("TABLE", "orders");
    wanted.tags = Map.of("team", "shop");
    wanted.layers = List.of("arn:aws:lambda:eu-central-1:1:layer:agent:3");
    wanted.logFormat = "JSON";
    wanted.snapStart = true;

    deploy();

    assertEquals(
        List.of("CreateFunction {\"FunctionName\":\"hello\",\"Runtime\":\"java25\",\"Role\":\""
            + ROLE + "\",\"Handler\":\"example.Hello::hello\",\"Code\":{\"ZipFile\":\"...\"},"
            + "\"Timeout\":20,\"MemorySize\":512,\"PackageType\":\"Zip\","
            + "\"Environment\":{\"Variables\":{\"TABLE\":\"orders\"}},\"Tags\":{\"team\":\"shop\"},"
            + "\"Layers\":[\"arn:aws:lambda:eu-central-1:1:layer:agent:3\"],"
            + "\"Architectures\":[\"arm64\"],\"SnapStart\":{\"ApplyOn\":\"PublishedVersions\"},"
            + "\"LoggingConfig\":{\"LogFormat\":\"JSON\"}}"),
        aws.changes().subList(0, 1));
    assertEquals(
        List.of(
            "Function + hello",
            "+ target/hello-1.0.zip, 0.0 MB, arm64",
            "+ runtime: java25",
            "+ handler: example.Hello::hello",
            "+ memory in MB: 512",
            "+ timeout in seconds: 20",
            "+ log format: JSON",
            "+ SnapStart: PublishedVersions",
            "+ layer arn:aws:lambda:eu-central-1:1:layer:agent:3",
            "+ environment TABLE",
            "+ tag team: shop",
            "Version + a new version",
            "published as version 1",
            "Alias + live: the new version"),
        lines.subList(1, lines.size()));
  }

  @Test
  void functionOfAnImageHasNeitherRuntimeNorHandler() {
    wanted.zip = null;
    wanted.image = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/hello@sha256:ab";
    wanted.snapStart = true;

    deploy();

    assertEquals(
        List.of("CreateFunction {\"FunctionName\":\"hello\",\"Role\":\"" + ROLE
            + "\",\"Code\":{\"ImageUri\":\"" + wanted.image
            + "\"},\"Timeout\":20,\"MemorySize\":512,\"PackageType\":\"Image\","
            + "\"Architectures\":[\"x86_64\"],\"SnapStart\":{\"ApplyOn\":\"PublishedVersions\"},"
            + "\"LoggingConfig\":{\"LogFormat\":\"Text\"}}"),
        aws.changes().subList(0, 1));
  }

  @Test
  void roleIsCreatedWhereNoneIsNamed() {
    wanted.role = null;

    deploy();

    assertEquals(
        List.of(
            "CreateRole {\"RoleName\":\"hello-role\",\"AssumeRolePolicyDocument\":"
                + "\"{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\","
                + "\\\"Principal\\\":{\\\"Service\\\":\\\"lambda.amazonaws.com\\\"},"
                + "\\\"Action\\\":\\\"sts:AssumeRole\\\"}]}\","
                + "\"Description\":\"Execution role of a Lambda function, created by lambda:deploy\"}",
            "AttachRolePolicy {\"RoleName\":\"hello-role\",\"PolicyArn\":"
                + "\"arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole\"}",
            CREATE.replace(ROLE, ROLE + "-role")),
        aws.changes());
    assertEquals("Role + hello-role, with the policy AWSLambdaBasicExecutionRole", lines.get(1));
  }

  @Test
  void roleOfAnInterruptedDeploymentIsCompleted() {
    wanted.role = null;
    aws.iam.roles.put("hello-role", "{\"Service\":\"lambda.amazonaws.com\"}");
    aws.iam.policies.put("hello-role", new ArrayList<>());

    deploy();

    assertEquals(
        List.of("AttachRolePolicy", "CreateFunction"),
        aws.changes().stream().map(call -> call.replaceFirst(" .*", "")).toList());
    assertEquals(
        "Role ~ hello-role, from an earlier deployment: + the policy AWSLambdaBasicExecutionRole",
        lines.get(1));
  }

  @Test
  void roleOfAnEarlierDeploymentIsUsedAsItIs() {
    wanted.role = null;
    aws.iam.roles.put("hello-role", "{\"Service\":\"lambda.amazonaws.com\"}");
    aws.iam.policies.put("hello-role", List.of("AWSLambdaBasicExecutionRole"));

    deploy();

    assertEquals(List.of(CREATE.replace(ROLE, ROLE + "-role")), aws.changes());
    assertEquals("Role = hello-role, from an earlier deployment", lines.get(1));
  }

  @Test
  void roleThatIsForAnotherServiceIsRefused() {
    wanted.role = null;
    aws.iam.roles.put("hello-role", "{\"Service\":\"ec2.amazonaws.com\"}");

    assertEquals("""
        the role 'hello-role' exists, but Lambda may not assume it (parameter <role>, property lambda.role)
        hint: name another role: <role>arn:aws:iam::ACCOUNT:role/NAME</role>""", problem());
    assertEquals(List.of(), aws.changes());
  }

  @Test
  void roleThatAnotherDeploymentCreatesMeanwhileIsUsed() {
    wanted.role = null;
    aws.refuse("GetRole", 404, "NoSuchEntity", "The role with name hello-role cannot be found.");
    aws.iam.roles.put("hello-role", "{\"Service\":\"lambda.amazonaws.com\"}");
    aws.iam.policies.put("hello-role", new ArrayList<>());

    deploy();

    assertEquals(
        List.of("CreateRole", "AttachRolePolicy", "CreateFunction"),
        aws.changes().stream().map(call -> call.replaceFirst(" .*", "")).toList());
  }

  @Test
  void whoMayNotCreateRolesReadsHowToHaveOneCreated() {
    wanted.role = null;
    aws.refuse(
        "CreateRole",
        403,
        "AccessDenied",
        "User: arn:aws:iam::123456789012:user/ada is not authorized to perform: iam:CreateRole on"
            + " resource: arn:aws:iam::123456789012:role/hello-role");

    assertEquals("""
        'hello' needs an execution role, and this user may not create one: User: \
        arn:aws:iam::123456789012:user/ada is not authorized to perform: iam:CreateRole on resource: \
        arn:aws:iam::123456789012:role/hello-role (parameter <role>, property lambda.role)
        hint: set <role>, or have somebody with the permission create this one: aws iam create-role \
        --role-name hello-role --assume-role-policy-document '%s' && aws iam attach-role-policy \
        --role-name hello-role --policy-arn arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole""".formatted(RoleChange.TRUST), problem());
  }

  @Test
  void policyOfTheRoleIsThatOfTheRegionsPartition() {
    System.setProperty("aws.region", "cn-north-1");
    wanted.role = null;
    aws.refuse("AttachRolePolicy", 403, "AccessDenied", "no");

    String problem = problem();

    assertEquals(
        "arn:aws-cn:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
        problem.substring(problem.lastIndexOf(' ') + 1));
  }

  @Test
  void roleNameIsNoLongerThanIamAllows() {
    assertEquals("hello-role", RoleChange.nameFor("hello"));
    assertEquals("a".repeat(59) + "-role", RoleChange.nameFor("a".repeat(59)));
    assertEquals("a".repeat(50) + "-72da0400-role", RoleChange.nameFor("a".repeat(64)));
  }

  @Test
  void newRoleIsAwaited() {
    for (int i = 0; i < 7; i++) {
      aws.refuse(
          "CreateFunction",
          400,
          "InvalidParameterValueException",
          "The role defined for the function cannot be assumed by Lambda.");
    }
    aws.refuse(
        "CreateFunction",
        400,
        "InvalidParameterValueException",
        "Lambda was unable to configure access to your environment variables because the KMS key is"
            + " invalid for CreateGrant. Please check your KMS key settings. KMS Exception:"
            + " InvalidArnException KMS Message: ARN does not refer to a valid principal");

    deploy();

    assertEquals(9, aws.changes().size());
    assertEquals(Duration.ofSeconds(9), waited);
  }

  @Test
  void roleThatLambdaMayNotAssumeIsReportedAfterAMinute() {
    for (int i = 0; i < 100; i++) {
      aws.refuse(
          "CreateFunction",
          400,
          "InvalidParameterValueException",
          "The role defined for the function cannot be assumed by Lambda.");
    }

    assertEquals("""
        Lambda cannot assume the role '%s' (parameter <role>, property lambda.role)
        hint: let lambda.amazonaws.com assume it, in its trust policy: aws iam \
        update-assume-role-policy --role-name hello --policy-document '%s'""".formatted(ROLE, RoleChange.TRUST), problem());
    assertEquals(Duration.ofMinutes(1), waited);
  }

  @Test
  void roleThatDoesNotExistIsReportedAtOnce() {
    wanted.role = FakeAws.ACCOUNT + "role/nobody";
    aws.refuse(
        "CreateFunction",
        400,
        "InvalidParameterValueException",
        "The role defined for the function cannot be assumed by Lambda.");

    assertEquals("""
        there is no role '%s' (parameter <role>, property lambda.role)
        hint: correct it; or remove it, and the goal creates a role for a new function""".formatted(wanted.role), problem());
    assertEquals(Duration.ZERO, waited);
  }

  @Test
  void roleIsAwaitedWhereItCannotBeLookedAt() {
    aws.refuse(
        "CreateFunction",
        400,
        "InvalidParameterValueException",
        "The role defined for the function cannot be assumed by Lambda.");
    aws.refuse("GetRole", 403, "AccessDenied", "not authorized to perform: iam:GetRole");

    deploy();

    assertEquals(2, aws.changes().size());
  }

  @Test
  void functionThatAnotherDeploymentCreatesMeanwhileIsReported() {
    aws.refuse("CreateFunction", 409, "ResourceConflictException", "Function already exist: hello");

    assertEquals("""
        'hello' was changed by another deployment at the same time: Function already exist: hello \
        (goal lambda:deploy)
        hint: run the command again when the other one has ended""", problem());
  }

  @Test
  void functionThatCannotBecomeActiveIsReported() {
    aws.lambda.failure = "The image is not there";

    assertEquals("""
        the update of 'hello' failed: The image is not there (goal lambda:deploy)
        hint: correct that, and run the command again: it goes on from there""", problem());
  }

  @Test
  void creationThatDoesNotEndIsLeft() {
    aws.lambda.slowness = 1_000_000;

    assertEquals("""
        the update of 'hello' had not ended after 15 minutes (goal lambda:deploy)
        hint: run the command again: it waits for that, and goes on from there""", problem());
    assertEquals(Duration.ofMinutes(15), waited);
  }

  @Test
  void largeZipGoesThroughS3() throws IOException {
    makeLarge();
    wanted.bucket = "code";
    aws.buckets.put("code", new ArrayList<>());

    deploy();

    String key = "coldbrew/" + aws.buckets.get("code").get(0).split("/")[1];
    assertEquals(
        List.of(
            "PutObject /code/" + key,
            CREATE.replace(
                "{\"ZipFile\":\"...\"}", "{\"S3Bucket\":\"code\",\"S3Key\":\"" + key + "\"}")),
        aws.changes());
    assertEquals(
        "Upload + s3://code/" + key + ", from target/hello-1.0.zip, 50.0 MB", lines.get(1));
  }

  @Test
  void zipThatIsInS3IsNotUploadedAgain() throws IOException {
    makeLarge();
    wanted.bucket = "code";
    aws.buckets.put("code", new ArrayList<>());
    deploy();
    aws.lambda.function = null;

    deploy();

    assertEquals(
        List.of("CreateFunction"),
        aws.changes().stream().map(call -> call.replaceFirst(" .*", "")).toList());
  }

  @Test
  void bucketOfWhichNothingCanBeReadIsWrittenTo() throws IOException {
    makeLarge();
    wanted.bucket = "code";
    aws.buckets.put("code", new ArrayList<>());
    aws.refuse("HeadBucket", 403, "AccessDenied", "");
    aws.refuse("HeadObject", 403, "AccessDenied", "");

    deploy();

    assertEquals(1, aws.buckets.get("code").size());
  }

  @Test
  void largeZipWithoutABucketIsRefused() throws IOException {
    makeLarge();

    assertEquals("""
        'target/hello-1.0.zip' is 50.0 MB, and Lambda accepts less than 50 MB in a request \
        (parameter <deployBucket>, property lambda.deploy.bucket)
        hint: create a bucket in the function's region and name it: aws s3 mb s3://NAME && mvn \
        lambda:deploy -Dlambda.deploy.bucket=NAME""", problem());
    assertEquals(List.of(), aws.changes());
  }

  @Test
  void bucketThatIsNotThereIsRefused() throws IOException {
    makeLarge();
    wanted.bucket = "code";

    assertEquals("""
        there is no bucket 'code' (parameter <deployBucket>, property lambda.deploy.bucket)
        hint: aws s3 mb s3://code --region eu-central-1""", problem());
    assertEquals(List.of(), aws.changes());
  }

  @Test
  void bucketInAnotherRegionIsRefused() throws IOException {
    makeLarge();
    wanted.bucket = "code";
    aws.buckets.put("code", new ArrayList<>());
    aws.refuse("HeadBucket", 301, "PermanentRedirect", "");

    assertEquals("""
        the bucket 'code' is in the region us-east-1, but the function is deployed to eu-central-1 \
        (parameter <deployBucket>, property lambda.deploy.bucket)
        hint: name a bucket in eu-central-1: <deployBucket>NAME</deployBucket>""", problem());
  }

  /** The smallest that Lambda refuses. */
  private void makeLarge() throws IOException {
    try (RandomAccessFile zip = new RandomAccessFile(wanted.zip.path().toFile(), "rw")) {
      zip.setLength(52_428_800);
    }
  }
}
