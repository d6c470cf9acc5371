// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;

class AwsProblemsTest {

  @ParameterizedTest
  @CsvSource({
    "eu-central-1, lambda.eu-central-1.amazonaws.com",
    "us-gov-west-1, lambda.us-gov-west-1.amazonaws.com",
    "cn-north-1, lambda.cn-north-1.amazonaws.com.cn"
  })
  void awsItselfIsReachedByTheNetwork(String region, String host) {
    AwsProblems problems = new AwsProblems(null, Region.of(region));
    problems.sentTo(URI.create("https://" + host + "/2015-03-31/functions"));

    assertEquals(
        """
        'https://%s' cannot be reached: unknown host (region %s)
        hint: connect to the network; if it has a proxy, set a <proxy> in ~/.m2/settings.xml""".formatted(host, region),
        problems
            .of(SdkClientException.create("failed", new UnknownHostException(host)))
            .getMessage());
  }
}
