// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import java.util.List;

/** One step of a deployment: what a dry run says of it, and what it does. */
interface Change {

  /** A word for it, such as {@code Code}. */
  String step();

  /**
   * What it changes: {@code +} before what is new, {@code ~} before what is changed, {@code -} before
   * what is removed, and {@code =} before what stays although the pom does not name it.
   */
  List<String> lines();

  /** Makes the change in AWS, and notes what later changes need of it. */
  void apply(Deploying deploying);
}
