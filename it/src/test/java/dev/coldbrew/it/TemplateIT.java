// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.coldbrew.lambda.jvm.Architecture;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Templates for the functions of two modules, of which one has a layer. */
class TemplateIT {

  private static final String TEMPLATE =
      "dev.coldbrew:lambda-maven-plugin:" + Maven.COLDBREW_VERSION + ":template";

  private static final List<String> FILES =
      List.of("template.yaml", "cloudformation.yaml", "lambda.tf", "LambdaStack.java");

  @TempDir
  static Path temporary;

  private static MavenBuild build;
  private static String log;

  @BeforeAll
  static void writeAllTemplates() throws IOException {
    module("orders", """
        <functionUrl>NONE</functionUrl>
        <tags><team>1e3</team></tags>
        <environment><TABLE>a: ${x} "1"</TABLE><PASSWORD>${db.password}</PASSWORD></environment>
        """);
    module("users", "<image>layer</image>");
    Files.writeString(temporary.resolve("pom.xml"), """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>example</groupId>
          <artifactId>shop</artifactId>
          <version>1.0</version>
          <packaging>pom</packaging>
          <modules><module>orders</module><module>users</module></modules>
        </project>
        """);
    build = MavenBuild.in(temporary).with("-Ddb.password=s3cret");
    log = build.run("package", TEMPLATE, "-Dlambda.train.skip").log();
    // twice: the second time, the first one's functions are no longer there
    build.run(TEMPLATE, TEMPLATE, "-Dlambda.template.format=cloudformation");
    for (String format : List.of("terraform", "cdk")) {
      build.run(TEMPLATE, "-Dlambda.template.format=" + format);
    }
  }

  private static void module(String name, String configuration) throws IOException {
    Path hello = Maven.TARGET.resolve("projects/hello");
    Path source = temporary.resolve(name).resolve("src/main/java/example/Hello.java");
    Files.createDirectories(source.getParent());
    Files.copy(hello.resolve("src/main/java/example/Hello.java"), source);
    Files.writeString(
        temporary.resolve(name).resolve("pom.xml"),
        Files.readString(hello.resolve("pom.xml"))
            .replace("<artifactId>hello</artifactId>", "<artifactId>" + name + "</artifactId>")
            .replace("</handler>", "</handler>" + configuration));
  }

  @Test
  void oneTemplateHasTheFunctionsOfAllModules() throws IOException {
    assertEquals(
        """
        AWSTemplateFormatVersion: "2010-09-09"
        Transform: AWS::Serverless-2016-10-31
        Parameters:
          OrdersPasswordValue:
            Type: String
            NoEcho: true
            Description: "PASSWORD of the function orders"
        Resources:
          OrdersFunction:
            Type: AWS::Serverless::Function
            Properties:
              FunctionName: orders
              Runtime: provided.al2023
              Architectures:
                - ARCHITECTURE
              Handler: example.Hello::hello
              CodeUri: orders/target/orders-1.0.zip
              MemorySize: 512
              Timeout: 20
              Environment:
                Variables:
                  PASSWORD: !Ref OrdersPasswordValue
                  TABLE: "a: ${x} \\"1\\""
              FunctionUrlConfig:
                AuthType: NONE
              Tags:
                team: "1e3"
          UsersLayer:
            Type: AWS::Serverless::LayerVersion
            Properties:
              LayerName: coldbrew
              ContentUri: users/target/users-1.0-layer.zip
              CompatibleRuntimes:
                - provided.al2023
              CompatibleArchitectures:
                - ARCHITECTURE
          UsersFunction:
            Type: AWS::Serverless::Function
            Properties:
              FunctionName: users
              Runtime: provided.al2023
              Architectures:
                - ARCHITECTURE
              Handler: example.Hello::hello
              CodeUri: users/target/users-1.0.zip
              MemorySize: 512
              Timeout: 20
              Layers:
                - !Ref UsersLayer
        Outputs:
          OrdersFunctionUrl:
            Value: !GetAtt OrdersFunctionUrl.FunctionUrl
        """.replace("ARCHITECTURE", Architecture.of(null).lambdaName()),
        Files.readString(build.file("template.yaml")).replaceFirst(".*\n", ""));
    assertEquals(
        List.of(
            "[INFO] Template  template.yaml, for sam: orders, users",
            "[INFO]           deploying it asks for PASSWORD",
            "[INFO] Next      sam deploy --guided"),
        log.lines()
            .dropWhile(line -> !line.startsWith("[INFO] Template "))
            .limit(3)
            .toList());
  }

  @Test
  void valueFromTheCommandLineIsInNoTemplate() throws IOException {
    for (String file : FILES) {
      assertFalse(Files.readString(build.file(file)).contains("s3cret"), file);
    }
  }

  @Test
  void moduleHasATemplateOfItsOwn() {
    String printed = MavenBuild.in(build.file("users"))
        .run("-q", "lambda:template", "-Dlambda.template.file=-")
        .log();

    assertEquals(
        "AWSTemplateFormatVersion: \"2010-09-09\"", printed.lines().findFirst().get());
    assertEquals(
        List.of("ContentUri: target/users-1.0-layer.zip", "CodeUri: target/users-1.0.zip"),
        printed.lines().map(String::strip).filter(line -> line.contains("Uri:")).toList());
  }

  @Test
  void cfnLintFindsNothing() throws IOException {
    assumeTrue(isOnPath("cfn-lint"), "cfn-lint is not on the PATH");
    assertEquals("", output("cfn-lint", "template.yaml", "cloudformation.yaml"));
  }

  @Test
  void terraformsParserReadsWhatWasMeant() throws IOException {
    Path script = Files.writeString(temporary.resolve("read.js"), """
        require('@cdktf/hcl2json').parse('lambda.tf', require('fs').readFileSync('lambda.tf', 'utf8'))
            .then(parsed => console.log(JSON.stringify(parsed)));
        """);

    JsonObject resources = JsonParser.parseString(node("@cdktf/hcl2json", script))
        .getAsJsonObject()
        .getAsJsonObject("resource");

    assertEquals(
        "a: $${x} \"1\"", // as Terraform's JSON has it
        resources
            .getAsJsonObject("aws_lambda_function")
            .getAsJsonArray("orders")
            .get(0)
            .getAsJsonObject()
            .getAsJsonArray("environment")
            .get(0)
            .getAsJsonObject()
            .getAsJsonObject("variables")
            .get("TABLE")
            .getAsString());
    assertEquals(
        Set.of("orders_url", "orders_url_invoke"),
        resources.getAsJsonObject("aws_lambda_permission").keySet());
  }

  @Test
  void terraformWouldLayItOutTheSame() throws IOException {
    assumeTrue(isOnPath("terraform"), "terraform is not on the PATH");
    output("terraform", "fmt", "-check", "-diff", "lambda.tf");
  }

  @Test
  void cdkMakesATemplateOfTheStack() throws IOException {
    String classPath = System.getProperty("it.cdk.java");
    assumeTrue(
        classPath != null,
        "-Dit.cdk.java=CLASSPATH is that of software.amazon.awscdk:aws-cdk-lib, without spaces");
    Path app = Files.writeString(temporary.resolve("Main.java"), """
        import software.amazon.awscdk.App;
        import software.amazon.awscdk.AppProps;

        public class Main {
          public static void main(String[] args) {
            App app = new App(AppProps.builder().outdir("cdk.out").build());
            new LambdaStack(app, "Shop", null);
            app.synth();
          }
        }
        """);
    String jdk = System.getProperty("java.home") + "/bin/";
    assertEquals("", output(jdk + "javac", "-cp", classPath, "LambdaStack.java", app.toString()));
    output(jdk + "java", "-cp", classPath + File.pathSeparator + ".", "Main");

    JsonObject resources = JsonParser.parseString(
            Files.readString(temporary.resolve("cdk.out/Shop.template.json")))
        .getAsJsonObject()
        .getAsJsonObject("Resources");
    assertEquals(
        List.of("lambda:InvokeFunction", "lambda:InvokeFunctionUrl"),
        resources.entrySet().stream()
            .map(resource -> resource.getValue().getAsJsonObject())
            .filter(
                resource -> resource.get("Type").getAsString().equals("AWS::Lambda::Permission"))
            .map(
                resource -> resource.getAsJsonObject("Properties").get("Action").getAsString())
            .sorted()
            .toList());
    JsonObject orders = resources.entrySet().stream()
        .filter(resource -> resource.getKey().startsWith("OrdersFunction"))
        .map(resource -> resource.getValue().getAsJsonObject())
        .filter(resource -> resource.get("Type").getAsString().equals("AWS::Lambda::Function"))
        .findFirst()
        .orElseThrow()
        .getAsJsonObject("Properties");
    JsonObject variables = orders.getAsJsonObject("Environment").getAsJsonObject("Variables");
    assertEquals("a: ${x} \"1\"", variables.get("TABLE").getAsString());
    assertEquals("{\"Ref\":\"OrdersPasswordValue\"}", variables.get("PASSWORD").toString());
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static String node(String module, Path script) throws IOException {
    String modules = System.getProperty("it.cdk");
    assumeTrue(
        modules != null,
        "-Dit.cdk=FOLDER names the one with node_modules, after npm install " + module);
    ProcessBuilder node = new ProcessBuilder("node", script.toString());
    node.environment().put("NODE_PATH", Path.of(modules).resolve("node_modules").toString());
    return output(node);
  }

  private static String output(String... command) throws IOException {
    return output(new ProcessBuilder(command));
  }

  private static String output(ProcessBuilder command) throws IOException {
    Path output = Files.createTempFile(temporary, "output", ".txt");
    Process process = command
        .directory(temporary.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
    String end = ProcessEnd.of(process, 5);
    assertTrue(end.equals("exit status 0"), end + "\n" + Files.readString(output));
    return Files.readString(output);
  }
}
