// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.deploy;

import java.util.Optional;
import java.util.function.Consumer;

/** The functions in AWS; the module {@code lambda-deploy} has them. */
public interface RemoteFunctions {

  /**
   * @param qualifier an alias or a version; without one it is the code that was deployed last
   * @param deployment the command that deploys the function, for when it is not there
   * @param log is given the end of each invocation's log, line by line
   */
  RemoteFunction function(
      AwsAccess access,
      String name,
      Optional<String> qualifier,
      String deployment,
      Consumer<String> log);
}
