// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.coldbrew.lambda.emulator.Caller;
import dev.coldbrew.lambda.emulator.InvocationResult;
import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Consumer;

/** Invokes a function that is served elsewhere on this machine, as AWS's clients do. */
public final class InvokeClient {

  private static final String WHERE = "property lambda.endpoint";

  private final String endpoint;
  private final URI uri;
  private final Consumer<String> log;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * @param endpoint such as {@code http://127.0.0.1:9000}
   * @param log is given the end of each invocation's log, line by line
   */
  public InvokeClient(String endpoint, String function, Consumer<String> log) {
    this.endpoint = endpoint;
    this.log = log;
    if (!endpoint.matches("http://[^/]+/?")) {
      throw new ProblemException(
          "'" + endpoint + "' is not an endpoint of lambda:serve",
          WHERE,
          "-Dlambda.endpoint=http://127.0.0.1:9000");
    }
    uri = URI.create(
        endpoint.replaceFirst("/$", "") + "/2015-03-31/functions/" + function + "/invocations");
  }

  public InvocationResult invoke(byte[] event, Caller caller) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri)
        .header("X-Amz-Log-Type", "Tail")
        .POST(HttpRequest.BodyPublishers.ofByteArray(event));
    if (caller.clientContext() != null) {
      byte[] context = caller.clientContext().getBytes(StandardCharsets.UTF_8);
      request.header("X-Amz-Client-Context", Base64.getEncoder().encodeToString(context));
    }
    HttpResponse<byte[]> response = send(request.build());
    if (response.statusCode() != 200) {
      throw new ProblemException(
          "status " + response.statusCode() + ": " + message(response.body()),
          WHERE,
          response.statusCode() == 404
              ? "-Dlambda.functionName=NAME with a name that lambda:serve shows"
              : "change the event, or see where the function is served");
    }
    response.headers().firstValue("X-Amz-Log-Result").ifPresent(this::log);
    boolean failed = response.headers().firstValue("X-Amz-Function-Error").isPresent();
    return new InvocationResult(response.body(), failed);
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the function is invoked");
    } catch (IOException e) {
      throw new ProblemException(
          "nothing is served at " + endpoint,
          WHERE,
          "start it in another terminal: mvn lambda:serve",
          e);
    }
  }

  private void log(String base64) {
    new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8)
        .lines()
        .forEach(log);
  }

  /**
   * The message in Lambda's JSON, which spells its field in two ways; otherwise everything that was
   * sent.
   */
  private static String message(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8).strip();
    try {
      JsonObject json = JsonParser.parseString(text).getAsJsonObject();
      JsonElement message = json.has("Message") ? json.get("Message") : json.get("message");
      return message == null || message.isJsonNull() ? text : message.getAsString();
    } catch (JsonParseException | IllegalStateException e) {
      return text;
    }
  }
}
