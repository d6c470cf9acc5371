// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.LayerVersionContentInput;
import software.amazon.awssdk.services.lambda.model.LayerVersionsListItem;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/**
 * Publishes the layer with a function's JVM. The description of a layer version identifies its
 * content, so functions with the same JVM share one version, whichever was deployed first.
 */
final class LayerChange implements Change {

  private final LambdaClient lambda;
  private final String name;
  private final CodeSource source;
  private final String runtime;
  private final String architecture;
  private final Waiting waiting;

  LayerChange(
      LambdaClient lambda,
      String name,
      CodeSource source,
      String runtime,
      String architecture,
      Waiting waiting) {
    this.lambda = lambda;
    this.name = name;
    this.source = source;
    this.runtime = runtime;
    this.architecture = architecture;
    this.waiting = waiting;
  }

  /** The ARN of the version with this content; empty if there is none. */
  static Optional<String> find(LambdaClient lambda, String name, CodeSource source) {
    try {
      return lambda
          .listLayerVersionsPaginator(request -> request.layerName(name))
          .layerVersions()
          .stream()
          .filter(version -> description(source).equals(version.description()))
          .max(Comparator.comparing(LayerVersionsListItem::version))
          .map(LayerVersionsListItem::layerVersionArn);
    } catch (ResourceNotFoundException e) {
      return Optional.empty();
    }
  }

  private static String description(CodeSource source) {
    return "Coldbrew, SHA-256 " + source.sha256();
  }

  @Override
  public String step() {
    return "Layer";
  }

  @Override
  public List<String> lines() {
    return List.of("+ a version of " + name + ", from " + source);
  }

  @Override
  public void apply(Deploying deploying) {
    LayerVersionContentInput.Builder content = LayerVersionContentInput.builder();
    if (source.isDirect()) {
      content.zipFile(source.bytes());
    } else {
      content.s3Bucket(source.bucket()).s3Key(source.key());
    }
    deploying.setLayer(waiting
        .during(
            "the layer, from " + source,
            () -> lambda.publishLayerVersion(request -> request
                .layerName(name)
                .description(description(source))
                .content(content.build())
                .compatibleRuntimesWithStrings(runtime)
                .compatibleArchitecturesWithStrings(architecture)))
        .layerVersionArn());
  }
}
