// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import dev.coldbrew.lambda.problem.ProblemException;
import java.util.Map;
import java.util.Properties;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * The region and the credentials of AWS's SDK for Java, with two rules of AWS's CLI. A profile on
 * the command line takes precedence over keys in the environment, so that nothing is deployed to
 * the wrong account. And {@code AWS_DEFAULT_REGION} also sets the region.
 */
final class AwsSettings {

  static final String REGION = "aws.region";

  private static final String SET_REGION = "mvn ... -D" + REGION + "=eu-central-1";

  private final Properties properties;
  private final Map<String, String> environment;
  private final AwsProfile profile;

  AwsSettings(Properties properties, Map<String, String> environment) {
    this.properties = properties;
    this.environment = environment;
    this.profile = AwsProfile.of(properties, environment);
    AwsEndpoints.requireUrls(properties, environment, profile);
  }

  static AwsSettings ofThisMachine() {
    return new AwsSettings(System.getProperties(), System.getenv());
  }

  Region region() {
    requireValid(properties.getProperty(REGION), "property " + REGION);
    requireValid(environment.get("AWS_REGION"), "environment variable AWS_REGION");
    String variable = environment.get("AWS_DEFAULT_REGION");
    if (variable != null
        && environment.get("AWS_REGION") == null
        && properties.getProperty(REGION) == null) {
      requireValid(variable, "environment variable AWS_DEFAULT_REGION");
      return Region.of(variable);
    }
    try {
      Region region = DefaultAwsRegionProviderChain.builder().build().getRegion();
      requireValid(region.id(), "profile '" + profile.name() + "'");
      return region;
    } catch (SdkClientException e) {
      throw new ProblemException(
          "no AWS region is set",
          "property " + REGION + ", environment variable AWS_REGION, profile '" + profile.name()
              + "'",
          SET_REGION,
          e);
    }
  }

  /** Refuses what cannot be a part of a host's name: AWS's SDK would encode it. */
  private static void requireValid(String region, String where) {
    if (region != null && !region.matches("[a-z0-9-]*")) {
      throw new ProblemException("'" + region + "' is not an AWS region", where, SET_REGION);
    }
  }

  /**
   * The credentials that sign requests. They are resolved at once, so that a goal fails early if
   * there are none.
   */
  AwsCredentialsProvider credentials() {
    AwsCredentialsProvider credentials = profile.typed()
        ? ProfileCredentialsProvider.create(profile.name())
        : DefaultCredentialsProvider.builder().build();
    try {
      credentials.resolveCredentials();
      return credentials;
    } catch (AwsServiceException e) {
      throw new AwsProblems(this, region()).of(e);
    } catch (SdkClientException e) {
      throw noCredentials(e);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw incomplete(e);
    }
  }

  private ProblemException noCredentials(RuntimeException e) {
    if (profile.content().isEmpty()) {
      return new ProblemException(
          "there are no AWS credentials", "environment, " + AwsProfile.files(), renewal(), e);
    }
    if (!profile.typed()) {
      // The message of the chain lists the provider's reason among many others.
      try {
        ProfileCredentialsProvider.create(profile.name()).resolveCredentials();
      } catch (AwsServiceException ofService) {
        return new AwsProblems(this, region()).of(ofService);
      } catch (SdkClientException ofProfile) {
        e.addSuppressed(ofProfile);
      } catch (IllegalArgumentException | IllegalStateException ofProfile) {
        return incomplete(ofProfile);
      }
    }
    return profile.hasLogin()
        ? new ProblemException(
            "the login to AWS is missing or has expired", inProfile(), renewal(), e)
        : new ProblemException(
            "profile '" + profile.name() + "' has no AWS credentials",
            AwsProfile.files(),
            renewal(),
            e);
  }

  /** An incomplete profile, such as one with a role but no credentials to assume it. */
  private ProblemException incomplete(RuntimeException e) {
    return new ProblemException(
        ProblemException.reason(e).strip(),
        inProfile(),
        "complete the profile in " + AwsProfile.files() + ", or choose another one: mvn ... -D"
            + AwsProfile.PROPERTY + "=NAME",
        e);
  }

  private String inProfile() {
    return "profile '" + profile.name() + "' in " + AwsProfile.files();
  }

  /** The hint that says how to renew the credentials. */
  String renewal() {
    boolean areInEnvironment = !profile.typed() && environment.get("AWS_ACCESS_KEY_ID") != null;
    return areInEnvironment
        ? "export new AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN"
        : profile.loginCommand();
  }
}
