// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.problem.ProblemException;
import java.time.Duration;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.LambdaException;

/** The services' errors in AWS's words, and what becomes of them. */
@Timeout(60)
class ServiceProblemTest {

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
  void expiredToken() {
    aws.error(
        403,
        "ExpiredTokenException",
        "{\"message\":\"The security token included in the request is expired\"}");

    assertProblem("""
        AWS's credentials have expired: The security token included in the request is expired\
         (Lambda, region eu-central-1)
        hint: aws configure""");
  }

  @Test
  void unknownKey() {
    aws.error(
        403,
        "UnrecognizedClientException",
        "{\"message\":\"The security token included in the request is invalid.\"}");

    assertProblem("""
        AWS does not know these credentials: The security token included in the request is invalid.\
         (Lambda, region eu-central-1)
        hint: aws configure; if others work here, enable the region in your account""");
  }

  @Test
  void wrongSecret() {
    aws.error(
        403,
        "InvalidSignatureException",
        "{\"message\":\"The request signature we calculated does not match the signature you provided."
            + " Check your AWS Secret Access Key and signing method. Consult the service documentation"
            + " for details.\"}");

    assertProblem("""
        the secret key is not that of the access key: The request signature we calculated does not\
         match the signature you provided. Check your AWS Secret Access Key and signing method.\
         Consult the service documentation for details. (Lambda, region eu-central-1)
        hint: aws configure""");
  }

  @Test
  void wrongClock() {
    aws.error(
        403,
        "InvalidSignatureException",
        "{\"message\":\"Signature expired: 20261128T010000Z is now earlier than 20261128T062000Z"
            + " (20261128T062500Z - 5 min.)\"}");

    assertProblem("""
        this machine's clock is wrong: Signature expired: 20261128T010000Z is now earlier than\
         20261128T062000Z (20261128T062500Z - 5 min.) (Lambda, region eu-central-1)
        hint: sudo timedatectl set-ntp true""");
  }

  @Test
  void deniedAction() {
    aws.error(
        403,
        "AccessDeniedException",
        "{\"Message\":\"User: arn:aws:iam::123456789012:user/ada is not authorized to perform:"
            + " lambda:InvokeFunction on resource: arn:aws:lambda:eu-central-1:123456789012:function:hello"
            + " because no identity-based policy allows the lambda:InvokeFunction action\"}");

    assertProblem("""
        User: arn:aws:iam::123456789012:user/ada is not authorized to perform: lambda:InvokeFunction\
         on resource: arn:aws:lambda:eu-central-1:123456789012:function:hello because no\
         identity-based policy allows the lambda:InvokeFunction action (Lambda, region eu-central-1)
        hint: have lambda:InvokeFunction allowed in a policy of arn:aws:iam::123456789012:user/ada""");
  }

  @Test
  void explicitlyDeniedAction() {
    aws.error(
        403,
        "AccessDeniedException",
        "{\"Message\":\"User: arn:aws:sts::123456789012:assumed-role/dev/ada is not authorized to"
            + " perform: lambda:InvokeFunction on resource:"
            + " arn:aws:lambda:eu-central-1:123456789012:function:hello with an explicit deny in a"
            + " service control policy\"}");

    assertProblem("""
        User: arn:aws:sts::123456789012:assumed-role/dev/ada is not authorized to perform:\
         lambda:InvokeFunction on resource: arn:aws:lambda:eu-central-1:123456789012:function:hello\
         with an explicit deny in a service control policy (Lambda, region eu-central-1)
        hint: have the deny of lambda:InvokeFunction removed""");
  }

  @Test
  void accessDeniedWithoutAReason() {
    aws.error(403, "AccessDeniedException", "{\"Message\":null}");

    assertProblem("""
        AccessDeniedException (Lambda, region eu-central-1)
        hint: ask the account's administrator for the permission""");
  }

  @Test
  void tooManyRequests() {
    aws.error(
        429,
        "TooManyRequestsException",
        "{\"Reason\":\"CallerRateLimitExceeded\",\"Type\":\"User\",\"message\":\"Rate exceeded\"}");

    assertProblem("""
        AWS is throttling requests: TooManyRequestsException: Rate exceeded (Lambda, region eu-central-1)
        hint: wait a minute, and run the command again""");
  }

  @Test
  void reservedConcurrency() {
    aws.error(
        429,
        "TooManyRequestsException",
        "{\"Reason\":\"ReservedFunctionConcurrentInvocationLimitExceeded\",\"Type\":\"User\","
            + "\"message\":\"Rate Exceeded.\"}");

    assertProblem("""
        the function's reserved concurrency is used up: Rate Exceeded. (Lambda, region eu-central-1)
        hint: aws lambda delete-function-concurrency --function-name NAME""");
  }

  @Test
  void functionThatIsNotThere() {
    aws.error(
        404,
        "ResourceNotFoundException",
        "{\"Type\":\"User\",\"Message\":\"Function not found:"
            + " arn:aws:lambda:eu-central-1:123456789012:function:hello:$LATEST\",\"Code\":\"X\"}");

    assertProblem("""
        Function not found: arn:aws:lambda:eu-central-1:123456789012:function:hello:$LATEST\
         (Lambda, region eu-central-1)
        hint: mvn lambda:deploy; if it is in another region, name that: -Daws.region=REGION""");
  }

  @Test
  void functionOfAnotherRegion() {
    aws.error(
        404,
        "ResourceNotFoundException",
        "{\"Type\":\"User\",\"Message\":\"Functions from 'us-east-1' are not reachable in this region"
            + " ('eu-central-1')\"}");

    assertProblem("""
        Functions from 'us-east-1' are not reachable in this region ('eu-central-1') (Lambda, region\
         eu-central-1)
        hint: mvn ... -Daws.region=us-east-1""");
  }

  @Test
  void updateInProgress() {
    aws.error(
        409,
        "ResourceConflictException",
        "{\"Type\":\"User\",\"message\":\"The operation cannot be performed at this time. An update is in"
            + " progress for resource: arn:aws:lambda:eu-central-1:123456789012:function:hello\"}");

    assertProblem("""
        The operation cannot be performed at this time. An update is in progress for resource:\
         arn:aws:lambda:eu-central-1:123456789012:function:hello (Lambda, region eu-central-1)
        hint: wait until it is done: aws lambda wait function-updated-v2 --function-name hello""");
  }

  @Test
  void codeStorage() {
    aws.error(
        400,
        "CodeStorageExceededException",
        "{\"Type\":\"User\",\"message\":\"Code storage limit exceeded.\"}");

    assertProblem("""
        Code storage limit exceeded. (Lambda, region eu-central-1)
        hint: delete old versions: aws lambda delete-function --function-name NAME --qualifier VERSION""");
  }

  @Test
  void requestThatIsTooLarge() {
    aws.error(
        413,
        "RequestEntityTooLargeException",
        "{\"Type\":\"User\",\"message\":\"Request must be smaller than 70167211 bytes for the"
            + " CreateFunction operation\"}");

    assertProblem("""
        the request is too large: RequestEntityTooLargeException: Request must be smaller than\
         70167211 bytes for the CreateFunction operation (Lambda, region eu-central-1)
        hint: make the zip or the event smaller""");
  }

  @Test
  void invalidSetting() {
    aws.error(
        400,
        "InvalidParameterValueException",
        "{\"Type\":\"User\",\"message\":\"MemorySize value failed to satisfy constraint\"}");

    assertProblem("""
        MemorySize value failed to satisfy constraint (Lambda, region eu-central-1)
        hint: change that setting in the plugin's <configuration>""");
  }

  @Test
  void codeThatIsTooLarge() {
    aws.error(
        400,
        "InvalidParameterValueException",
        "{\"Type\":\"User\",\"message\":\"Unzipped size must be smaller than 262144000 bytes\"}");

    assertProblem("""
        Unzipped size must be smaller than 262144000 bytes (Lambda, region eu-central-1)
        hint: see what is large, and leave it out: mvn package, without -Dlambda.check.skip""");
  }

  @Test
  void codeThatIsTooLargeWithItsLayers() {
    aws.error(
        400,
        "InvalidParameterValueException",
        "{\"Type\":\"User\",\"message\":\"Function code combined with layers exceeds the maximum"
            + " allowed size of 262144000 bytes. The actual size is 262354834 bytes.\"}");

    assertProblem("""
        Function code combined with layers exceeds the maximum allowed size of 262144000 bytes. The \
        actual size is 262354834 bytes. (Lambda, region eu-central-1)
        hint: see what is large, and leave it out: mvn package, without -Dlambda.check.skip""");
  }

  @Test
  void roleThatLambdaMayNotAssume() {
    aws.error(
        400,
        "InvalidParameterValueException",
        "{\"Type\":\"User\",\"message\":\"The role defined for the function cannot be assumed by Lambda.\"}");

    assertProblem("""
        The role defined for the function cannot be assumed by Lambda. (Lambda, region eu-central-1)
        hint: let lambda.amazonaws.com assume the role in its trust policy""");
  }

  @Test
  void failureOfAws() {
    assertEquals(
        """
        AWS responded with status 500: ServiceException: An error occurred and the request cannot be\
         processed. (Lambda, region eu-central-1)
        hint: run the command again; AWS's status page: https://health.aws.amazon.com/health/status""",
        ofAws(500, "ServiceException", "An error occurred and the request cannot be processed."));
  }

  @Test
  void failureOfAwsWithoutAnError() {
    assertEquals("""
        AWS responded with status 503 and no error message (Lambda, region eu-central-1)
        hint: run the command again; AWS's status page: https://health.aws.amazon.com/health/status""", ofAws(503, null, null));
  }

  @Test
  void responseOfAProxyInPlaceOfAws() {
    assertEquals("""
        AWS responded with status 403 and no error message (Lambda, region eu-central-1)
        hint: see whether a proxy has responded in place of AWS""", ofAws(403, null, null));
  }

  @Test
  void failureOfAnotherServer() {
    aws.error(500, "ServiceException", "{\"Type\":\"Service\",\"Message\":\"no\"}");

    assertProblem("""
        'http://127.0.0.1:PORT' responded with status 500: ServiceException: no (Lambda, region\
         eu-central-1)
        hint: see the log of that server""");
  }

  @Test
  void layerThatIsNotThere() {
    aws.error(
        404,
        "ResourceNotFoundException",
        "{\"Type\":\"User\",\"Message\":\"One or more LayerVersion does not exist\"}");

    assertProblem("""
        One or more LayerVersion does not exist (Lambda, region eu-central-1)
        hint: correct <layers>; this shows a layer's versions: aws lambda list-layer-versions\
         --layer-name NAME""");
  }

  @Test
  void somethingElseThatIsNotThere() {
    aws.error(
        404,
        "ResourceNotFoundException",
        "{\"Type\":\"User\",\"Message\":\"The resource you requested does not exist.\"}");

    assertProblem("""
        The resource you requested does not exist. (Lambda, region eu-central-1)
        hint: correct the setting that names it in the plugin's <configuration>""");
  }

  @Test
  void failureForAReasonOfTheFunction() {
    aws.error(
        502,
        "KMSAccessDeniedException",
        "{\"Type\":\"User\",\"Message\":\"Lambda was unable to decrypt the environment variables because"
            + " KMS access was denied.\"}");

    assertProblem("""
        KMSAccessDeniedException: Lambda was unable to decrypt the environment variables because KMS\
         access was denied. (Lambda, region eu-central-1)
        hint: the code is explained in https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html""");
  }

  @Test
  void responseOfSomethingElseThanAws() {
    aws.respond(new MockResponse.Builder()
        .code(403)
        .addHeader("Content-Type", "text/html")
        .body("<html>Blocked by the company</html>")
        .build());

    assertProblem("""
        'http://127.0.0.1:PORT' responded with status 403 and no error message (Lambda, region\
         eu-central-1)
        hint: see the log of that server""");
  }

  private static String ofAws(int status, String code, String message) {
    AwsServiceException exception = LambdaException.builder()
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder()
            .serviceName("Lambda")
            .errorCode(code)
            .errorMessage(message)
            .build())
        .build();
    return new AwsProblems(null, Region.EU_CENTRAL_1).of(exception).getMessage();
  }

  private void assertProblem(String message) {
    try (AwsClients clients = AwsClients.of(ScriptedAws.ACCESS)) {
      LambdaClient lambda = clients.lambdaForInvocations(Duration.ofSeconds(10));
      SdkException e = assertThrows(
          SdkException.class, () -> lambda.invoke(request -> request.functionName("hello")));
      ProblemException problem = clients.problem(e);
      assertEquals(message, problem.getMessage().replace(":" + aws.port(), ":PORT"));
    }
  }
}
