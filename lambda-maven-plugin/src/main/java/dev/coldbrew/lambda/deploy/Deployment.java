// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.deploy;

import dev.coldbrew.lambda.process.Progress;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Creates or updates a function in AWS; the module {@code lambda-deploy} implements it. */
public interface Deployment {

  /**
   * Creates or updates the function, and reports each step. After an interrupted deployment, the
   * next run makes the changes that are missing.
   *
   * @param report receives the name of each step and a line that describes the change
   * @return empty for a dry run
   * @throws dev.coldbrew.lambda.problem.ProblemException if AWS refuses the request or cannot be
   *     reached
   */
  Optional<Deployed> deploy(
      AwsAccess access,
      DeployRequest request,
      BiConsumer<String, String> report,
      Progress progress);
}
