// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.coldbrew.lambda.emulator.Caller;
import dev.coldbrew.lambda.emulator.InvocationResult;
import dev.coldbrew.lambda.emulator.InvokeRequest;
import dev.coldbrew.lambda.serve.BusyException;
import dev.coldbrew.lambda.serve.Functions;
import dev.coldbrew.lambda.serve.ServedFunction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Invokes a function with the messages of a queue, as Lambda's event source mapping does. Messages
 * that the function does not report as failed are deleted; the others are received again when the
 * queue makes them visible.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">Lambda with SQS</a>
 */
public final class SqsPoller implements AutoCloseable {

  private static final long PAUSE_MILLIS = 1_000;

  private static final long BUSY_MILLIS = 100;

  private final Functions functions;
  private final ServedFunction function;
  private final SqsQueue queue;
  private final int batchSize;
  private final Consumer<String> problems;
  private final Thread thread = new Thread(this::poll, "sqs-poller");
  private String problem;

  private SqsPoller(
      Functions functions,
      ServedFunction function,
      String queueUrl,
      int batchSize,
      Consumer<String> problems) {
    this.functions = functions;
    this.function = function;
    this.queue = new SqsQueue(queueUrl);
    this.batchSize = batchSize;
    this.problems = problems;
    thread.setDaemon(true);
  }

  /**
   * Starts to poll.
   *
   * @param batchSize how many messages an event has at most, up to 10
   * @param problems gets each problem, once for as long as it stays the same
   */
  public static SqsPoller start(
      Functions functions,
      ServedFunction function,
      String queueUrl,
      int batchSize,
      Consumer<String> problems) {
    SqsPoller poller = new SqsPoller(functions, function, queueUrl, batchSize, problems);
    poller.thread.start();
    return poller;
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void poll() {
    try {
      while (!Thread.interrupted()) {
        try {
          JsonArray messages = queue.receive(batchSize);
          problem = null;
          if (!messages.isEmpty()) {
            handle(messages);
          }
        } catch (IOException | RuntimeException e) { // from a server that is not quite SQS
          report(queue.name() + " cannot be polled: " + e);
          TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private void report(String text) {
    if (!text.equals(problem)) {
      problem = text;
      problems.accept(text);
    }
  }

  private void handle(JsonArray messages) throws IOException, InterruptedException {
    InvocationResult result = invoke(event(messages));
    Optional<Set<String>> failed = result.failed() ? Optional.empty() : failures(result.text());
    Set<String> ids = new HashSet<>();
    messages.forEach(message -> ids.add(id(message)));
    if (failed.isEmpty() || !ids.containsAll(failed.get())) {
      return; // all have failed
    }
    List<JsonObject> done = new ArrayList<>();
    for (JsonElement message : messages) {
      if (!failed.get().contains(id(message))) {
        done.add(message.getAsJsonObject());
      }
    }
    if (!done.isEmpty()) {
      queue.delete(done);
    }
  }

  private InvocationResult invoke(byte[] event) throws IOException, InterruptedException {
    InvokeRequest request = InvokeRequest.of(function.arn(), event, Caller.UNKNOWN);
    while (true) {
      try {
        return functions.invoke(function, request).result();
      } catch (BusyException e) {
        TimeUnit.MILLISECONDS.sleep(BUSY_MILLIS);
      }
    }
  }

  /**
   * The ids that a response reports as failed; empty if it cannot be understood, so that all have
   * failed.
   */
  private static Optional<Set<String>> failures(String response) {
    Set<String> ids = new HashSet<>();
    try {
      JsonElement json = JsonParser.parseString(response);
      JsonElement failures =
          json.isJsonObject() ? json.getAsJsonObject().get("batchItemFailures") : null;
      if (failures == null || failures.isJsonNull()) {
        return Optional.of(ids);
      }
      for (JsonElement failure : failures.getAsJsonArray()) {
        JsonElement id = failure.getAsJsonObject().get("itemIdentifier");
        if (id == null) {
          return Optional.empty();
        }
        ids.add(id.getAsString());
      }
      return Optional.of(ids);
    } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  private static String id(JsonElement message) {
    return message.getAsJsonObject().get("MessageId").getAsString();
  }

  private byte[] event(JsonArray messages) {
    JsonArray records = new JsonArray();
    messages.forEach(message -> records.add(record(message.getAsJsonObject())));
    JsonObject event = new JsonObject();
    event.add("Records", records);
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  private JsonObject record(JsonObject message) {
    JsonObject record = new JsonObject();
    record.add("messageId", message.get("MessageId"));
    record.add("receiptHandle", message.get("ReceiptHandle"));
    record.add("body", message.get("Body"));
    record.add("attributes", objectOf(message, "Attributes"));
    JsonObject attributes = new JsonObject();
    objectOf(message, "MessageAttributes")
        .asMap()
        .forEach((name, value) -> attributes.add(name, attribute(value.getAsJsonObject())));
    record.add("messageAttributes", attributes);
    if (message.has("MD5OfMessageAttributes")) {
      record.add("md5OfMessageAttributes", message.get("MD5OfMessageAttributes"));
    }
    record.add("md5OfBody", message.get("MD5OfBody"));
    record.addProperty("eventSource", "aws:sqs");
    record.addProperty(
        "eventSourceARN", "arn:aws:sqs:" + functions.region() + ":123456789012:" + queue.name());
    record.addProperty("awsRegion", functions.region());
    return record;
  }

  private static JsonObject objectOf(JsonObject message, String name) {
    return message.has(name) ? message.getAsJsonObject(name) : new JsonObject();
  }

  /**
   * An event calls {@code StringValue} {@code stringValue}; its lists, which SQS does not support,
   * are empty.
   */
  private static JsonObject attribute(JsonObject value) {
    JsonObject attribute = new JsonObject();
    for (Map.Entry<String, JsonElement> member : value.entrySet()) {
      String name = member.getKey();
      attribute.add(
          name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1), member.getValue());
    }
    attribute.add("stringListValues", new JsonArray());
    attribute.add("binaryListValues", new JsonArray());
    return attribute;
  }
}
