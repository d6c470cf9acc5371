// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationRequest;

/** Updates the settings that differ between the function and the pom. */
final class ConfigurationChange implements Change {

  private final LambdaFunction function;
  private final IamClient iam;
  private final WantedConfiguration configuration;

  ConfigurationChange(LambdaFunction function, IamClient iam, WantedConfiguration configuration) {
    this.function = function;
    this.iam = iam;
    this.configuration = configuration;
  }

  @Override
  public String step() {
    return "Settings";
  }

  @Override
  public List<String> lines() {
    return configuration.lines();
  }

  @Override
  public void apply(Deploying deploying) {
    UpdateFunctionConfigurationRequest request = configuration
        .update(deploying.layer())
        .revisionId(deploying.function().revisionId())
        .build();
    String role = request.role() == null ? deploying.function().role() : request.role();
    function.change(() -> NewRole.call(
        role,
        iam,
        function.waiting(),
        () -> function.lambda().updateFunctionConfiguration(request)));
    deploying.setFunction(function.updated());
  }
}
