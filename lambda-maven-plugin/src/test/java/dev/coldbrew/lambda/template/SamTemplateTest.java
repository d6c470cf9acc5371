// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SamTemplateTest {

  @Test
  void templateHasTheFunctionsZipAndSettings() {
    assertEquals("""
        AWSTemplateFormatVersion: "2010-09-09"
        Transform: AWS::Serverless-2016-10-31
        Resources:
          HelloFunction:
            Type: AWS::Serverless::Function
            Properties:
              FunctionName: hello
              Runtime: provided.al2023
              Architectures:
                - x86_64
              Handler: example.Hello::hello
              CodeUri: hello/target/hello-1.0.zip
              MemorySize: 512
              Timeout: 20
        """, sam(Functions.ROOT, Functions.plain("hello")));
  }

  @Test
  void templateHasAllThatThereIsToSet() {
    assertEquals("""
        AWSTemplateFormatVersion: "2010-09-09"
        Transform: AWS::Serverless-2016-10-31
        Parameters:
          MyHelloDbPasswordValue:
            Type: String
            NoEcho: true
            Description: "DB_PASSWORD of the function my-hello"
          MyHelloValuesRevision:
            Type: String
            Default: "1"
            Description: "change this text whenever DB_PASSWORD changes, to publish a version"
        Resources:
          MyHelloFunction:
            Type: AWS::Serverless::Function
            Properties:
              FunctionName: my-hello
              Runtime: java25
              Architectures:
                - arm64
              Handler: example.Hello::hello
              CodeUri: "../my-hello/target/my-hello-1.0.zip"
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
              AutoPublishAlias: live
              AutoPublishAliasAllProperties: true
              VersionDescription: !Sub "values ${MyHelloValuesRevision}"
              FunctionUrlConfig:
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
              Tags:
                team: blue
        Outputs:
          MyHelloFunctionUrl:
            Value: !GetAtt MyHelloFunctionUrl.FunctionUrl
        """, sam(Functions.ROOT.resolve("infra"), Functions.full("my-hello")));
  }

  @Test
  void functionsWithTheSameLayerShareIt() {
    String template = sam(
        Functions.ROOT,
        Functions.layered("b", "same"),
        Functions.layered("a", "same"),
        Functions.layered("c", "other"));

    assertEquals(
        List.of("ALayer", "AFunction", "BFunction", "CLayer", "CFunction"),
        List.copyOf(resources(template).keySet()));
    assertEquals(List.of(Map.of("Ref", "ALayer")), property(template, "AFunction", "Layers"));
    assertEquals(List.of(Map.of("Ref", "ALayer")), property(template, "BFunction", "Layers"));
    assertEquals(List.of(Map.of("Ref", "CLayer")), property(template, "CFunction", "Layers"));
    assertEquals(
        Map.of(
            "LayerName",
            "jvm-of-a",
            "ContentUri",
            "a/target/a-1.0-layer.zip",
            "CompatibleRuntimes",
            List.of("provided.al2023"),
            "CompatibleArchitectures",
            List.of("x86_64")),
        properties(template, "ALayer"));
  }

  @Test
  void valuesAreReadBackAsTheyWere() {
    TemplateFunction nasty = Functions.nasty();
    String template = sam(Functions.ROOT, nasty);

    assertEquals(
        Map.of("Variables", nasty.settings().environment()),
        property(template, "NastyFunction", "Environment"));
    assertEquals(nasty.settings().tags(), new TreeMap<>(tags(template)));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> tags(String template) {
    return (Map<String, String>) property(template, "NastyFunction", "Tags");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Map<String, Object>> resources(String template) {
    return (Map<String, Map<String, Object>>) YamlReader.read(template).get("Resources");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> properties(String template, String resource) {
    return (Map<String, Object>) resources(template).get(resource).get("Properties");
  }

  private static Object property(String template, String resource, String name) {
    return properties(template, resource).get(name);
  }

  private static String sam(Path folder, TemplateFunction... functions) {
    return TemplateFormat.SAM.write(List.of(functions), folder.resolve("template.yaml"));
  }
}
