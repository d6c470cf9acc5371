// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.deploy.AwsAccess;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;

@Timeout(60)
class AwsClientsTest {

  private ScriptedAws aws;

  @BeforeEach
  void start() throws Exception {
    aws = new ScriptedAws();
  }

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  void requestIsSignedForTheRegionAndSaysWhoSendsIt() throws Exception {
    aws.respond(json("{\"Functions\":[]}"));

    call(clients -> clients.lambda().listFunctions());

    RecordedRequest request = aws.request();
    assertEquals("GET /2015-03-31/functions HTTP/1.1", request.getRequestLine());
    String authorization = request.getHeaders().get("Authorization");
    assertTrue(
        authorization.matches(
            "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/\\d{8}/eu-central-1/lambda/aws4_request, .*"),
        authorization);
    String agent = request.getHeaders().get("User-Agent");
    assertTrue(agent.endsWith(" coldbrew/1.2.3"), agent);
  }

  @Test
  void failureOfAwsIsTriedAgain() throws Exception {
    aws.error(500, "ServiceException", "{}");
    aws.respond(json("{\"Functions\":[]}"));

    call(clients -> clients.lambda().listFunctions());

    aws.request();
    assertEquals("/2015-03-31/functions", aws.request().getTarget());
  }

  @Test
  void endpointIsThatOfTheProfile(@TempDir Path folder) throws Exception {
    aws.set("aws.endpointUrl", null)
        .config(folder, """
            [profile local]
            aws_access_key_id = AKIAOFTHEPROFILE
            aws_secret_access_key = secret
            services = here
            [services here]
            lambda =
              endpoint_url = http://127.0.0.1:%d
            """.formatted(aws.port()))
        .set("aws.profile", "local")
        .respond(json("{\"Functions\":[]}"));

    call(clients -> clients.lambda().listFunctions());

    String authorization = aws.request().getHeaders().get("Authorization");
    assertTrue(authorization.contains("Credential=AKIAOFTHEPROFILE/"), authorization);
  }

  @Test
  void proxyOfMavensSettingsIsUsed() throws Exception {
    aws.set("aws.endpointUrl", "http://lambda.example")
        .respond(new MockResponse.Builder()
            .code(407)
            .addHeader("Proxy-Authenticate", "Basic realm=\"company\"")
            .build())
        .respond(json("{\"Functions\":[]}"));

    try (AwsClients clients = AwsClients.of(ScriptedAws.access(
        new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", aws.port()))))) {
      clients.lambda().listFunctions();
    }

    aws.request();
    RecordedRequest request = aws.request();
    assertEquals(
        "GET http://lambda.example/2015-03-31/functions HTTP/1.1", request.getRequestLine());
    assertEquals("Basic YWRhOnNlY3JldA==", request.getHeaders().get("Proxy-Authorization"));
  }

  @Test
  void serverThatIsNotThere() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    aws.set("aws.endpointUrl", "http://127.0.0.1:" + port);

    assertEquals("""
        'http://127.0.0.1:%d' cannot be reached: Connection refused (region eu-central-1)
        hint: start that server, or remove AWS_ENDPOINT_URL from the environment, and endpoint_url from\
         /nonexistent/config and /nonexistent/credentials""".formatted(port), problem(Duration.ofSeconds(10)));
  }

  @Test
  void unknownHostOfARegion() {
    aws.set("aws.endpointUrl", "http://lambda.invalid");

    assertEquals("""
        'http://lambda.invalid' cannot be reached: unknown host (region eu-central-1)
        hint: start that server, or remove AWS_ENDPOINT_URL from the environment, and endpoint_url from\
         /nonexistent/config and /nonexistent/credentials""", problem(Duration.ofSeconds(10)));
  }

  @Test
  void regionThatThereIsNot() {
    aws.set("aws.endpointUrl", null).set("aws.region", "eu-centrl-1");

    assertEquals("""
        there is no region 'eu-centrl-1' that this version of the plugin knows, and no\
         'https://lambda.eu-centrl-1.amazonaws.com' (region eu-centrl-1)
        hint: -Daws.region=eu-central-1""", problem(Duration.ofSeconds(10)));
  }

  @Test
  void silence() {
    aws.respond(
        new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());

    assertEquals("""
        'http://127.0.0.1:PORT' did not respond in time: Read timed out (region eu-central-1)
        hint: run the command again""", problem(Duration.ofMillis(200)).replace(":" + aws.port(), ":PORT"));
  }

  @Test
  void functionIsInvokedOnceWhenTheConnectionBreaks() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread server = new Thread(() -> breakConnections(socket, requests));
      server.start();
      aws.set("aws.endpointUrl", "http://127.0.0.1:" + socket.getLocalPort());

      assertEquals("""
          the request to 'http://127.0.0.1:%d' failed: Unexpected end of file from server (region\
           eu-central-1)
          hint: run the command again; with -e it shows where that comes from""".formatted(socket.getLocalPort()), problem(Duration.ofSeconds(10)));
    }
    assertEquals(1, requests.get());
  }

  private static void breakConnections(ServerSocket socket, AtomicInteger requests) {
    try {
      while (true) {
        try (Socket connection = socket.accept()) {
          requests.incrementAndGet();
          StringBuilder request = new StringBuilder();
          while (request.indexOf("\r\n\r\n{}") < 0) {
            request.append((char) connection.getInputStream().read());
          }
        }
      }
    } catch (IOException e) {
      // The test has ended.
    }
  }

  private static void call(Consumer<AwsClients> calls) {
    try (AwsClients clients = AwsClients.of(ScriptedAws.ACCESS)) {
      calls.accept(clients);
    }
  }

  private static String problem(Duration silence) {
    AwsAccess access = ScriptedAws.ACCESS;
    try (AwsClients clients = AwsClients.of(access)) {
      SdkException e = assertThrows(
          SdkException.class,
          () -> clients
              .lambdaForInvocations(silence)
              .invoke(
                  request -> request.functionName("hello").payload(SdkBytes.fromUtf8String("{}"))));
      ProblemException problem = clients.problem(e);
      return problem.getMessage();
    }
  }

  private static MockResponse json(String body) {
    return new MockResponse.Builder()
        .addHeader("Content-Type", "application/json")
        .body(body)
        .build();
  }
}
