// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.coldbrew.lambda.serve.EditedCode;
import dev.coldbrew.lambda.serve.Functions;
import dev.coldbrew.lambda.serve.ServedFunction;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SqsPollerTest {

  private static final String FIRST = "one";
  private static final String SECOND = "two";

  @TempDir
  Path folder;

  /** Of the queue: what is received next, and what was asked for besides. */
  private final BlockingQueue<String> batches = new LinkedBlockingQueue<>();

  private final BlockingQueue<String> deleted = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> problems = new LinkedBlockingQueue<>();
  private final MockWebServer sqs = new MockWebServer();
  private EditedCode fixture;
  private Functions functions;
  private SqsPoller poller;

  @BeforeEach
  void serve() throws IOException {
    fixture = new EditedCode(folder);
    fixture.save("1");
    ServedFunction function = fixture.start(EditedCode.settings(1), folder.resolve("running"));
    functions = new Functions(List.of(function), fixture);
    sqs.setDispatcher(new Dispatcher() {
      @Override
      public MockResponse dispatch(RecordedRequest request) {
        return respond(request);
      }
    });
    sqs.start(InetAddress.getLoopbackAddress(), 0);
    poller = SqsPoller.start(
        functions, function, sqs.url("/000000000000/orders").toString(), 2, problems::add);
  }

  @AfterEach
  void close() throws IOException {
    poller.close();
    functions.close();
    sqs.close();
  }

  private MockResponse respond(RecordedRequest request) {
    String body = request.getBody().utf8();
    if ("AmazonSQS.DeleteMessageBatch".equals(request.getHeaders().get("X-Amz-Target"))) {
      deleted.add(body);
      return json("{\"Successful\":[]}");
    }
    try {
      String batch = batches.poll(200, TimeUnit.MILLISECONDS);
      if ("broken".equals(batch)) {
        return new MockResponse.Builder().code(500).body("out of order").build();
      }
      return json(batch == null ? "{}" : "{\"Messages\":[" + batch + "]}");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MockResponse json(String body) {
    return new MockResponse.Builder().body(body).build();
  }

  @Test
  void messagesAreAnEventAndAreDeletedWhenTheFunctionSucceeds() throws Exception {
    batches.add(message(FIRST, "{\"echo\":true}") + "," + message(SECOND, "hi"));

    assertEquals(List.of(FIRST, SECOND), nextDeleted());
    String call = sqs.takeRequest().getBody().utf8();
    assertEquals(
        "{\"MaxNumberOfMessages\":2,\"WaitTimeSeconds\":5,\"AttributeNames\":[\"All\"],"
            + "\"MessageAttributeNames\":[\"All\"],\"QueueUrl\":\""
            + sqs.url("/000000000000/orders") + "\"}",
        call);
    JsonObject record = JsonParser.parseString(fixture.lastResponse())
        .getAsJsonObject()
        .getAsJsonArray("Records")
        .get(0)
        .getAsJsonObject();
    assertEquals(
        "{\"messageId\":\"one\",\"receiptHandle\":\"handle-one\",\"body\":\"{\\\"echo\\\":true}\","
            + "\"attributes\":{\"ApproximateReceiveCount\":\"1\"},"
            + "\"messageAttributes\":{\"a\":{\"stringValue\":\"b\",\"dataType\":\"String\","
            + "\"stringListValues\":[],\"binaryListValues\":[]}},"
            + "\"md5OfMessageAttributes\":\"m\",\"md5OfBody\":\"n\",\"eventSource\":\"aws:sqs\","
            + "\"eventSourceARN\":\"arn:aws:sqs:us-east-1:123456789012:orders\","
            + "\"awsRegion\":\"us-east-1\"}",
        record.toString());
  }

  @Test
  void messagesThatFailedAreNotDeleted() throws Exception {
    String failures = "{\"respond\":{\"batchItemFailures\":[{\"itemIdentifier\":\"two\"}]}}";
    batches.add(message(FIRST, failures) + "," + message(SECOND, "hi"));

    assertEquals(List.of(FIRST), nextDeleted());
  }

  @Test
  void failuresOfUnknownMessagesAreFailuresOfAll() throws Exception {
    for (String failures : List.of(
        "[{\"foo\":\"notvalid\"}]",
        "[{\"itemIdentifier\":\"\"}]",
        "[{\"itemIdentifier\":null}]",
        "[{\"itemIdentifier\":\"three\"}]",
        "7")) {
      batches.add(message(FIRST, "{\"respond\":{\"batchItemFailures\":" + failures + "}}"));
    }
    for (String none : List.of("{}", "null", "\"\"", "{\"batchItemFailures\":[]}")) {
      batches.add(message(SECOND, "{\"respond\":" + none + "}"));
    }

    for (int success = 0; success < 4; success++) {
      assertEquals(List.of(SECOND), nextDeleted());
    }
    assertTrue(problems.isEmpty(), problems.toString());
  }

  @Test
  void aBrokenQueueIsReportedOnceAndPolledAgain() throws Exception {
    batches.addAll(List.of("broken", "broken", message(FIRST, "{}")));

    assertEquals(List.of(FIRST), nextDeleted());
    assertEquals(
        "orders cannot be polled: java.io.IOException: ReceiveMessage: status 500, out of order",
        problems.poll());
    assertNull(problems.poll());
  }

  @Test
  void malformedMessagesAreReportedAndTheQueueIsPolledAgain() throws Exception {
    batches.addAll(List.of("{\"Body\":\"{}\"}", "7", message(FIRST, "{}")));

    assertEquals(List.of(FIRST), nextDeleted());
    assertTrue(problems.remove().startsWith("orders cannot be polled: java.lang."));
  }

  private static String message(String id, String body) {
    JsonObject message = new JsonObject();
    message.addProperty("MessageId", id);
    message.addProperty("ReceiptHandle", "handle-" + id);
    message.addProperty("Body", body);
    message.addProperty("MD5OfBody", "n");
    message.addProperty("MD5OfMessageAttributes", "m");
    message.add("Attributes", JsonParser.parseString("{\"ApproximateReceiveCount\":\"1\"}"));
    message.add(
        "MessageAttributes",
        JsonParser.parseString("{\"a\":{\"StringValue\":\"b\",\"DataType\":\"String\"}}"));
    return message.toString();
  }

  /** The ids of the messages that are deleted next. */
  private List<String> nextDeleted() throws InterruptedException {
    String request = deleted.poll(30, TimeUnit.SECONDS);
    assertTrue(request != null, () -> "nothing was deleted; problems: " + problems);
    return JsonParser.parseString(request)
        .getAsJsonObject()
        .getAsJsonArray("Entries")
        .asList()
        .stream()
        .map(entry -> entry.getAsJsonObject().get("ReceiptHandle").getAsString())
        .map(handle -> handle.substring("handle-".length()))
        .toList();
  }
}
