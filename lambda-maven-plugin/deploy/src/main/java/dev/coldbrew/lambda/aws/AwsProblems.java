// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import dev.coldbrew.lambda.problem.ProblemException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;

/** What AWS's SDK threw, in the words of a problem. */
final class AwsProblems {

  private AwsProblems() {}

  static ProblemException of(SdkException e, Region region) {
    return new ProblemException(
        ProblemException.reason(e), "region " + region.id(), "run the command again", e);
  }
}
