// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import java.util.List;
import java.util.Optional;

/** One step of a deployment: the lines that describe it, and the change itself. */
interface Change {

  /** The name of the step, such as {@code Code}. */
  String step();

  /**
   * The lines that describe the change: {@code +} marks what is added, {@code ~} what is changed,
   * {@code -} what is removed, and {@code =} what is kept although the pom does not name it.
   */
  List<String> lines();

  /** Makes the change in AWS, and stores its results for later changes. */
  void apply(Deploying deploying);

  /** The line that says what AWS has made of it, such as a number; empty for nothing new. */
  default Optional<String> result(Deploying deploying) {
    return Optional.empty();
  }
}
