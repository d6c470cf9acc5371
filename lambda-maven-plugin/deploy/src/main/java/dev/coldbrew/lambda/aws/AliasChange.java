// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.AliasRoutingConfiguration;
import software.amazon.awssdk.services.lambda.model.GetAliasResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** Creates the alias by which callers invoke a published version, or points it at a new version. */
final class AliasChange implements Change {

  private final LambdaFunction function;
  private final String alias;
  private final Optional<GetAliasResponse> before;
  private final Optional<String> version;

  private AliasChange(
      LambdaFunction function,
      String alias,
      Optional<GetAliasResponse> before,
      Optional<String> version) {
    this.function = function;
    this.alias = alias;
    this.before = before;
    this.version = version;
  }

  /** For a function that does not exist yet. */
  static Change ofNew(LambdaFunction function, String alias) {
    return new AliasChange(function, alias, Optional.empty(), Optional.empty());
  }

  /**
   * @param version the version that the alias should point at; empty if it is not published yet
   * @return empty if the alias points at that version
   */
  static Optional<Change> of(LambdaFunction function, String alias, Optional<String> version) {
    Optional<GetAliasResponse> before = find(function, alias);
    boolean isThere = before.isPresent()
        && version.filter(before.get().functionVersion()::equals).isPresent()
        && !isWeighted(before.get());
    return isThere
        ? Optional.empty()
        : Optional.of(new AliasChange(function, alias, before, version));
  }

  private static Optional<GetAliasResponse> find(LambdaFunction function, String alias) {
    try {
      return Optional.of(function
          .lambda()
          .getAlias(request -> request.functionName(function.name()).name(alias)));
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Whether the alias routes a share of its invocations to another version. */
  private static boolean isWeighted(GetAliasResponse alias) {
    return alias.routingConfig() != null
        && alias.routingConfig().hasAdditionalVersionWeights()
        && !alias.routingConfig().additionalVersionWeights().isEmpty();
  }

  @Override
  public String step() {
    return "Alias";
  }

  @Override
  public List<String> lines() {
    String target = version.orElse("the new version");
    return List.of(before
        .map(alias -> "~ " + this.alias + ": " + alias.functionVersion() + " -> " + target
            + (isWeighted(alias) ? ", for all invocations" : ""))
        .orElse("+ " + alias + ": " + target));
  }

  @Override
  public void apply(Deploying deploying) {
    function.change(() -> before.isEmpty()
        ? function
            .lambda()
            .createAlias(request -> request
                .functionName(function.name())
                .name(alias)
                .functionVersion(deploying.version()))
            .aliasArn()
        : function
            .lambda()
            .updateAlias(request -> request
                .functionName(function.name())
                .name(alias)
                .functionVersion(deploying.version())
                .revisionId(before.get().revisionId())
                .routingConfig(isWeighted(before.get()) ? allToOne() : null))
            .aliasArn());
  }

  private static AliasRoutingConfiguration allToOne() {
    return AliasRoutingConfiguration.builder()
        .additionalVersionWeights(Map.of())
        .build();
  }
}
