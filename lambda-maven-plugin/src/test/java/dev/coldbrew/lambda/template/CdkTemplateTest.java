// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.template;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What CDK makes of the class is tested by TemplateIT. */
class CdkTemplateTest {

  @TempDir
  Path temporary;

  @Test
  void stackHasTheFunctionsZipAndSettings() {
    assertEquals("""
        import software.amazon.awscdk.Duration;
        import software.amazon.awscdk.Stack;
        import software.amazon.awscdk.StackProps;
        import software.amazon.awscdk.services.lambda.Architecture;
        import software.amazon.awscdk.services.lambda.Code;
        import software.amazon.awscdk.services.lambda.Function;
        import software.amazon.awscdk.services.lambda.Runtime;
        import software.constructs.Construct;

        /** Paths are as seen from the folder of the CDK app, in which CDK is started. */
        public class MyStack extends Stack {

          public MyStack(Construct scope, String id, StackProps props) {
            super(scope, id, props);
            Function helloFunction = Function.Builder.create(this, "HelloFunction")
                .functionName("hello")
                .runtime(Runtime.PROVIDED_AL2023)
                .architecture(Architecture.X86_64)
                .handler("example.Hello::hello")
                .code(Code.fromAsset("hello/target/hello-1.0.zip"))
                .memorySize(512)
                .timeout(Duration.seconds(20))
                .build();
          }
        }
        """, cdk(Functions.ROOT.resolve("MyStack.java"), Functions.plain("hello")));
  }

  @Test
  void stackHasAllThatThereIsToSet() {
    assertEquals(
        """
            CfnParameter helloDbPasswordValue = CfnParameter.Builder.create(this, "HelloDbPasswordValue")
                .type("String")
                .noEcho(true)
                .description("DB_PASSWORD of the function hello")
                .build();
            CfnParameter helloValuesRevision = CfnParameter.Builder.create(this, "HelloValuesRevision")
                .type("String")
                .defaultValue("1")
                .description("change this text whenever DB_PASSWORD changes, to publish a version")
                .build();
            Function helloFunction = Function.Builder.create(this, "HelloFunction")
                .functionName("hello")
                .runtime(Runtime.JAVA_25)
                .architecture(Architecture.ARM_64)
                .handler("example.Hello::hello")
                .code(Code.fromAsset("hello/target/hello-1.0.zip"))
                .memorySize(1024)
                .timeout(Duration.seconds(900))
                .role(Role.fromRoleArn(this, "HelloFunctionRole", "arn:aws:iam::123456789012:role/hello"))
                .environment(Map.ofEntries(
                    entry("DB_PASSWORD", helloDbPasswordValue.getValueAsString()),
                    entry("TABLE_NAME", "orders")))
                .layers(List.of(
                    LayerVersion.fromLayerVersionArn(this, "HelloFunctionLayer1", "arn:aws:lambda:us-east-1:123456789012:layer:agent:7")))
                .loggingFormat(LoggingFormat.JSON)
                .snapStart(SnapStartConf.ON_PUBLISHED_VERSIONS)
                .currentVersionOptions(VersionOptions.builder().description("values " + helloValuesRevision.getValueAsString()).build())
                .build();
            Tags.of(helloFunction).add("team", "blue");
            Alias helloFunctionAlias = Alias.Builder.create(this, "HelloFunctionAlias")
                .aliasName("live")
                .version(helloFunction.getCurrentVersion())
                .build();
            FunctionUrl helloFunctionUrl = helloFunctionAlias.addFunctionUrl(FunctionUrlOptions.builder()
                .authType(FunctionUrlAuthType.NONE)
                .invokeMode(InvokeMode.RESPONSE_STREAM)
                .cors(FunctionUrlCorsOptions.builder().allowedOrigins(List.of("https://example.org", "http://localhost:3000")).allowedMethods(List.of(HttpMethod.GET, HttpMethod.ALL)).allowedHeaders(List.of("content-type")).exposedHeaders(List.of("etag")).maxAge(Duration.seconds(60)).allowCredentials(true).build())
                .build());
            CfnOutput.Builder.create(this, "HelloFunctionUrlOutput").value(helloFunctionUrl.getUrl()).build();
        """.indent(0),
        body(cdk(Functions.ROOT.resolve("LambdaStack.java"), Functions.full("hello"))));
  }

  @Test
  void stackBelowTheSourcesOfAnAppHasAPackageAndPathsFromTheApp() {
    List<String> lines = cdk(
            Functions.ROOT.resolve("infra/src/main/java/com/acme/Shop.java"),
            Functions.plain("hello"))
        .lines()
        .toList();

    assertEquals(List.of("package com.acme;", ""), lines.subList(0, 2));
    assertEquals(
        List.of(
            "public class Shop extends Stack {",
            "        .code(Code.fromAsset(\"../hello/target/hello-1.0.zip\"))"),
        lines.stream()
            .filter(line -> line.contains(" class ") || line.contains(".code("))
            .toList());
    assertEquals(
        "import software.amazon.awscdk.Duration;",
        cdk(Functions.ROOT.resolve("src/main/java/Shop.java"), Functions.plain("hello"))
            .lines()
            .findFirst()
            .orElseThrow());
  }

  @Test
  void functionsWithTheSameLayerShareIt() {
    assertEquals(
        List.of(
            "    LayerVersion aLayer = LayerVersion.Builder.create(this, \"ALayer\")",
            "        .layers(List.of(aLayer))",
            "        .layers(List.of(aLayer))"),
        cdk(
                Functions.ROOT.resolve("X.java"),
                Functions.layered("b", "same"),
                Functions.layered("a", "same"))
            .lines()
            .filter(line -> line.contains(" aLayer ") || line.contains(".layers("))
            .toList());
  }

  @Test
  void textsAreThoseThatTheCompilerReads() throws Exception {
    String fields = Functions.NASTY.stream()
        .map(text -> "    " + JavaSource.quoted(text))
        .collect(Collectors.joining(",\n"));
    Path source = temporary.resolve("Texts.java");
    Files.writeString(
        source,
        "public class Texts { public static final java.util.List<String> ALL = java.util.List.of(\n"
            + fields + "); }\n",
        StandardCharsets.US_ASCII);

    assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString()));

    try (URLClassLoader loader = new URLClassLoader(new URL[] {temporary.toUri().toURL()}, null)) {
      assertEquals(
          new ArrayList<>(Functions.NASTY),
          loader.loadClass("Texts").getField("ALL").get(null));
    }
  }

  private static String body(String source) {
    return source.replaceFirst("(?s).*super\\(scope, id, props\\);\n(.*)  }\n}\n", "$1");
  }

  private static String cdk(Path file, TemplateFunction... functions) {
    return TemplateFormat.CDK.write(List.of(functions), file);
  }
}
