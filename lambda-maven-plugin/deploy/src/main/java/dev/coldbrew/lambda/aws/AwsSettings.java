// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.problem.Suggestion;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * The region and the credentials of AWS's SDK for Java, with two habits of AWS's command line on top:
 * a profile that was typed takes precedence over keys in the environment, so that nothing is deployed
 * to another account; and {@code AWS_DEFAULT_REGION} is a region, too.
 */
final class AwsSettings {

  private static final String PROFILE = "aws.profile";
  private static final String REGION = "aws.region";

  private final Properties properties;
  private final Map<String, String> environment;

  AwsSettings(Properties properties, Map<String, String> environment) {
    this.properties = properties;
    this.environment = environment;
  }

  static AwsSettings ofThisMachine() {
    return new AwsSettings(System.getProperties(), System.getenv());
  }

  AwsCredentialsProvider credentials() {
    String typed = properties.getProperty(PROFILE);
    String profile = typed == null ? environment.get("AWS_PROFILE") : typed;
    if (profile != null) {
      requireProfile(
          profile, typed == null ? "environment variable AWS_PROFILE" : "property " + PROFILE);
    }
    return typed == null
        ? DefaultCredentialsProvider.builder().build()
        : ProfileCredentialsProvider.create(typed);
  }

  private static void requireProfile(String profile, String where) {
    Set<String> profiles = ProfileFile.defaultProfileFile().profiles().keySet();
    if (!profiles.contains(profile)) {
      throw new ProblemException(
          "there is no profile '" + profile + "' in ~/.aws/config and ~/.aws/credentials",
          where,
          profiles.isEmpty()
              ? "aws configure --profile " + profile
              : "-D" + PROFILE + "="
                  + Suggestion.closest(profile, profiles)
                      .orElseGet(() -> profiles.iterator().next()));
    }
  }

  Region region() {
    String variable = environment.get("AWS_DEFAULT_REGION");
    if (variable != null
        && environment.get("AWS_REGION") == null
        && properties.getProperty(REGION) == null) {
      return Region.of(variable);
    }
    try {
      return DefaultAwsRegionProviderChain.builder().build().getRegion();
    } catch (SdkClientException e) {
      throw new ProblemException(
          "no AWS region is set",
          "property " + REGION + ", environment variable AWS_REGION, ~/.aws/config",
          "aws configure set region eu-central-1",
          e);
    }
  }
}
