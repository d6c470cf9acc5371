// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import dev.coldbrew.lambda.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeResponse;

/** Updates the function's code or its architecture. */
final class CodeChange implements Change {

  private final LambdaFunction function;
  private final CodePackage code;
  private final GetFunctionResponse before;

  CodeChange(LambdaFunction function, CodePackage code, GetFunctionResponse before) {
    this.function = function;
    this.code = code;
    this.before = before;
  }

  @Override
  public String step() {
    return "Code";
  }

  @Override
  public List<String> lines() {
    return code.lines(Optional.of(before));
  }

  @Override
  public void apply(Deploying deploying) {
    UpdateFunctionCodeRequest.Builder request = UpdateFunctionCodeRequest.builder()
        .functionName(function.name())
        .revisionId(deploying.function().revisionId());
    code.addTo(request);
    UpdateFunctionCodeRequest built = request.build();
    UpdateFunctionCodeResponse sent = function
        .waiting()
        .during(
            "the update of '" + function.name() + "', from " + code,
            () -> function.change(() -> function.lambda().updateFunctionCode(built)));
    FunctionConfiguration now = function.updated();
    if (!now.codeSha256().equals(sent.codeSha256())) {
      throw new ProblemException(
          "'" + function.name()
              + "' has the code of another deployment, which ran at the same time",
          "goal lambda:deploy",
          "run the command again when the other one has ended");
    }
    deploying.setFunction(now);
  }
}
