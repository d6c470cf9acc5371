// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.deploy;

import dev.coldbrew.lambda.process.Progress;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What makes a function in AWS what it is to be; the module {@code lambda-deploy} has it. */
public interface Deployment {

  /**
   * Creates or updates the function, and says so step by step. A deployment that was interrupted goes
   * on with what is missing when it is run again.
   *
   * @param report gets a word for the step, and a line of what it changes
   * @return empty for a dry run
   * @throws dev.coldbrew.lambda.problem.ProblemException if AWS refuses, or is not reached
   */
  Optional<Deployed> deploy(
      AwsAccess access,
      DeployRequest request,
      BiConsumer<String, String> report,
      Progress progress);
}
