// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionUrlAuthType;

/** {@code lambda:deploy} to moto, a mock of AWS that others have written. */
@Timeout(600)
class MotoIT {

  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any"));

  @TempDir
  Path temporary;

  private Process moto;
  private URI endpoint;

  @BeforeEach
  void start() throws IOException {
    String command = System.getProperty("it.moto");
    assumeTrue(
        command != null,
        "-Dit.moto=COMMAND starts moto's server, such as 'chroot ROOT moto_server', after debootstrap"
            + " --variant=minbase --include=python3-moto,python3-flask-cors,python3-cffi-backend"
            + " trixie ROOT");
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    endpoint = URI.create("http://127.0.0.1:" + port);
    List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
    arguments.addAll(List.of("-H", "127.0.0.1", "-p", Integer.toString(port)));
    ProcessBuilder builder = new ProcessBuilder(arguments).redirectErrorStream(true);
    // Without this it has no AWSLambdaBasicExecutionRole.
    builder.environment().put("MOTO_IAM_LOAD_MANAGED_POLICIES", "true");
    moto = builder.start();
    BufferedReader output = moto.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    while (line != null && !line.contains("Running on")) {
      line = output.readLine();
    }
    assertNotEquals(null, line, "moto has ended");
    Thread rest = new Thread(() -> discard(moto.getInputStream()), "moto-output");
    rest.setDaemon(true);
    rest.start();
  }

  private static void discard(InputStream in) {
    try (in) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // It has been stopped.
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (moto != null) {
      moto.destroy();
      moto.waitFor();
    }
  }

  @Test
  void functionIsCreatedLeftAloneAndUpdated() throws IOException {
    MavenBuild hello = MavenBuild.of("hello", temporary)
        .shell("export AWS_ENDPOINT_URL=" + endpoint
            + " AWS_REGION=eu-central-1 AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any"
            + "; unset AWS_PROFILE AWS_SESSION_TOKEN")
        .with(
            "-Dlambda.target=java17", // which is packaged the fastest
            "-Dlambda.deploy.alias=live");
    hello.run("package", "lambda:deploy");

    try (LambdaClient lambda = LambdaClient.builder()
            .endpointOverride(endpoint)
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(CREDENTIALS)
            .httpClient(UrlConnectionHttpClient.create())
            .build();
        IamClient iam = IamClient.builder()
            .endpointOverride(endpoint)
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(CREDENTIALS)
            .httpClient(UrlConnectionHttpClient.create())
            .build()) {
      FunctionConfiguration created =
          lambda.getFunction(request -> request.functionName("hello")).configuration();
      assertEquals("example.Hello::hello", created.handler());
      assertEquals("java17", created.runtimeAsString());
      assertEquals(512, created.memorySize());
      assertEquals(20, created.timeout());
      String role = created.role().replaceFirst(".*/", "");
      assertEquals(
          created.role(), iam.getRole(request -> request.roleName(role)).role().arn());
      assertEquals("1", live(lambda));

      String again = hello.run("lambda:deploy").log();
      assertTrue(again.contains("nothing to change"), again);
      assertEquals("1", live(lambda));

      Path source = hello.file("src/main/java/example/Hello.java");
      Files.writeString(source, Files.readString(source).replace("Hello, ", "Good morning, "));
      // Not before: moto drops the conditions that tell a URL's permissions from others.
      hello.run("package", "lambda:deploy", "-Dlambda.functionUrl=NONE");
      assertEquals("2", live(lambda));
      assertNotEquals(
          created.codeSha256(),
          lambda
              .getFunctionConfiguration(request -> request.functionName("hello").qualifier("live"))
              .codeSha256());
      assertEquals(
          FunctionUrlAuthType.NONE,
          lambda
              .getFunctionUrlConfig(request -> request.functionName("hello").qualifier("live"))
              .authType());
    }
  }

  /** The version that the alias stands for. */
  private static String live(LambdaClient lambda) {
    return lambda
        .getAlias(request -> request.functionName("hello").name("live"))
        .functionVersion();
  }
}
