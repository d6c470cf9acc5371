// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What Lambda passes to a function about its caller. Each may be null, as it is in most invocations.
 *
 * @param clientContext JSON, which the Invoke API accepts in Base64 as {@code X-Amz-Client-Context}
 * @param cognitoIdentity JSON with {@code cognitoIdentityId} and {@code cognitoIdentityPoolId}
 * @param tenantId of a function with tenant isolation
 * @param traceId X-Ray's tracing header; without one the invocation starts a trace
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
public record Caller(
    String clientContext, String cognitoIdentity, String tenantId, String traceId) {

  public static final Caller UNKNOWN = new Caller(null, null, null, null);

  /** With what the user typed as {@code lambda.clientContext}; null for nothing. */
  public static Caller ofClientContext(String json) {
    return json == null ? UNKNOWN : new Caller(oneLine(json), null, null, null);
  }

  /** A header cannot contain line breaks. */
  private static String oneLine(String json) {
    JsonReader reader = new JsonReader(new StringReader(json));
    reader.setStrictness(Strictness.STRICT);
    try {
      JsonObject object = JsonParser.parseReader(reader).getAsJsonObject();
      if (reader.peek() == JsonToken.END_DOCUMENT) {
        return object.toString();
      }
    } catch (JsonParseException | IllegalStateException | IOException e) {
      // All of these are reported below.
    }
    throw new ProblemException(
        "client context is not a JSON object",
        "property lambda.clientContext",
        "write it in the shell as -Dlambda.clientContext='{\"custom\":{\"name\":\"Ada\"}}'");
  }

  /** The headers of {@code next}; AWS omits those that would be empty. */
  Map<String, String> headers() {
    Map<String, String> headers = new TreeMap<>();
    headers.put("Lambda-Runtime-Aws-Tenant-Id", tenantId);
    headers.put("Lambda-Runtime-Client-Context", clientContext);
    headers.put("Lambda-Runtime-Cognito-Identity", cognitoIdentity);
    headers.put("Lambda-Runtime-Trace-Id", traceId);
    headers.values().removeIf(Objects::isNull);
    return headers;
  }
}
