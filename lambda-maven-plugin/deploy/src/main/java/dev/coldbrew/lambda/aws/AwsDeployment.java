// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import dev.coldbrew.lambda.deploy.AwsAccess;
import dev.coldbrew.lambda.deploy.DeployRequest;
import dev.coldbrew.lambda.deploy.Deployed;
import dev.coldbrew.lambda.deploy.Deployment;
import dev.coldbrew.lambda.process.Progress;
import dev.coldbrew.lambda.zip.SizeBudget;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.LongPredicate;
import software.amazon.awssdk.core.exception.SdkException;

/** Deploys with AWS's SDK: makes a plan and then, except in a dry run, applies its changes. */
public final class AwsDeployment implements Deployment {

  private final LongPredicate isForS3;

  /** For {@code ServiceLoader}. */
  public AwsDeployment() {
    this(SizeBudget::isForS3);
  }

  /**
   * @param isForS3 whether a zip of that many bytes is too large for a request
   */
  AwsDeployment(LongPredicate isForS3) {
    this.isForS3 = isForS3;
  }

  @Override
  public Optional<Deployed> deploy(
      AwsAccess access,
      DeployRequest request,
      BiConsumer<String, String> report,
      Progress progress) {
    return deploy(access, request, report, new Waiting(progress));
  }

  Optional<Deployed> deploy(
      AwsAccess access, DeployRequest request, BiConsumer<String, String> report, Waiting waiting) {
    try (AwsClients aws = AwsClients.of(access)) {
      try {
        return deploy(aws, request, report, waiting);
      } catch (SdkException e) {
        throw aws.problem(e);
      }
    }
  }

  private Optional<Deployed> deploy(
      AwsClients aws, DeployRequest request, BiConsumer<String, String> report, Waiting waiting) {
    report.accept(
        "Deploy",
        request.function().name() + " in " + aws.region()
            + aws.endpoint().map(", at %s"::formatted).orElse(""));
    DeployPlan plan = DeployPlan.of(aws, request, waiting, isForS3);
    Deploying deploying = plan.deploying();
    for (Change change : plan.changes()) {
      String step = change.step();
      for (String line : change.lines()) {
        report.accept(step, line);
        step = "";
      }
      if (!request.dryRun()) {
        change.apply(deploying);
        change.result(deploying).ifPresent(line -> report.accept("", line));
      }
    }
    if (plan.isWithoutChanges()) {
      report.accept("", "nothing to change");
    }
    return request.dryRun() ? Optional.empty() : Optional.of(deployed(request, deploying));
  }

  private static Deployed deployed(DeployRequest request, Deploying deploying) {
    String arn = deploying.function().functionArn();
    Optional<String> qualifier = request.alias().or(() -> Optional.ofNullable(deploying.version()));
    return new Deployed(
        arn + qualifier.map(":"::concat).orElse(""), Optional.ofNullable(deploying.url()));
  }
}
