// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import dev.coldbrew.lambda.deploy.AwsAccess;
import dev.coldbrew.lambda.deploy.RemoteFunction;
import dev.coldbrew.lambda.deploy.RemoteFunctions;
import java.util.Optional;
import java.util.function.Consumer;

/** Functions that are invoked with AWS's SDK. */
public final class AwsFunctions implements RemoteFunctions {

  /** For {@code ServiceLoader}. */
  public AwsFunctions() {}

  @Override
  public RemoteFunction function(
      AwsAccess access,
      String name,
      Optional<String> qualifier,
      String deployment,
      Consumer<String> log) {
    return new AwsFunction(AwsClients.of(access), name, qualifier.orElse(null), deployment, log);
  }
}
