// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.RuntimeVersionConfig;
import software.amazon.awssdk.services.lambda.model.State;

/** Publishes a version of the function's current code and configuration. */
final class VersionChange implements Change {

  /** Others than {@code $LATEST} and {@code $LATEST.PUBLISHED}. */
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private final LambdaFunction function;

  VersionChange(LambdaFunction function) {
    this.function = function;
  }

  /** The newest published version, if it has the function's current code and configuration. */
  static Optional<String> current(LambdaFunction function, FunctionConfiguration now) {
    return function
        .lambda()
        .listVersionsByFunctionPaginator(request -> request.functionName(function.name()))
        .versions()
        .stream()
        .map(FunctionConfiguration::version)
        .filter(version -> NUMBER.matcher(version).matches())
        .map(Long::valueOf)
        .max(Comparator.naturalOrder())
        .map(String::valueOf)
        .filter(newest -> isCurrent(function.version(newest), now));
  }

  /** Lambda does not publish the same again after a failure: it says there why that was. */
  private static boolean isCurrent(FunctionConfiguration version, FunctionConfiguration now) {
    return version.state() != State.FAILED && content(version).equals(content(now));
  }

  /** The configuration without the fields that differ between any two versions. */
  private static FunctionConfiguration content(FunctionConfiguration version) {
    return version.toBuilder()
        .functionArn(null)
        .version(null)
        .revisionId(null)
        .lastModified(null)
        .configSha256(null)
        .runtimeVersionConfig((RuntimeVersionConfig) null)
        .state((String) null)
        .stateReason(null)
        .stateReasonCode((String) null)
        .lastUpdateStatus((String) null)
        .lastUpdateStatusReason(null)
        .lastUpdateStatusReasonCode((String) null)
        .snapStart(
            version.snapStart() == null
                ? null
                : version.snapStart().toBuilder()
                    .optimizationStatus((String) null)
                    .build())
        .build();
  }

  @Override
  public String step() {
    return "Version";
  }

  @Override
  public List<String> lines() {
    return List.of("+ a new version");
  }

  @Override
  public void apply(Deploying deploying) {
    FunctionConfiguration now = deploying.function();
    String version = function
        .change(() -> function
            .lambda()
            .publishVersion(request -> request
                .functionName(function.name())
                .codeSha256(now.codeSha256())
                .revisionId(now.revisionId())))
        .version();
    function.awaitVersion(version);
    deploying.setVersion(version);
  }

  @Override
  public Optional<String> result(Deploying deploying) {
    return Optional.of("published as version " + deploying.version());
  }
}
