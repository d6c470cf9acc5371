// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import dev.coldbrew.lambda.deploy.FunctionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.CreateFunctionResponse;
import software.amazon.awssdk.services.lambda.model.PackageType;

/** Creates a function with its configuration and its code. */
final class CreateChange implements Change {

  private final LambdaFunction function;
  private final IamClient iam;
  private final FunctionSettings settings;
  private final WantedConfiguration configuration;
  private final CodePackage code;

  CreateChange(
      LambdaFunction function,
      IamClient iam,
      FunctionSettings settings,
      WantedConfiguration configuration,
      CodePackage code) {
    this.function = function;
    this.iam = iam;
    this.settings = settings;
    this.configuration = configuration;
    this.code = code;
  }

  @Override
  public String step() {
    return "Function";
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("+ " + settings.name());
    lines.addAll(code.lines(Optional.empty()));
    lines.addAll(configuration.lines());
    settings.tags().forEach((name, value) -> lines.add("+ tag " + name + ": " + value));
    return lines;
  }

  @Override
  public void apply(Deploying deploying) {
    CreateFunctionRequest request = request(deploying);
    function
        .waiting()
        .during("the creation of '" + settings.name() + "', from " + code, () -> create(request));
    deploying.setFunction(function.updated());
  }

  private CreateFunctionResponse create(CreateFunctionRequest request) {
    return function.change(() -> NewRole.call(
        request.role(), iam, function.waiting(), () -> function.lambda().createFunction(request)));
  }

  private CreateFunctionRequest request(Deploying deploying) {
    CreateFunctionRequest.Builder request = CreateFunctionRequest.builder()
        .functionName(settings.name())
        .code(code.forCreation())
        .role(deploying.role())
        .architecturesWithStrings(code.architecture())
        .memorySize(settings.memoryMb())
        .timeout(settings.timeoutSeconds())
        .loggingConfig(configuration.logging());
    if (code.zip() == null) {
      request.packageType(PackageType.IMAGE);
    } else {
      request.packageType(PackageType.ZIP).runtime(settings.runtime()).handler(settings.handler());
    }
    List<String> layers = configuration.layers().all(deploying.layer());
    if (!layers.isEmpty()) {
      request.layers(layers);
    }
    if (!settings.environment().isEmpty()) {
      request.environment(variables -> variables.variables(settings.environment()));
    }
    if (settings.snapStart()) {
      request.snapStart(snap -> snap.applyOn(configuration.wantedSnapStart()));
    }
    if (!settings.tags().isEmpty()) {
      request.tags(settings.tags());
    }
    return request.build();
  }
}
