// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
    BuildOutput output = MavenBuild.of("examples", temporary)
        .run(
            "-q",
            "-Ddynamodb=" + dynamoDb,
            "package",
            "dev.coldbrew:lambda-maven-plugin:" + Maven.COLDBREW_VERSION + ":invoke",
            "-Dlambda.train.skip",
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
  }
}
