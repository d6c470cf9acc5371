// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.ThrottleReason;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/** {@code lambda:serve} as AWS's SDK for Java sees it. AWS's own responses are the expectations. */
class ServeIT extends ServeFixture {

  private static final String NAME_PATTERN = "(arn:(aws[a-zA-Z-]*)?:lambda:)?"
      + "((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?"
      + "([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?";

  @Test
  void functionResponds() {
    InvokeResponse response = invoke("{\"name\":\"Ad\u00e4\"}", request -> {});
    assertEquals("{\"name\":\"Ad\u00e4\"}", response.payload().asUtf8String());
    assertEquals(200, response.statusCode());
    assertEquals("$LATEST", response.executedVersion());
    assertNull(response.functionError());
    assertNull(response.logResult());
    assertEquals(
        Map.of(
            "Content-Length", "15",
            "Content-Type", "application/json",
            "Date", "*",
            "X-Amz-Executed-Version", "$LATEST",
            "X-Amzn-RequestId", "*",
            "X-Amzn-Trace-Id", "*"),
        headers(response.sdkHttpResponse()));
  }

  @Test
  void eventThatIsMissingIsAnEmptyObject() {
    assertEquals(
        "{}", lambda.invoke(request -> request.functionName("serve")).payload().asUtf8String());
  }

  @Test
  void handlerThatThrowsIsAFunctionError() {
    InvokeResponse response = invoke("\"fail\"", request -> {});
    JsonObject error = JsonParser.parseString(response.payload().asUtf8String()).getAsJsonObject();
    assertEquals(
        "\"example.Orders.handleRequest(Orders.java:24)\"",
        error.remove("stackTrace").getAsJsonArray().get(0).toString());
    assertEquals(
        "{\"errorMessage\":\"out of stock\",\"errorType\":\"java.lang.IllegalStateException\"}",
        error.toString());
    assertEquals("Unhandled", response.functionError());
    assertEquals("$LATEST", response.executedVersion());
    assertEquals(200, response.statusCode());
  }

  @Test
  void logTailHasTheLinesOfTheInvocation() {
    invoke("1", request -> {});
    InvokeResponse response = invoke("\"fail\"", request -> request.logType(LogType.TAIL));
    String log = new String(Base64.getDecoder().decode(response.logResult()), UTF_8);
    assertEquals(
        "START RequestId: ID Version: $LATEST\nattempt ID\n", normal(log.split("java.lang")[0]));
    assertEquals("END RequestId: ID\n" + REPORT + "\n", normal(log.substring(log.indexOf("END "))));
  }

  @Test
  void eventIsTriedThreeTimesWithOneRequestId() throws Exception {
    InvokeResponse response =
        invoke("\"fail again and again\"", request -> request.invocationType(InvocationType.EVENT));
    assertEquals(202, response.statusCode());
    assertEquals("", response.payload().asUtf8String());
    assertEquals(
        Map.of("Content-Length", "0", "Date", "*", "X-Amzn-RequestId", "*", "X-Amzn-Trace-Id", "*"),
        headers(response.sdkHttpResponse()));
    String attempt = "attempt " + response.responseMetadata().requestId();
    assertEquals(Collections.nCopies(3, attempt), project.await(attempt::equals, 3));
  }

  @Test
  void dryRunRunsNothing() {
    InvokeResponse response =
        invoke("\"exit\"", request -> request.invocationType(InvocationType.DRY_RUN));
    assertEquals(204, response.statusCode());
    assertNull(response.functionError());
    assertEquals(Map.of("Date", "*", "X-Amzn-RequestId", "*"), headers(response.sdkHttpResponse()));
  }

  @Test
  void contextIsThatOfTheCall() {
    String client =
        Base64.getEncoder().encodeToString("{\"custom\":{\"basket\":\"b7\"}}".getBytes(UTF_8));
    InvokeResponse response =
        invoke("\"context\"", request -> request.clientContext(client).qualifier("$LATEST"));
    assertEquals(
        "[\"" + response.responseMetadata().requestId() + "\",\"" + ARN
            + ":$LATEST\",\"serve\",\"$LATEST\",\"b7\"]",
        response.payload().asUtf8String());
  }

  @Test
  void arnAndItsPartsNameTheFunction() {
    for (String name : List.of(
        ARN, ARN + ":$LATEST", "123456789012:function:serve", "function:serve", "serve:$LATEST")) {
      assertEquals(
          "1", invoke("1", request -> request.functionName(name)).payload().asUtf8String());
    }
  }

  @Test
  void unknownFunctionAndQualifierAreNotFound() {
    assertNotFound("nobody", null, "nobody:$LATEST");
    assertNotFound("serve", "1", "serve:1");
    assertNotFound("serve", "PROD", "serve:PROD");
    assertNotFound("serve:PROD", null, "serve:PROD");
  }

  @Test
  void anotherRegionIsNotReachable() {
    LambdaException error = assertThrows(
        ResourceNotFoundException.class,
        () -> invoke("1", r -> r.functionName(ARN.replace("us-east-1", "eu-west-1"))));
    assertEquals(
        "{\"Type\":\"User\",\"Message\":\"Functions from 'eu-west-1' are not reachable in this region"
            + " ('us-east-1')\"}",
        body(error));
  }

  @Test
  void malformedNameIsAValidationError() {
    LambdaException error = assertThrows(
        LambdaException.class, () -> invoke("1", request -> request.functionName("a b")));
    assertEquals("ValidationException", error.awsErrorDetails().errorCode());
    assertEquals(400, error.statusCode());
    assertEquals(
        "1 validation error detected: Value 'a b' at 'functionName' failed to satisfy constraint:"
            + " Member must satisfy regular expression pattern: " + NAME_PATTERN,
        error.awsErrorDetails().errorMessage());
  }

  @Test
  void twoQualifiersContradict() {
    LambdaException error = assertThrows(
        InvalidParameterValueException.class,
        () -> invoke("1", request -> request.functionName("serve:1").qualifier("2")));
    assertEquals(
        "{\"Type\":\"User\",\"message\":\"The derived qualifier from the function name does not match"
            + " the specified qualifier.\"}",
        body(error));
    assertEquals(400, error.statusCode());
  }

  @Test
  void eventThatIsNotJsonIsRefused() {
    LambdaException error =
        assertThrows(InvalidRequestContentException.class, () -> invoke("{name}", r -> {}));
    assertEquals(
        "Could not parse request body into json: Could not parse payload into json: Unexpected"
            + " character ('n' (code 110)): was expecting double-quote to start field name\n"
            + " at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled);"
            + " line: 1, column: 2]",
        error.awsErrorDetails().errorMessage());
    assertEquals(400, error.statusCode());
    assertEquals("User", ((InvalidRequestContentException) error).type());
  }

  @Test
  void eventThatIsTooLargeIsRefused() {
    LambdaException error =
        assertThrows(LambdaException.class, () -> invoke(json(6 * 1024 * 1024 + 1), request -> {}));
    assertEquals(413, error.statusCode());
    assertEquals("RequestEntityTooLargeException", error.awsErrorDetails().errorCode());
    assertEquals(
        "{\"Message\":\"Request must be smaller than 6291456 bytes for the InvokeFunction"
            + " operation\"}",
        body(error));
    LambdaException ofEvent = assertThrows(
        LambdaException.class,
        () -> invoke(json(1024 * 1024 + 1), r -> r.invocationType(InvocationType.EVENT)));
    assertEquals(413, ofEvent.statusCode());
    assertEquals("RequestEntityTooLargeException", ofEvent.awsErrorDetails().errorCode());
    assertEquals(
        "1048577 byte payload is too large for the Event invocation type (limit 1048576 bytes)",
        ofEvent.awsErrorDetails().errorMessage());
  }

  @Test
  void responseThatIsTooLargeIsAFunctionError() {
    InvokeResponse response = invoke("\"size 7000000\"", request -> {});
    assertEquals(
        "{\"errorMessage\":\"Response payload size exceeded maximum allowed payload size (6291556"
            + " bytes).\",\"errorType\":\"Function.ResponseSizeTooLarge\"}",
        response.payload().asUtf8String());
    assertEquals("Unhandled", response.functionError());
    assertEquals(6_291_556, invoke("\"size 6291556\"", r -> {}).payload().asByteArray().length);
  }

  @Test
  void overrunAndExitAreFunctionErrors() {
    InvokeResponse overrun = invoke("\"wait " + temporary.resolve("never") + "\"", request -> {});
    assertEquals(
        "{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":\"RequestId: "
            + overrun.responseMetadata().requestId()
            + " Error: Task timed out after 2.00 seconds\"}",
        overrun.payload().asUtf8String());
    assertEquals("Unhandled", overrun.functionError());
    InvokeResponse exit = invoke("\"exit\"", request -> {});
    assertEquals(
        "{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"RequestId: "
            + exit.responseMetadata().requestId()
            + " Error: Runtime exited with error: exit status 7\"}",
        exit.payload().asUtf8String());
    assertEquals("Unhandled", exit.functionError());
    assertEquals("1", invoke("1", request -> {}).payload().asUtf8String());
  }

  @Test
  void callerGetsTheReasonWhenAllEnvironmentsAreAtWork() throws Exception {
    Path go = temporary.resolve("go");
    String event = "\"wait " + go + "\"";
    List<CompletableFuture<InvokeResponse>> atWork = new ArrayList<>();
    for (int i = 1; i <= 2; i++) {
      atWork.add(async.invoke(
          request -> request.functionName("serve").payload(SdkBytes.fromUtf8String(event))));
    }
    project.await(("waits for " + go)::equals, 2);
    TooManyRequestsException error =
        assertThrows(TooManyRequestsException.class, () -> invoke("1", request -> {}));
    Files.createFile(go);
    for (CompletableFuture<InvokeResponse> each : atWork) {
      assertEquals("", each.get(10, TimeUnit.SECONDS).payload().asUtf8String());
    }
    assertEquals(429, error.statusCode());
    assertEquals(
        ThrottleReason.RESERVED_FUNCTION_CONCURRENT_INVOCATION_LIMIT_EXCEEDED, error.reason());
    assertEquals(
        "{\"Reason\":\"ReservedFunctionConcurrentInvocationLimitExceeded\",\"Type\":\"User\","
            + "\"message\":\"Rate Exceeded.\"}",
        body(error));
  }

  @Test
  void tenantOfAFunctionWithoutTenancyIsRefused() {
    LambdaException error =
        assertThrows(LambdaException.class, () -> invoke("1", request -> request.tenantId("t1")));
    assertEquals("ValidationException", error.awsErrorDetails().errorCode());
    assertEquals(
        "{\"message\":\"The invoked function is not enabled with tenancy configuration. Remove the"
            + " tenant ID from your request and try again.\"}",
        body(error));
  }

  @Test
  void consoleShowsEachCallInALine() throws Exception {
    invoke("{\"order\":  17}", request -> {});
    project.await(
        line -> line.matches("\\[INFO] Invoked   serve in [0-9.]+ ms( \\(init [0-9.]+ ms\\))?: "
            + "\\{\"order\": 17} -> \\{\"order\": 17}"),
        1);
  }

  @Test
  void portThatIsInUseIsReported() throws Exception {
    int port = project.endpoint().getPort();
    BuildOutput output = build.runAndFail("lambda:serve", "-Dlambda.serve.port=" + port);
    assertTrue(
        output
            .log()
            .contains("port " + port + " is in use (property lambda.serve.port)\n"
                + "[ERROR] hint: -Dlambda.serve.port=" + (port + 1) + "\n"),
        output::toString);
  }

  @Test
  void nothingIsLeftWhenMavenIsKilled() throws Exception {
    ServedProject other = ServedProject.start(build);
    try (LambdaAsyncClient client = client(other.endpoint())) {
      String event = "\"wait " + temporary.resolve("never again") + "\"";
      client.invoke(
          request -> request.functionName("serve").payload(SdkBytes.fromUtf8String(event)));
      other.await(line -> line.startsWith("waits for "), 1);
    } finally {
      other.kill();
    }
  }

  private static void assertNotFound(String function, String qualifier, String name) {
    ResourceNotFoundException error = assertThrows(
        ResourceNotFoundException.class,
        () -> invoke("1", request -> request.functionName(function).qualifier(qualifier)));
    assertEquals(404, error.statusCode());
    assertEquals("User", error.type());
    assertEquals(
        "{\"Type\":\"User\",\"Message\":\"Function not found: "
            + "arn:aws:lambda:us-east-1:123456789012:function:" + name + "\"}",
        body(error));
  }

  /** Without what differs from call to call. */
  private static Map<String, String> headers(SdkHttpResponse response) {
    return response.headers().entrySet().stream()
        .collect(Collectors.toMap(
            Map.Entry::getKey,
            header -> header.getKey().matches("(?i)Date|X-Amzn-RequestId|X-Amzn-Trace-Id")
                ? "*"
                : String.join("|", header.getValue()),
            (one, other) -> one + "|" + other,
            () -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER)));
  }

  private static String json(int length) {
    return "\"" + "x".repeat(length - 2) + "\"";
  }
}
