// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.deploy.RemoteFunction;
import dev.coldbrew.lambda.deploy.RemoteFunctions;
import dev.coldbrew.lambda.emulator.Caller;
import dev.coldbrew.lambda.emulator.InvocationResult;
import dev.coldbrew.lambda.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AwsFunctionTest {

  private static final byte[] EVENT = "{\"name\":\"Ada\"}".getBytes(StandardCharsets.UTF_8);

  private final List<String> log = new ArrayList<>();

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
  void responseLogAndVersionAreThoseOfTheFunction() throws Exception {
    aws.respond(response("\"Hello, Ada!\"")
        .addHeader("X-Amz-Log-Result", base64("START\nhello\nEND\nREPORT\t\n"))
        .build());

    InvocationResult result =
        invoke(Optional.empty(), EVENT, Caller.ofClientContext("{\"custom\": {}}"));

    assertEquals("\"Hello, Ada!\"", result.text());
    assertFalse(result.failed());
    assertEquals(List.of("START", "hello", "END", "REPORT\t", "Executed version: 7"), log);
    RecordedRequest request = aws.request();
    assertEquals("/2015-03-31/functions/hello/invocations", request.getTarget());
    assertEquals("{\"name\":\"Ada\"}", request.getBody().utf8());
    assertEquals("Tail", request.getHeaders().get("X-Amz-Log-Type"));
    assertEquals(base64("{\"custom\":{}}"), request.getHeaders().get("X-Amz-Client-Context"));
  }

  @Test
  void versionThatAServerDoesNotSayIsNotShown() {
    aws.respond(new MockResponse.Builder()
        .addHeader("Content-Type", "application/json")
        .body("null")
        .build());

    invoke(Optional.empty(), EVENT, Caller.UNKNOWN);

    assertEquals(List.of(), log);
  }

  @Test
  void placeIsTheServerOfTheEndpointOrAws() {
    assertEquals("at http://127.0.0.1:" + aws.port(), place());
    aws.set("aws.endpointUrl", null);
    assertEquals("in AWS", place());
  }

  private String place() {
    try (RemoteFunction function = new AwsFunctions()
        .function(ScriptedAws.ACCESS, "hello", Optional.empty(), "mvn lambda:deploy", log::add)) {
      return function.place();
    }
  }

  @Test
  void qualifierIsSent() throws Exception {
    aws.respond(response("null").build());

    invoke(Optional.of("prod"), EVENT, Caller.UNKNOWN);

    RecordedRequest request = aws.request();
    assertEquals("/2015-03-31/functions/hello/invocations?Qualifier=prod", request.getTarget());
    assertNull(request.getHeaders().get("X-Amz-Client-Context"));
  }

  @Test
  void errorOfTheFunctionIsAFailure() {
    aws.respond(response("{\"errorType\":\"java.lang.Error\",\"errorMessage\":\"no\"}")
        .addHeader("X-Amz-Function-Error", "Unhandled")
        .build());

    InvocationResult result = invoke(Optional.empty(), EVENT, Caller.UNKNOWN);

    assertTrue(result.failed());
    assertEquals("java.lang.Error: no", result.errorSummary());
  }

  @Test
  void functionThatIsNotDeployedIsDeployedByACommand() {
    notFound("arn:aws:lambda:eu-central-1:123456789012:function:hello");

    assertProblem("""
        Function not found: arn:aws:lambda:eu-central-1:123456789012:function:hello (region\
         eu-central-1)
        hint: mvn package lambda:deploy; if it is in another region: -Daws.region=REGION""", Optional.empty(), EVENT, Caller.UNKNOWN);
  }

  @Test
  void aliasThatThereIsNot() {
    notFound("arn:aws:lambda:eu-central-1:123456789012:function:hello:prd");

    assertProblem("""
        Function not found: arn:aws:lambda:eu-central-1:123456789012:function:hello:prd (region\
         eu-central-1)
        hint: aws lambda list-aliases --function-name hello has the aliases for -Dlambda.qualifier""", Optional.of("prd"), EVENT, Caller.UNKNOWN);
  }

  @Test
  void eventThatIsTooLargeIsNotSent() {
    assertProblem("""
        an event of 6291457 bytes is larger than Lambda's limit of 6291456 bytes (function hello)
        hint: invoke it with a smaller event, such as one that names an object in S3""", Optional.empty(), new byte[6_291_457], Caller.UNKNOWN);
  }

  @Test
  void clientContextThatIsTooLargeIsNotSent() {
    assertProblem(
        """
        a client context of 3592 bytes in Base64 is larger than Lambda's limit of 3583 bytes (property\
         lambda.clientContext)
        hint: put the data into the event""",
        Optional.empty(),
        EVENT,
        Caller.ofClientContext("{\"custom\":{\"a\":\"" + "x".repeat(2674) + "\"}}"));
  }

  @Test
  void otherErrorsAreThoseOfTheService() {
    aws.error(
        400,
        "InvalidRequestContentException",
        "{\"Type\":\"User\",\"message\":\"Could not parse request body into json\"}");

    assertProblem("""
        Could not parse request body into json (Lambda, region eu-central-1)
        hint: change the event""", Optional.empty(), EVENT, Caller.UNKNOWN);
  }

  private void notFound(String arn) {
    aws.error(
        404,
        "ResourceNotFoundException",
        "{\"Type\":\"User\",\"Message\":\"Function not found: " + arn + "\",\"Code\":\"x\"}");
  }

  private static MockResponse.Builder response(String body) {
    return new MockResponse.Builder()
        .addHeader("Content-Type", "application/json")
        .addHeader("X-Amz-Executed-Version", "7")
        .body(body);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private InvocationResult invoke(Optional<String> qualifier, byte[] event, Caller caller) {
    try (RemoteFunction function = ServiceLoader.load(RemoteFunctions.class)
        .findFirst()
        .orElseThrow()
        .function(ScriptedAws.ACCESS, "hello", qualifier, "mvn package lambda:deploy", log::add)) {
      return function.invoke(event, caller);
    }
  }

  private void assertProblem(
      String message, Optional<String> qualifier, byte[] event, Caller caller) {
    assertEquals(
        message,
        assertThrows(ProblemException.class, () -> invoke(qualifier, event, caller))
            .getMessage());
  }
}
