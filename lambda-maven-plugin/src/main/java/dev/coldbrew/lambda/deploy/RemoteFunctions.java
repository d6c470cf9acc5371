// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.deploy;

import java.util.Optional;
import java.util.function.Consumer;

/** Gives access to functions in AWS; the module {@code lambda-deploy} implements it. */
public interface RemoteFunctions {

  /**
   * @param qualifier an alias or a version; by default, the code that was deployed last
   * @param deployment the command that deploys the function, for the hint if it does not exist
   * @param log receives the end of each invocation's log, line by line
   */
  RemoteFunction function(
      AwsAccess access,
      String name,
      Optional<String> qualifier,
      String deployment,
      Consumer<String> log);
}
