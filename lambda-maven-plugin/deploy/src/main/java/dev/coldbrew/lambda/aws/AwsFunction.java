// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import dev.coldbrew.lambda.deploy.RemoteFunction;
import dev.coldbrew.lambda.emulator.Caller;
import dev.coldbrew.lambda.emulator.InvocationResult;
import dev.coldbrew.lambda.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Consumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/**
 * A deployed function, invoked in AWS.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
final class AwsFunction implements RemoteFunction {

  /** A function may take 15 minutes. */
  private static final Duration LIMIT = Duration.ofMinutes(16);

  private static final int MAX_EVENT = 6 << 20;

  private static final int MAX_CLIENT_CONTEXT = 3583;

  private final AwsClients clients;
  private final LambdaClient lambda;
  private final String name;
  private final String qualifier;
  private final String deployment;
  private final Consumer<String> log;

  /**
   * @param clients the clients, which are closed with this function
   * @param qualifier may be null
   */
  AwsFunction(
      AwsClients clients, String name, String qualifier, String deployment, Consumer<String> log) {
    this.clients = clients;
    this.lambda = clients.lambdaForInvocations(LIMIT);
    this.name = name;
    this.qualifier = qualifier;
    this.deployment = deployment;
    this.log = log;
  }

  @Override
  public InvocationResult invoke(byte[] event, Caller caller) {
    if (event.length > MAX_EVENT) {
      throw new ProblemException(
          "an event of " + event.length + " bytes is larger than Lambda's limit of " + MAX_EVENT
              + " bytes",
          "function " + name,
          "invoke it with a smaller event, such as one that names an object in S3");
    }
    InvokeResponse response = send(InvokeRequest.builder()
        .functionName(name)
        .qualifier(qualifier)
        .logType(LogType.TAIL)
        .clientContext(clientContext(caller))
        .payload(SdkBytes.fromByteArray(event))
        .build());
    if (response.logResult() != null) {
      new String(Base64.getDecoder().decode(response.logResult()), StandardCharsets.UTF_8)
          .lines()
          .forEach(log);
    }
    if (response.executedVersion() != null) { // other servers may not say it
      log.accept("Executed version: " + response.executedVersion());
    }
    return new InvocationResult(response.payload().asByteArray(), response.functionError() != null);
  }

  @Override
  public String place() {
    return clients.endpoint().map("at %s"::formatted).orElse("in AWS");
  }

  private InvokeResponse send(InvokeRequest request) {
    try {
      return lambda.invoke(request);
    } catch (ResourceNotFoundException e) {
      ProblemException problem = clients.problem(e);
      if (e.getMessage().contains("not reachable in this region")) {
        throw problem;
      }
      throw new ProblemException(
          e.awsErrorDetails().errorMessage(), "region " + clients.region(), hint(), e);
    } catch (SdkException e) {
      throw clients.problem(e);
    }
  }

  private String hint() {
    return qualifier == null
        ? deployment + "; if it is in another region: -D" + AwsSettings.REGION + "=REGION"
        : "aws lambda list-aliases --function-name " + name
            + " has the aliases for -Dlambda.qualifier";
  }

  /** The client context in Base64, as the API requires; null for none. */
  private String clientContext(Caller caller) {
    if (caller.clientContext() == null) {
      return null;
    }
    String base64 =
        Base64.getEncoder().encodeToString(caller.clientContext().getBytes(StandardCharsets.UTF_8));
    if (base64.length() > MAX_CLIENT_CONTEXT) {
      throw new ProblemException(
          "a client context of " + base64.length()
              + " bytes in Base64 is larger than Lambda's limit of " + MAX_CLIENT_CONTEXT
              + " bytes",
          "property lambda.clientContext",
          "put the data into the event");
    }
    return base64;
  }

  @Override
  public void close() {
    clients.close();
  }
}
