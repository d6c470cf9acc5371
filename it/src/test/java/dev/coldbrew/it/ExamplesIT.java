// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples that no other test builds, in one build. */
class ExamplesIT {

  @TempDir
  Path temporary;

  /** As much of DynamoDB as the example calls. */
  private static HttpServer dynamoDb() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      exchange.getRequestBody().readAllBytes();
      String call = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      String response = call.endsWith(".GetItem")
          ? "{\"Item\":{\"id\":{\"S\":\"7\"},\"order\":{\"S\":\"{\\\"coffee\\\":1}\"}}}"
          : "{}";
      byte[] json = response.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
      exchange.sendResponseHeaders(200, json.length);
      exchange.getResponseBody().write(json);
      exchange.close();
    });
    server.start();
    return server;
  }

  @Test
  void examplesRespond() throws IOException {
    HttpServer dynamoDb = dynamoDb();
    try {
      examplesRespond("http://127.0.0.1:" + dynamoDb.getAddress().getPort());
    } finally {
      dynamoDb.stop(0);
    }
  }

  private void examplesRespond(String dynamoDb) {
    MavenBuild examples = MavenBuild.of("examples", temporary);
    BuildOutput output = examples.run(
        "-q",
        "-Ddynamodb=" + dynamoDb,
        "package",
        "dev.coldbrew:lambda-maven-plugin:" + Maven.COLDBREW_VERSION + ":invoke",
        "-Dlambda.train.skip",
        "-Dmaven.test.redirectTestOutputToFile", // only what the functions print in Lambda
        "-Dlambda.event=src/lambda/events");
    assertEquals("""
        {"statusCode":200,"headers":{"Content-Type":"application/json"},"body":"{\\"coffee\\":1}","isBase64Encoded":false}
        {"statusCode":201,"headers":{"Content-Type":"application/json"},"body":"{\\"coffee\\":2}","isBase64Encoded":false}
        {"batchItemFailures":[{"itemIdentifier":"a-2"}]}
        {"statusCode":200,"headers":{"Content-Type":"text/plain"},"cookies":[]}
        3
        2
        1

        """, output.log());
    takesAnExampleEvent(MavenBuild.in(examples.file("sqs-batch")));
  }

  /** And keeps it, so that it can be changed. */
  private void takesAnExampleEvent(MavenBuild queue) {
    String response = """
        {"batchItemFailures":[{"itemIdentifier":"7c1e5b0a-3c1d-4e62-9b7a-5d0c8e2f1a90"},{"itemIdentifier":"e4d2a6f8-90b1-4c73-8e5d-1f6a7b8c9d02"}]}
        """;
    String log = queue.run("lambda:invoke", "-Dlambda.example=sqs").log();
    assertTrue(
        log.contains("[INFO] Event     target/lambda/examples/sqs.json: copy it to change it\n"),
        log);
    assertTrue(log.contains(response), log);
    assertEquals(
        response,
        queue
            .run("-q", "lambda:invoke", "-Dlambda.event=target/lambda/examples/sqs.json")
            .log());
  }
}
