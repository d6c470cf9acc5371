// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.events.ActiveMQEvent;
import com.amazonaws.services.lambda.runtime.events.CloudWatchLogsEvent;
import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisFirehoseEvent;
import com.amazonaws.services.lambda.runtime.events.RabbitMQEvent;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.coldbrew.lambda.emulator.ExampleEvent;
import dev.coldbrew.lambda.runtime.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The example events of the plugin, read by the runtime as the class that the manual names. */
class ExampleEventsIT {

  private static final String ORDER = "{\"id\":42,\"item\":\"coffee\",\"quantity\":2}";

  /** What AWS's classes have no property for, or write in another way than the service does. */
  private static final Map<String, List<String>> DIFFERENT = Map.of(
      "apigw-authorizer-v2", List.of("/requestContext/time", "/requestContext/timeEpoch"), // a time
      "rabbitmq", List.of("/rmqMessagesByQueue/orders:://0/basicProperties/expiration"), // a number
      "kafka",
          List.of(
              "/records/orders-0/0/headers/0/source",
              "/records/orders-0/1/headers/0/source"), // Base64
      "s3-eventbridge", List.of("/time"), // with milliseconds
      "eventbridge", List.of("/time"),
      "scheduled", List.of("/time"),
      "cloudwatch-alarm", List.of("/alarmData/state/reasonData"), // only in the previous state
      "connect", List.of("/Details/ContactData/LanguageCode", "/Details/ContactData/MediaStreams"));

  /** A row of the manual's table. */
  record Row(String name, String description, String type) {

    Class<?> eventClass() throws ClassNotFoundException {
      return type.equals("Map")
          ? Map.class
          : Class.forName(SQSEvent.class.getPackageName() + "." + type);
    }
  }

  static List<Row> rows() throws IOException {
    String page = Files.readString(
        Documentation.CHECKOUT.resolve("lambda-maven-plugin/src/site/markdown/example-events.md"));
    return Documentation.matches("(?m)^\\| `([^`]+)` \\| (.*) \\| `(\\w+)` \\|$", page)
        .map(row -> new Row(row.group(1), row.group(2), row.group(3)))
        .toList();
  }

  @Test
  void theManualListsAll() throws IOException {
    assertEquals(
        ExampleEvent.all(),
        rows().stream()
            .map(row -> new ExampleEvent(row.name(), row.description()))
            .toList());
  }

  /** So a name that is misspelled in the example, or at another place than AWS's, would be noticed. */
  @ParameterizedTest
  @MethodSource("rows")
  void classHasAPropertyForEverythingInTheEvent(Row row) throws Exception {
    byte[] json = ExampleEvent.named(row.name(), "lambda.example").json();
    Object event = Json.read(json, row.eventClass());
    String written =
        StandardCharsets.UTF_8.decode(Json.write(event, row.eventClass())).toString();

    List<String> different = new ArrayList<>();
    compare(
        JsonParser.parseString(new String(json, StandardCharsets.UTF_8)),
        JsonParser.parseString(written),
        "",
        different);
    assertEquals(DIFFERENT.getOrDefault(row.name(), List.of()), different);
  }

  /** What services encode, and what a handler decodes it with. */
  @Test
  void encodedDataCanBeDecoded() throws Exception {
    CloudWatchLogsEvent logs = read("cloudwatch-logs", CloudWatchLogsEvent.class);
    KinesisEvent kinesis = read("kinesis", KinesisEvent.class);
    KinesisFirehoseEvent firehose = read("firehose", KinesisFirehoseEvent.class);
    KafkaEvent kafka = read("kafka", KafkaEvent.class);
    ActiveMQEvent activeMq = read("activemq", ActiveMQEvent.class);
    RabbitMQEvent rabbitMq = read("rabbitmq", RabbitMQEvent.class);
    S3Event s3 = read("s3", S3Event.class);
    SQSEvent sns = read("sqs-sns", SQSEvent.class);

    byte[] zipped = Base64.getDecoder().decode(logs.getAwsLogs().getData());
    JsonObject log;
    try (Reader reader = new InputStreamReader(
        new GZIPInputStream(new ByteArrayInputStream(zipped)), StandardCharsets.UTF_8)) {
      log = JsonParser.parseReader(reader).getAsJsonObject();
    }
    assertEquals(
        "ERROR order 42 is out of stock",
        log.getAsJsonArray("logEvents").get(0).getAsJsonObject().get("message").getAsString());
    ByteBuffer record = kinesis.getRecords().get(0).getKinesis().getData();
    assertEquals(ORDER, StandardCharsets.UTF_8.decode(record).toString());
    assertEquals(
        ORDER + "\n",
        StandardCharsets.UTF_8.decode(firehose.getRecords().get(0).getData()).toString());
    assertEquals(ORDER, decoded(kafka.getRecords().get("orders-0").get(0).getValue()));
    assertEquals(
        "shop",
        new String(
            kafka.getRecords().get("orders-0").get(0).getHeaders().get(0).get("source"),
            StandardCharsets.UTF_8));
    assertEquals(ORDER, decoded(activeMq.getMessages().get(0).getData()));
    assertEquals(
        ORDER, decoded(rabbitMq.getRmqMessagesByQueue().get("orders::/").get(0).getData()));
    assertEquals(
        "orders/2026/order 42.json", s3.getRecords().get(0).getS3().getObject().getUrlDecodedKey());
    assertEquals(
        ORDER,
        JsonParser.parseString(sns.getRecords().get(0).getBody())
            .getAsJsonObject()
            .get("Message")
            .getAsString());
  }

  private static <T> T read(String example, Class<T> type) throws IOException {
    return type.cast(Json.read(ExampleEvent.named(example, "lambda.example").json(), type));
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  /** The queue's clients compare them. */
  @ParameterizedTest
  @ValueSource(strings = {"sqs", "sqs-sns"})
  void digestsOfMessagesAreRight(String example) throws Exception {
    for (SQSEvent.SQSMessage message : read(example, SQSEvent.class).getRecords()) {
      byte[] digest = MessageDigest.getInstance("MD5")
          .digest(message.getBody().getBytes(StandardCharsets.UTF_8));
      assertEquals(HexFormat.of().formatHex(digest), message.getMd5OfBody());
    }
  }

  /** Adds the path of each value that is not the other's. */
  private static void compare(
      JsonElement one, JsonElement other, String path, List<String> different) {
    if (one.isJsonObject() && other != null && other.isJsonObject()) {
      one.getAsJsonObject()
          .asMap()
          .forEach((name, value) ->
              compare(value, other.getAsJsonObject().get(name), path + "/" + name, different));
    } else if (one.isJsonArray() && other != null && other.isJsonArray()) {
      for (int i = 0; i < one.getAsJsonArray().size(); i++) {
        compare(
            one.getAsJsonArray().get(i),
            i < other.getAsJsonArray().size() ? other.getAsJsonArray().get(i) : null,
            path + "/" + i,
            different);
      }
    } else if (!one.equals(other) && !isNothing(one)) {
      different.add(path);
    }
  }

  private static boolean isNothing(JsonElement value) {
    return value.isJsonNull() || value.isJsonObject() && value.getAsJsonObject().isEmpty();
  }
}
