// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/**
 * A queue on a server that speaks SQS's JSON protocol and checks no signatures, as servers on a
 * developer's machine do.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/">SQS</a>
 */
final class SqsQueue {

  /** How long one request waits for a message. */
  private static final int WAIT_SECONDS = 5;

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final String url;
  private final URI endpoint;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** @param url such as {@code http://127.0.0.1:9324/000000000000/orders} */
  SqsQueue(String url) {
    this.url = url;
    this.endpoint = URI.create(url).resolve("/");
  }

  /** The last part of its URL. */
  String name() {
    return url.replaceFirst("/+$", "").replaceFirst(".*/", "");
  }

  /** Waits a few seconds for messages. */
  JsonArray receive(int most) throws IOException, InterruptedException {
    JsonObject request = new JsonObject();
    request.addProperty("MaxNumberOfMessages", most);
    request.addProperty("WaitTimeSeconds", WAIT_SECONDS);
    request.add("AttributeNames", all());
    request.add("MessageAttributeNames", all());
    JsonElement messages = call("ReceiveMessage", request).get("Messages");
    return messages == null || messages.isJsonNull() ? new JsonArray() : messages.getAsJsonArray();
  }

  /** Deletes messages that were received. */
  void delete(List<JsonObject> messages) throws IOException, InterruptedException {
    JsonArray entries = new JsonArray();
    for (JsonObject message : messages) {
      JsonObject entry = new JsonObject();
      entry.addProperty("Id", Integer.toString(entries.size()));
      entry.add("ReceiptHandle", message.get("ReceiptHandle"));
      entries.add(entry);
    }
    JsonObject request = new JsonObject();
    request.add("Entries", entries);
    call("DeleteMessageBatch", request);
  }

  private static JsonArray all() {
    JsonArray all = new JsonArray();
    all.add("All");
    return all;
  }

  private JsonObject call(String operation, JsonObject request)
      throws IOException, InterruptedException {
    request.addProperty("QueueUrl", url);
    HttpResponse<String> response = client.send(
        HttpRequest.newBuilder(endpoint)
            .timeout(LIMIT)
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", "AmazonSQS." + operation)
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/sqs/aws4_request, "
                    + "SignedHeaders=host, Signature=none")
            .POST(HttpRequest.BodyPublishers.ofString(request.toString()))
            .build(),
        HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(operation + ": status " + response.statusCode() + ", "
          + response.body().strip());
    }
    try {
      return JsonParser.parseString(response.body()).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new IOException(operation + ": the response is not SQS's JSON", e);
    }
  }
}
