// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import java.net.URI;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaAsyncClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;

/** The project {@code serve}, served by a Maven of its own, and two clients that do not retry. */
@Timeout(60)
abstract class ServeFixture {

  static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:serve";

  static final String REPORT =
      "REPORT RequestId: ID\tDuration: N ms\tBilled Duration: N ms\tMemory Size: 512 MB\tMax Memory Used: N MB\t";

  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"));

  private static final ClientOverrideConfiguration ONCE = ClientOverrideConfiguration.builder()
      .retryStrategy(AwsRetryStrategy.doNotRetry())
      .build();

  @TempDir
  static Path temporary;

  static MavenBuild build;
  static ServedProject project;
  static LambdaClient lambda;
  static LambdaAsyncClient async;

  @BeforeAll
  static void start() throws Exception {
    build = MavenBuild.of("serve", temporary).shell("unset AWS_REGION AWS_DEFAULT_REGION");
    project = ServedProject.start(build);
    URI endpoint = project.endpoint();
    lambda = LambdaClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(CREDENTIALS)
        .overrideConfiguration(ONCE)
        .build();
    async = client(endpoint);
  }

  static LambdaAsyncClient client(URI endpoint) {
    return LambdaAsyncClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(CREDENTIALS)
        .overrideConfiguration(ONCE)
        .build();
  }

  @AfterAll
  static void stop() throws Exception {
    if (lambda != null) {
      lambda.close();
      async.close();
    }
    project.stop();
  }

  static InvokeResponse invoke(String event, Consumer<InvokeRequest.Builder> more) {
    return lambda.invoke(request ->
        more.accept(request.functionName("serve").payload(SdkBytes.fromUtf8String(event))));
  }

  static String body(LambdaException error) {
    return error.awsErrorDetails().rawResponse().asUtf8String();
  }

  static String normal(String log) {
    return log.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
        .replaceAll("(?<!Size): [0-9.]+ (ms|MB)", ": N $1");
  }
}
