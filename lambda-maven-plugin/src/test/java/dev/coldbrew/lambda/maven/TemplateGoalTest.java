// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.coldbrew.lambda.bundle.BundlePlan;
import dev.coldbrew.lambda.bundle.BundlePlanFile;
import dev.coldbrew.lambda.file.Digest;
import dev.coldbrew.lambda.file.FileTree;
import dev.coldbrew.lambda.file.TaskFolder;
import dev.coldbrew.lambda.jvm.Architecture;
import dev.coldbrew.lambda.jvm.ModuleSettings;
import dev.coldbrew.lambda.task.TaskFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateGoalTest {

  @TempDir
  Path basedir;

  private Goal template;

  @BeforeEach
  void stageFunction() throws Exception {
    Staged.in(basedir);
    plan("provided.al2023");
    Staged.zip(basedir);
    template = new Goal("template", basedir);
  }

  @ParameterizedTest
  @CsvSource({
    "sam, template.yaml, sam deploy --guided --template-file DIR/template.yaml",
    "terraform, lambda.tf, terraform -chdir=DIR init && terraform -chdir=DIR apply",
    "cdk, LambdaStack.java, 'add new LambdaStack(app, \"LambdaStack\", null) to a CDK app, then: cd DIR && cdk deploy'"
  })
  void eachToolHasItsFile(String format, String file, String next) throws Exception {
    assertEquals(
        List.of(
            "[INFO] Template  " + file + ", for " + format + ": hello", "[INFO] Next      " + next),
        run(template.property("lambda.template.format", format)));
    assertEquals(true, Files.readString(basedir.resolve(file)).contains("hello-1.0.zip"));
  }

  @Test
  void zipForCloudFormationIsUploadedFirst() throws Exception {
    String key =
        "hello-1.0-" + Digest.of(basedir.resolve("target/hello-1.0.zip")).substring(0, 8) + ".zip";

    assertEquals(
        List.of(
            "[INFO] Template  cloudformation.yaml, for cloudformation: hello",
            "[INFO] Next      aws s3 cp DIR/target/hello-1.0.zip s3://BUCKET/" + key,
            "[INFO]           aws cloudformation deploy --stack-name STACK --template-file"
                + " DIR/cloudformation.yaml --capabilities CAPABILITY_IAM"
                + " --parameter-overrides CodeBucket=BUCKET HelloFunctionKey=" + key),
        run(template.property("lambda.template.format", "cloudformation")));
  }

  @Test
  void pathsAreSeenFromTheFileThatIsNamed() throws Exception {
    template.property("lambda.template.file", "infra/aws/template.yaml").run();

    assertEquals(
        List.of("      CodeUri: \"../../target/hello-1.0.zip\""),
        lines("infra/aws/template.yaml", "CodeUri"));
  }

  @Test
  void settingsAreThoseOfTheFunction() throws Exception {
    template
        .configuration(
            "<tags><team>blue</team></tags><layers><layer>arn:aws:lambda:eu-central-1:123456789012:layer:x:1</layer></layers>"
                + "<serveCors><allowOrigins>http://a,http://b</allowOrigins></serveCors>")
        .property("lambda.memorySize", "1024")
        .property("lambda.timeoutSeconds", "30")
        .property("lambda.functionName", "other")
        .property("lambda.role", "arn:aws:iam::123456789012:role/hello")
        .property("lambda.logFormat", "JSON")
        .property("lambda.functionUrl", "AWS_IAM")
        .run();

    assertEquals(
        """
        Resources:
          OtherFunction:
            Type: AWS::Serverless::Function
            Properties:
              FunctionName: other
              Runtime: provided.al2023
              Architectures:
                - x86_64
              Handler: app.Hello::hello
              CodeUri: target/hello-1.0.zip
              MemorySize: 1024
              Timeout: 30
              Role: arn:aws:iam::123456789012:role/hello
              Layers:
                - arn:aws:lambda:eu-central-1:123456789012:layer:x:1
              LoggingConfig:
                LogFormat: JSON
              FunctionUrlConfig:
                AuthType: AWS_IAM
                Cors:
                  AllowOrigins:
                    - http://a
                    - http://b
              Tags:
                team: blue
        Outputs:
          OtherFunctionUrl:
            Value: !GetAtt OtherFunctionUrl.FunctionUrl
        """,
        Files.readString(basedir.resolve("template.yaml"))
            .replaceFirst("(?s).*\n(?=Resources)", ""));
  }

  @Test
  void valueThatThePomDoesNotSayIsNotWritten() throws Exception {
    assertEquals(
        List.of(
            "[INFO] Template  template.yaml, for sam: hello",
            "[INFO]           deploying it asks for PASSWORD",
            "[INFO] Next      sam deploy --guided --template-file DIR/template.yaml"),
        run(template
            .configuration("<environment><TABLE>orders</TABLE><PASSWORD>${db.password}</PASSWORD>"
                + "</environment>")
            .property("db.password", "s3cret")));

    assertEquals(
        List.of("          TABLE: orders", "          PASSWORD: !Ref HelloPasswordValue"),
        Stream.concat(
                lines("template.yaml", "TABLE:").stream(),
                lines("template.yaml", "PASSWORD:").stream())
            .toList());
    assertFalse(Files.readString(basedir.resolve("template.yaml")).contains("s3cret"));
  }

  @Test
  void roleWithoutAnArnIsRefused() throws Exception {
    assertEquals("""
        'hello' is not the ARN of a role (parameter <role>, property lambda.role)
        hint: set <role>arn:aws:iam::ACCOUNT:role/NAME</role>, or remove it, and a role is created""", template.property("lambda.role", "hello").problem());
  }

  @Test
  void templateIsNotWrittenOverAnotherFile() throws Exception {
    Files.writeString(basedir.resolve("template.yaml"), "mine");

    assertEquals("""
        'template.yaml' was not written by lambda:template \
        (parameter <templateFile>, property lambda.template.file)
        hint: write to another file: -Dlambda.template.file=other-template.yaml""", template.problem());
  }

  @Test
  void fileWithoutANameIsTheFolder() throws Exception {
    assertEquals("""
        '.' is a folder (parameter <templateFile>, property lambda.template.file)
        hint: -Dlambda.template.file=template.yaml""", template.property("lambda.template.file", "").problem());
  }

  @Test
  void folderForTerraformGetsItsUsualFile() throws Exception {
    assertEquals(
        """
        'target' is a folder (parameter <templateFile>, property lambda.template.file)
        hint: -Dlambda.template.file=target/lambda.tf""",
        template
            .property("lambda.template.format", "terraform")
            .property("lambda.template.file", "target")
            .problem());
  }

  @Test
  void fileThatCannotBeAClassIsRefused() throws Exception {
    assertEquals(
        """
        'hello-stack' is not the name of a Java class (parameter <templateFile>, property lambda.template.file)
        hint: -Dlambda.template.file=infra/HelloStack.java""",
        template
            .property("lambda.template.format", "cdk")
            .property("lambda.template.file", "infra/hello-stack.java")
            .problem());
  }

  @Test
  void unknownToolIsRefused() throws Exception {
    assertEquals("""
        'pulumi' is neither 'sam', 'cloudformation', 'terraform' nor 'cdk' \
        (parameter <templateFormat>, property lambda.template.format)
        hint: set it to one of these, or remove -Dlambda.template.format""", template.property("lambda.template.format", "pulumi").problem());
  }

  @Test
  void wordThatIsAlmostRightIsCorrected() throws Exception {
    assertEquals("""
        'Teraform' is neither 'sam', 'cloudformation', 'terraform' nor 'cdk' \
        (parameter <templateFormat>, property lambda.template.format)
        hint: -Dlambda.template.format=terraform""", template.property("lambda.template.format", "Teraform").problem());
  }

  @Test
  void wordInThePomIsCorrectedThere() throws Exception {
    assertEquals("""
        'json' is neither 'Text' nor 'JSON' (parameter <logFormat>, property lambda.logFormat)
        hint: set <logFormat>JSON</logFormat>""", template.configuration("<logFormat>json</logFormat>").problem());
  }

  @Test
  void urlForAnyoneIsNotRecommended() throws Exception {
    assertEquals("""
        'non' is neither 'NONE' nor 'AWS_IAM' (parameter <functionUrl>, property lambda.functionUrl)
        hint: set AWS_IAM for callers that IAM allows, or NONE for anyone, or remove it for no URL""", template.property("lambda.functionUrl", "non").problem());
  }

  @Test
  void functionThatWasNotPackagedIsRefused() throws Exception {
    Path other = Files.createDirectory(basedir.resolve("other"));

    assertEquals(
        """
        there is no packaged function in 'target/lambda/task' (goal lambda:template)
        hint: mvn -f DIR package lambda:template -Dlambda.template.format=cdk""",
        withoutFolder(new Goal("template", other)
            .property("lambda.template.format", "cdk")
            .problem()));
  }

  @Test
  void zipThatIsNotThereIsRefused() throws Exception {
    Files.delete(basedir.resolve("target/hello-1.0.zip"));

    assertEquals("""
        there is no zip at 'target/hello-1.0.zip' (goal lambda:template)
        hint: mvn -f DIR package lambda:template""", withoutFolder(template.problem()));
  }

  @Test
  void layersZipThatIsNotThereIsRefused() throws Exception {
    Files.createDirectories(TaskFolder.in(basedir.resolve("target/lambda")).layer());

    assertEquals("""
        there is no zip at 'target/hello-1.0-layer.zip' (goal lambda:template)
        hint: mvn -f DIR package lambda:template""", withoutFolder(template.problem()));
  }

  @Test
  void functionForAnotherSystemIsRefused() throws Exception {
    plan("debian-13:2.41");

    assertEquals("""
        the function was packaged for 'debian-13:2.41', which is not a Lambda runtime (parameter <target>, property lambda.target)
        hint: set <target>provided.al2023</target> and package again""", template.problem());
  }

  @Test
  void snapshotOfAFunctionWithItsOwnJvmIsRefused() throws Exception {
    assertEquals(
        """
        Lambda does not support SnapStart for the zip of a function with its own JVM (parameter <snapStart>, property lambda.snapStart)
        hint: deploy a container image: mvn -f DIR package lambda:image lambda:deploy -Dlambda.deploy.image -Dlambda.image.to=REPOSITORY -Dlambda.snapStart; or set <target>java25</target> and package again""",
        template.property("lambda.snapStart", "true").problem().replaceFirst("-f \\S+", "-f DIR"));
  }

  @Test
  void goalIsSkippedOnRequest() throws Exception {
    assertEquals(
        "[[INFO] Skipped]",
        template.property("lambda.template.skip", "true").run().toString());
    assertFalse(Files.exists(basedir.resolve("template.yaml")));
  }

  private List<String> run(Goal goal) throws Exception {
    String folder = FileTree.seenFrom(AbstractLambdaMojo.startedIn(), basedir).toString();
    return goal.run().stream().map(line -> line.replace(folder, "DIR")).toList();
  }

  private List<String> lines(String file, String word) throws IOException {
    return Files.readAllLines(basedir.resolve(file)).stream()
        .filter(line -> line.contains(word))
        .toList();
  }

  private void plan(String target) throws IOException {
    BundlePlanFile.write(
        new BundlePlan(
            List.of(),
            List.of(),
            new TaskFiles(basedir),
            "app.Hello::hello",
            "own",
            "types",
            new ModuleSettings(List.of(), List.of(), List.of()),
            75,
            List.of(),
            false,
            Architecture.X86_64,
            null,
            target,
            false,
            basedir),
        TaskFolder.in(basedir.resolve("target/lambda")));
  }

  private static String withoutFolder(String problem) {
    return problem.replaceFirst("-f \\S+", "-f DIR");
  }
}
