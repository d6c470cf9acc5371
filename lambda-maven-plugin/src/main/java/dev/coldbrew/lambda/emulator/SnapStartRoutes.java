// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

/**
 * What a function that is restored from a snapshot sees of Lambda in addition: the restore, and an
 * endpoint for credentials, since those in its environment would be the ones of the snapshot. Paths
 * and rules are those of AWS's own implementation.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-custom.html">
 *     SnapStart hooks for container images</a>
 * @see <a href="https://github.com/aws/aws-lambda-runtime-interface-emulator">the runtime interface
 *     emulator, internal/lambda/rapi/router.go</a>
 */
final class SnapStartRoutes {

  private static final String CREDENTIALS = "/2021-04-23/credentials";

  /** What the SDKs may use the credentials for before they ask again. */
  private static final long VALID_HOURS = 1;

  private final RuntimeProtocol protocol;
  private final String token = UUID.randomUUID().toString();
  private JsonObject credentials;

  SnapStartRoutes(RuntimeProtocol protocol) {
    this.protocol = protocol;
  }

  /**
   * Makes a function's variables those that Lambda gives it: keys are to be had from the endpoint, and
   * the log stream is not known yet. Without keys, the SDKs find the developer's profile as always.
   */
  void adapt(Map<String, String> variables, String address) {
    variables.remove("AWS_LAMBDA_LOG_GROUP_NAME");
    variables.remove("AWS_LAMBDA_LOG_STREAM_NAME");
    String key = variables.remove("AWS_ACCESS_KEY_ID");
    String secret = variables.remove("AWS_SECRET_ACCESS_KEY");
    String session = variables.remove("AWS_SESSION_TOKEN");
    if (key == null || secret == null) {
      return;
    }
    credentials = new JsonObject();
    credentials.addProperty("AccessKeyId", key);
    credentials.addProperty("SecretAccessKey", secret);
    if (session != null) {
      credentials.addProperty("Token", session);
    }
    variables.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://" + address + CREDENTIALS);
    variables.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", token);
  }

  /** Returns whether the request was one of these. */
  boolean respond(
      HttpConnection.Request request, HttpConnection.Body body, HttpConnection connection)
      throws IOException, RejectedException {
    switch (request.method() + " " + request.path()) {
      case "GET " + RuntimeApiServer.BASE + "restore/next" -> {
        protocol.restoreNext();
        connection.respond(200, Map.of(), new byte[0]);
      }
      case "POST " + RuntimeApiServer.BASE + "restore/error" -> {
        protocol.restoreError(Posted.error(request, body));
        RuntimeApiServer.accepted(connection);
      }
      case "GET " + CREDENTIALS -> credentials(request, connection);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void credentials(HttpConnection.Request request, HttpConnection connection)
      throws IOException {
    if (credentials == null || !token.equals(request.headers().get("Authorization"))) {
      byte[] text =
          "cannot get credentials for the provided token\n".getBytes(StandardCharsets.US_ASCII);
      connection.respond(404, Map.of("Content-Type", "text/plain; charset=utf-8"), text);
      return;
    }
    JsonObject response = credentials.deepCopy();
    Instant expiration = Instant.now().plus(VALID_HOURS, ChronoUnit.HOURS);
    response.addProperty(
        "Expiration", expiration.truncatedTo(ChronoUnit.SECONDS).toString());
    RuntimeApiServer.json(connection, 200, response.toString().getBytes(StandardCharsets.UTF_8));
  }
}
