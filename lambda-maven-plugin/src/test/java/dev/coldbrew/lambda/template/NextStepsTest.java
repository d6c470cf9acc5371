// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NextStepsTest {

  @ParameterizedTest
  @CsvSource({
    "SAM, template.yaml, sam deploy --guided",
    "SAM, infra/template.yaml, sam deploy --guided --template-file infra/template.yaml",
    "SAM, my infra/x.yaml, sam deploy --guided --template-file 'my infra/x.yaml'",
    "SAM, ../template.yaml, sam deploy --guided --template-file ../template.yaml",
    "TERRAFORM, lambda.tf, terraform init && terraform apply",
    "TERRAFORM, infra/aws/x.tf, terraform -chdir=infra/aws init && terraform -chdir=infra/aws apply",
    "TERRAFORM, my infra/x.tf, terraform -chdir='my infra' init && terraform -chdir='my infra' apply",
    "CDK, LambdaStack.java, 'add new LambdaStack(app, \"LambdaStack\", null) to a CDK app, then: cdk deploy'",
    "CDK, src/main/java/Shop.java, 'add new Shop(app, \"Shop\", null) to a CDK app, then: cdk deploy'",
    "CDK, my infra/src/main/java/aws/Shop.java, 'add new aws.Shop(app, \"Shop\", null) to a CDK app, then: cd ''my infra'' && cdk deploy'"
  })
  void commandsAreForTheFolderWhereTheUserTypes(TemplateFormat format, String file, String next) {
    assertEquals(List.of(next), next(format, file, Functions.plain("hello")));
  }

  @Test
  void zipsForCloudFormationAreUploadedUnderKeysOfTheirOwn() {
    assertEquals(
        List.of(
            "aws s3 cp 'my a/target/a-1.0-layer.zip' s3://BUCKET/a-1.0-layer-00000001.zip",
            "aws s3 cp 'my a/target/a-1.0.zip' s3://BUCKET/a-1.0-00000002.zip",
            "aws s3 cp b.zip s3://BUCKET/b-00000003.zip",
            "aws cloudformation deploy --stack-name STACK --template-file infra/x.yaml"
                + " --capabilities CAPABILITY_IAM --parameter-overrides CodeBucket=BUCKET"
                + " ALayerKey=a-1.0-layer-00000001.zip AFunctionKey=a-1.0-00000002.zip"
                + " ADbPasswordValue=VALUE BFunctionKey=b-00000003.zip"),
        next(TemplateFormat.CLOUDFORMATION, "infra/x.yaml", function("b", "b.zip"), layered()));
  }

  private static TemplateFunction layered() {
    return new TemplateFunction(
        Functions.plain("a").settings(),
        zip("my a/target/a-1.0.zip", 2),
        Optional.of(new TemplateLayer("jvm", zip("my a/target/a-1.0-layer.zip", 1))),
        Set.of("DB_PASSWORD"));
  }

  private static TemplateFunction function(String name, String zip) {
    return Functions.withZip(Functions.plain(name), zip(zip, 3));
  }

  private static CodeZip zip(String path, int digest) {
    return new CodeZip(
        Functions.ROOT.resolve(path).toString(), String.format("%08d-and-more", digest), false);
  }

  private static List<String> next(
      TemplateFormat format, String file, TemplateFunction... functions) {
    Path path = Functions.ROOT.resolve(file).normalize();
    return format.next(List.of(functions), path, Functions.ROOT);
  }
}
