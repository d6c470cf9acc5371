// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import dev.coldbrew.lambda.deploy.CodeFile;
import dev.coldbrew.lambda.deploy.DeployRequest;
import dev.coldbrew.lambda.deploy.FunctionSettings;
import dev.coldbrew.lambda.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.lambda.model.PackageType;

/**
 * The changes that bring a function in AWS into the requested state. Making the plan reads from
 * AWS, and changes nothing. The order keeps the function working between changes as far as
 * possible: settings come before the code that may need them.
 */
final class DeployPlan {

  private final AwsClients aws;
  private final DeployRequest request;
  private final FunctionSettings settings;
  private final LambdaFunction function;
  private final LongPredicate isForS3;
  private final Deploying deploying = new Deploying();
  private final List<Change> changes = new ArrayList<>();

  private DeployPlan(
      AwsClients aws, DeployRequest request, LambdaFunction function, LongPredicate isForS3) {
    this.isForS3 = isForS3;
    this.aws = aws;
    this.request = request;
    this.settings = request.function();
    this.function = function;
  }

  static DeployPlan of(
      AwsClients aws, DeployRequest request, Waiting waiting, LongPredicate isForS3) {
    LambdaFunction function =
        new LambdaFunction(aws.lambda(), request.function().name(), waiting);
    DeployPlan plan = new DeployPlan(aws, request, function, isForS3);
    Optional<GetFunctionResponse> now = function.read();
    CodePackage code = plan.code();
    Optional<String> layer = plan.planLayer();
    if (now.isEmpty()) {
      plan.planCreation(code, layer);
    } else {
      plan.planUpdate(now.get(), code, layer);
    }
    return plan;
  }

  /** The changes, in the order in which they have to be made. */
  List<Change> changes() {
    return changes;
  }

  /** Whether all is as it should be, apart from what is kept. */
  boolean isWithoutChanges() {
    return changes.stream()
        .flatMap(change -> change.lines().stream())
        .allMatch(line -> line.startsWith("="));
  }

  /** The state of the deployment that the changes start from. */
  Deploying deploying() {
    return deploying;
  }

  private CodePackage code() {
    CodeSource zip = request.zip().map(this::source).orElse(null);
    return new CodePackage(zip, request.image().orElse(null), settings.architecture());
  }

  private CodeSource source(CodeFile file) {
    return CodeSource.of(file, request.bucket().orElse(null), isForS3);
  }

  /**
   * The ARN of the layer version; empty if there is no layer, or the version has yet to be
   * published.
   */
  private Optional<String> planLayer() {
    if (request.layer().isEmpty()) {
      return Optional.empty();
    }
    CodeSource source = source(request.layer().get());
    Optional<String> version = LayerChange.find(aws.lambda(), request.layerName(), source);
    version.ifPresent(deploying::setLayer);
    if (version.isEmpty()) {
      planUpload(source);
      changes.add(new LayerChange(
          aws.lambda(),
          request.layerName(),
          source,
          settings.runtime(),
          settings.architecture(),
          function.waiting()));
    }
    return version;
  }

  private void planUpload(CodeSource source) {
    if (source != null && !source.isDirect()) {
      UploadChange.of(aws.s3(), source, aws.region().id(), function.waiting())
          .ifPresent(changes::add);
    }
  }

  private void planCreation(CodePackage code, Optional<String> layer) {
    if (settings.role().isPresent()) {
      deploying.setRole(settings.role().get());
    } else {
      changes.add(
          new RoleChange(aws.iam(), PartitionMetadata.of(aws.region()).id(), settings.name()));
    }
    planUpload(code.zip());
    FunctionConfiguration nothing = FunctionConfiguration.builder().build();
    changes.add(new CreateChange(
        function, aws.iam(), settings, new WantedConfiguration(nothing, request, layer), code));
    if (request.publishes()) {
      changes.add(new VersionChange(function));
    }
    request.alias().ifPresent(alias -> changes.add(AliasChange.ofNew(function, alias)));
    if (settings.url().isPresent()) {
      changes.add(UrlChange.ofNew(function, request.alias().orElse(null), settings));
    }
  }

  private void planUpdate(GetFunctionResponse now, CodePackage code, Optional<String> layer) {
    requirePackageType(now.configuration());
    deploying.setFunction(now.configuration());
    WantedConfiguration configuration =
        new WantedConfiguration(now.configuration(), request, layer);
    if (configuration.isChanged()) {
      changes.add(new ConfigurationChange(function, aws.iam(), configuration));
    }
    CodeChange change = new CodeChange(function, code, now);
    if (!change.lines().isEmpty()) {
      planUpload(code.zip());
      changes.add(change);
    }
    if (request.publishes()) {
      planVersion(
          now.configuration(), configuration.isChanged() || !change.lines().isEmpty());
    }
    if (settings.url().isPresent()) {
      planUrl();
    } else {
      KeptUrl.of(function, request.alias().orElse(null)).ifPresent(changes::add);
    }
    if (request.alias().isPresent()) { // the function may have had a URL before its alias
      KeptUrl.of(function, null).ifPresent(changes::add);
    }
    TagChange.of(function, now.tags(), settings.tags()).ifPresent(changes::add);
  }

  private void requirePackageType(FunctionConfiguration now) {
    boolean isImage = now.packageType() == PackageType.IMAGE;
    if (isImage != request.image().isPresent()) {
      throw new ProblemException(
          isImage
              ? "'" + settings.name()
                  + "' was created from a container image, and cannot be updated from a zip"
              : "'" + settings.name()
                  + "' was created from a zip, and cannot be updated from a container image",
          "goal lambda:deploy",
          "deploy under another name, or delete it first: aws lambda delete-function"
              + " --function-name " + settings.name());
    }
  }

  private void planVersion(FunctionConfiguration now, boolean changes) {
    Optional<String> version = changes ? Optional.empty() : VersionChange.current(function, now);
    version.ifPresent(deploying::setVersion);
    if (version.isEmpty()) {
      this.changes.add(new VersionChange(function));
    }
    request
        .alias()
        .flatMap(alias -> AliasChange.of(function, alias, version))
        .ifPresent(this.changes::add);
  }

  private void planUrl() {
    UrlChange url = UrlChange.of(function, request.alias().orElse(null), settings);
    url.url().ifPresent(deploying::setUrl);
    if (!url.lines().isEmpty()) {
      changes.add(url);
    }
  }
}
