// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.deploy.AwsAccess;
import dev.coldbrew.lambda.deploy.CodeFile;
import dev.coldbrew.lambda.deploy.DeployRequest;
import dev.coldbrew.lambda.deploy.Deployed;
import dev.coldbrew.lambda.deploy.FunctionSettings;
import dev.coldbrew.lambda.deploy.UrlCors;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.process.Progress;
import dev.coldbrew.lambda.zip.SizeBudget;
import java.io.IOException;
import java.net.Authenticator;
import java.net.ProxySelector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Deployments of a function {@code hello} to a fake AWS, where time passes at once. */
abstract class DeploymentFixture {

  static final String ARN = "arn:aws:lambda:eu-central-1:123456789012:function:hello";
  static final String ROLE = FakeAws.ACCOUNT + "role/hello";

  @TempDir
  Path folder;

  FakeAws aws;

  /** What the next deployment is asked for; a test changes it. */
  Wanted wanted;

  /** Which zips are too large for a request. */
  LongPredicate isForS3 = SizeBudget::isForS3;

  /** What the last deployment reported. */
  final List<String> lines = new ArrayList<>();

  /** How long all deployments have waited. */
  Duration waited = Duration.ZERO;

  /** The settings and options of a deployment. */
  static final class Wanted {
    String name = "hello";
    String runtime = "provided.al2023";
    String architecture = "x86_64";
    int memoryMb = 512;
    int timeoutSeconds = 20;
    Map<String, String> environment = Map.of();
    String role = ROLE;
    Map<String, String> tags = Map.of();
    List<String> layers = List.of();
    String logFormat = "Text";
    boolean snapStart;
    String url;
    String invokeMode = "BUFFERED";
    UrlCors cors = UrlCors.NONE;
    CodeFile zip;
    String image;
    CodeFile layer;
    String bucket;
    boolean publish;
    String alias;
    boolean dryRun;

    DeployRequest request() {
      FunctionSettings settings = new FunctionSettings(
          name,
          "example.Hello::hello",
          runtime,
          architecture,
          memoryMb,
          timeoutSeconds,
          environment,
          Optional.ofNullable(role),
          tags,
          layers,
          logFormat,
          snapStart,
          Optional.ofNullable(url),
          invokeMode,
          cors);
      return new DeployRequest(
          settings,
          Optional.ofNullable(zip),
          Optional.ofNullable(image),
          Optional.ofNullable(layer),
          "coldbrew",
          Optional.ofNullable(bucket),
          publish,
          Optional.ofNullable(alias),
          dryRun);
    }
  }

  @BeforeEach
  void startAws() throws IOException {
    aws = new FakeAws();
    aws.iam.roles.put("hello", "lambda.amazonaws.com");
    aws.iam.policies.put("hello", new ArrayList<>());
    wanted = new Wanted();
    wanted.zip = file("hello-1.0.zip", "the code");
  }

  @AfterEach
  void stopAws() {
    aws.close();
  }

  /** A file in target. */
  final CodeFile file(String name, String content) throws IOException {
    return new CodeFile(Files.writeString(folder.resolve(name), content), "target/" + name);
  }

  final Optional<Deployed> deploy() {
    lines.clear();
    aws.forgetCalls();
    AwsAccess access = new AwsAccess("1.0", ProxySelector.of(null), new Authenticator() {});
    return new AwsDeployment(isForS3)
        .deploy(
            access,
            wanted.request(),
            (step, line) -> lines.add((step + " " + line).strip()),
            new Waiting(Progress.silent(), time -> waited = waited.plus(time)));
  }

  /** The message with which it fails. */
  final String problem() {
    return assertThrows(ProblemException.class, this::deploy).getMessage();
  }
}
