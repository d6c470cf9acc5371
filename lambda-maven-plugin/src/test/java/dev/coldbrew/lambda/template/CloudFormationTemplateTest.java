// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CloudFormationTemplateTest {

  @Test
  void templateMakesARoleAndAsksForTheZip() {
    assertEquals("""
        AWSTemplateFormatVersion: "2010-09-09"
        Parameters:
          CodeBucket:
            Type: String
            Description: "the S3 bucket with the zips"
          HelloFunctionKey:
            Type: String
            Description: "the S3 key of hello-1.0.zip in that bucket; use a new key for each upload"
        Resources:
          HelloFunctionRole:
            Type: AWS::IAM::Role
            Properties:
              AssumeRolePolicyDocument:
                Version: "2012-10-17"
                Statement:
                  - Effect: Allow
                    Principal:
                      Service: lambda.amazonaws.com
                    Action: sts:AssumeRole
              ManagedPolicyArns:
                - !Sub "arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
          HelloFunction:
            Type: AWS::Lambda::Function
            Properties:
              FunctionName: hello
              Runtime: provided.al2023
              Architectures:
                - x86_64
              Handler: example.Hello::hello
              Code:
                S3Bucket: !Ref CodeBucket
                S3Key: !Ref HelloFunctionKey
              MemorySize: 512
              Timeout: 20
              Role: !GetAtt HelloFunctionRole.Arn
        """, template(Functions.plain("hello")));
  }

  @Test
  void templateHasAllThatThereIsToSet() {
    assertEquals("""
        AWSTemplateFormatVersion: "2010-09-09"
        Parameters:
          CodeBucket:
            Type: String
            Description: "the S3 bucket with the zips"
          MyHelloDbPasswordValue:
            Type: String
            NoEcho: true
            Description: "DB_PASSWORD of the function my-hello"
          MyHelloValuesRevision:
            Type: String
            Default: "1"
            Description: "change this text whenever DB_PASSWORD changes, to publish a version"
          MyHelloFunctionKey:
            Type: String
            Description: "the S3 key of my-hello-1.0.zip in that bucket; use a new key for each upload"
        Resources:
          MyHelloFunction:
            Type: AWS::Lambda::Function
            Properties:
              FunctionName: my-hello
              Runtime: java25
              Architectures:
                - arm64
              Handler: example.Hello::hello
              Code:
                S3Bucket: !Ref CodeBucket
                S3Key: !Ref MyHelloFunctionKey
              MemorySize: 1024
              Timeout: 900
              Role: arn:aws:iam::123456789012:role/hello
              Environment:
                Variables:
                  DB_PASSWORD: !Ref MyHelloDbPasswordValue
                  TABLE_NAME: orders
              Layers:
                - arn:aws:lambda:us-east-1:123456789012:layer:agent:7
              LoggingConfig:
                LogFormat: JSON
              SnapStart:
                ApplyOn: PublishedVersions
              Tags:
                - Key: team
                  Value: blue
          MyHelloFunctionVersion:
            Type: AWS::Lambda::Version
            Properties:
              FunctionName: !Ref MyHelloFunction
              Description: !Sub "${MyHelloFunctionKey}, settings DIGEST, values ${MyHelloValuesRevision}"
          MyHelloFunctionAlias:
            Type: AWS::Lambda::Alias
            Properties:
              Name: live
              FunctionName: !Ref MyHelloFunction
              FunctionVersion: !GetAtt MyHelloFunctionVersion.Version
          MyHelloFunctionUrl:
            Type: AWS::Lambda::Url
            Properties:
              AuthType: NONE
              InvokeMode: RESPONSE_STREAM
              Cors:
                AllowOrigins:
                  - https://example.org
                  - http://localhost:3000
                AllowMethods:
                  - GET
                  - "*"
                AllowHeaders:
                  - content-type
                ExposeHeaders:
                  - etag
                MaxAge: 60
                AllowCredentials: true
              TargetFunctionArn: !Ref MyHelloFunctionAlias
          MyHelloFunctionUrlPermission:
            Type: AWS::Lambda::Permission
            Properties:
              Action: lambda:InvokeFunctionUrl
              FunctionName: !Ref MyHelloFunctionAlias
              Principal: "*"
              FunctionUrlAuthType: NONE
          MyHelloFunctionUrlInvokePermission:
            Type: AWS::Lambda::Permission
            Properties:
              Action: lambda:InvokeFunction
              FunctionName: !Ref MyHelloFunctionAlias
              Principal: "*"
              InvokedViaFunctionUrl: true
        Outputs:
          MyHelloFunctionUrl:
            Value: !GetAtt MyHelloFunctionUrl.FunctionUrl
        """, template(Functions.full("my-hello")).replaceFirst("[0-9a-f]{16}", "DIGEST"));
  }

  @Test
  void settingsThatChangeMakeAnotherVersion() {
    TemplateFunction before = Functions.full("hello");
    Map<String, String> tags = before.settings().tags();
    Map<String, String> table = Map.of("TABLE_NAME", "users", "DB_PASSWORD", "hidden");
    Map<String, String> password = Map.of("TABLE_NAME", "orders", "DB_PASSWORD", "other");

    assertNotEquals(version(before), version(Functions.with(before, table, tags)));
    assertEquals(version(before), version(Functions.with(before, password, tags)));
  }

  @Test
  void tagsThatChangeMakeNoOtherVersion() {
    TemplateFunction before = Functions.full("hello");

    assertEquals(
        version(before),
        version(Functions.with(before, before.settings().environment(), Map.of("team", "red"))));
  }

  private static Object version(TemplateFunction function) {
    return properties(YamlReader.read(template(function)), "HelloFunctionVersion");
  }

  @Test
  void layerIsUploadedUnderItsOwnKey() {
    Map<String, Object> template =
        YamlReader.read(template(Functions.layered("a", "same"), Functions.layered("b", "same")));

    assertEquals(
        List.of("CodeBucket", "ALayerKey", "AFunctionKey", "BFunctionKey"),
        List.copyOf(((Map<?, ?>) template.get("Parameters")).keySet()));
    assertEquals(
        Map.of("S3Bucket", Map.of("Ref", "CodeBucket"), "S3Key", Map.of("Ref", "ALayerKey")),
        properties(template, "ALayer").get("Content"));
    assertEquals(
        List.of(Map.of("Ref", "ALayer")), properties(template, "BFunction").get("Layers"));
  }

  @Test
  void valuesAreReadBackAsTheyWere() {
    TemplateFunction nasty = Functions.nasty();
    Map<?, ?> properties = properties(YamlReader.read(template(nasty)), "NastyFunction");
    List<Map<String, String>> tags = new ArrayList<>();
    nasty.settings().tags().forEach((key, value) -> tags.add(Map.of("Key", key, "Value", value)));

    assertEquals(
        Map.of("Variables", nasty.settings().environment()), properties.get("Environment"));
    assertEquals(tags, properties.get("Tags"));
  }

  private static Map<?, ?> properties(Map<String, Object> template, String resource) {
    Map<?, ?> resources = (Map<?, ?>) template.get("Resources");
    return (Map<?, ?>) ((Map<?, ?>) resources.get(resource)).get("Properties");
  }

  private static String template(TemplateFunction... functions) {
    return TemplateFormat.CLOUDFORMATION.write(
        List.of(functions), Functions.ROOT.resolve("cloudformation.yaml"));
  }
}
