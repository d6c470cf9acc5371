// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import dev.coldbrew.lambda.deploy.AwsAccess;
import dev.coldbrew.lambda.problem.ProblemException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * AWS's clients, with the credentials, the region and the endpoints that every AWS tool uses on
 * this machine: from the environment, {@code ~/.aws}, {@code -Daws.profile} and {@code
 * -Daws.region}. Callers turn unexpected exceptions into problems with {@link
 * #problem(SdkException)}.
 */
final class AwsClients implements AutoCloseable {

  /** The same timeout as AWS's CLI; it does not limit uploads. */
  private static final Duration SILENCE = Duration.ofMinutes(1);

  private final AwsAccess access;
  private final Region region;
  private final AwsCredentialsProvider credentials;
  private final AwsProblems problems;
  private final List<SdkAutoCloseable> open = new ArrayList<>();

  private LambdaClient lambda;
  private S3Client s3;
  private IamClient iam;
  private StsClient sts;

  private AwsClients(AwsAccess access, AwsSettings settings) {
    this.access = access;
    region = settings.region();
    credentials = settings.credentials();
    problems = new AwsProblems(settings, region);
  }

  /**
   * @throws ProblemException if there is no region, or there are no credentials
   */
  static AwsClients of(AwsAccess access) {
    return new AwsClients(access, AwsSettings.ofThisMachine());
  }

  /** The region in which functions are deployed. */
  Region region() {
    return region;
  }

  /** The server that somebody has set in place of AWS's own; empty for none. */
  Optional<URI> endpoint() {
    return lambda().serviceClientConfiguration().endpointOverride();
  }

  LambdaClient lambda() {
    if (lambda == null) {
      lambda = build(LambdaClient.builder(), SILENCE, AwsRetryStrategy.standardRetryStrategy());
    }
    return lambda;
  }

  /**
   * A client that invokes a function once, without retries, and waits as long as a function may
   * take.
   *
   * @param limit how long it waits
   */
  LambdaClient lambdaForInvocations(Duration limit) {
    return build(LambdaClient.builder(), limit, AwsRetryStrategy.doNotRetry());
  }

  S3Client s3() {
    if (s3 == null) {
      // an endpoint on this machine has no host name per bucket
      S3ClientBuilder builder = S3Client.builder().forcePathStyle(true);
      s3 = build(builder, SILENCE, AwsRetryStrategy.standardRetryStrategy());
    }
    return s3;
  }

  IamClient iam() {
    if (iam == null) {
      iam = build(IamClient.builder(), SILENCE, AwsRetryStrategy.standardRetryStrategy());
    }
    return iam;
  }

  StsClient sts() {
    if (sts == null) {
      sts = build(StsClient.builder(), SILENCE, AwsRetryStrategy.standardRetryStrategy());
    }
    return sts;
  }

  /** The problem to report for an exception of AWS's SDK. */
  ProblemException problem(SdkException e) {
    return problems.of(e);
  }

  private <
          B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C extends SdkAutoCloseable>
      C build(B builder, Duration silence, RetryStrategy retries) {
    SdkHttpClient http = new ProxiedHttpClient(access, silence, problems::sentTo);
    open.add(http);
    C client = builder
        .region(region)
        .credentialsProvider(credentials)
        .httpClient(http)
        .overrideConfiguration(options -> options
            .retryStrategy(retries)
            .putAdvancedOption(
                SdkAdvancedClientOption.USER_AGENT_SUFFIX, "coldbrew/" + access.version()))
        .build();
    open.add(client);
    return client;
  }

  @Override
  public void close() {
    open.forEach(SdkAutoCloseable::close);
  }
}
