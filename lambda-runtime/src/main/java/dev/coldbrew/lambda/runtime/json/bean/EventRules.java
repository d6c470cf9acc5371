// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json.bean;

import com.google.gson.stream.JsonReader;
import dev.coldbrew.lambda.runtime.json.adapter.Adapter;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is different for the classes of {@code aws-lambda-java-events}: the names of properties
 * that are not as the class calls them. The source is {@code LambdaEventSerializers} with its
 * mix-ins and {@code S3EventSerializer} in aws-lambda-java-serialization 1.2.0.
 */
public final class EventRules {

  private static final String EVENTS = "com.amazonaws.services.lambda.runtime.events.";
  private static final String S3 = "models.s3.";

  private final Map<String, String> names = new HashMap<>();
  private boolean isCapitalized;
  private boolean hasNoNulls;
  private String hiddenGetter;

  private EventRules() {}

  /** Whether AWS reads and writes this class by its rules for events where it is the whole event. */
  public static boolean isEvent(Class<?> type) {
    return switch (key(type)) {
      case "APIGatewayProxyRequestEvent",
          "APIGatewayProxyResponseEvent",
          "CloudFormationCustomResourceEvent",
          "CloudFrontEvent",
          "CloudWatchLogsEvent",
          "CodeCommitEvent",
          "CognitoEvent",
          "ConfigEvent",
          "ConnectEvent",
          "DynamodbEvent",
          "DynamodbTimeWindowEvent",
          "IoTButtonEvent",
          "KinesisEvent",
          "KinesisFirehoseEvent",
          "KinesisTimeWindowEvent",
          "LambdaDestinationEvent",
          "LexEvent",
          "S3Event",
          "ScheduledEvent",
          "SecretsManagerRotationEvent",
          "SNSEvent",
          "SQSEvent",
          "models.s3.S3EventNotification" -> true;
      default -> false;
    };
  }

  /** Null for a class whose properties are named as everywhere. */
  static EventRules of(Class<?> type) {
    String name = key(type);
    EventRules rules = new EventRules();
    rules.hasNoNulls = name.startsWith(S3) || name.equals("S3Event");
    return switch (name) {
      case "CloudFormationCustomResourceEvent" ->
        rules.capitalized().named("responseUrl", "ResponseURL");
      case "CloudFrontEvent",
          "DynamodbEvent",
          "KinesisEvent",
          "S3Event",
          "SQSEvent",
          "models.s3.S3EventNotification" -> rules.named("records", "Records");
      case "CloudWatchLogsEvent" -> rules.named("awsLogs", "awslogs");
      case "CodeCommitEvent" -> rules.named("records", "Records");
      case "CodeCommitEvent$Record" ->
        rules
            .named("codeCommit", "codecommit")
            .named("eventSourceArn", "eventSourceARN")
            .named("userIdentityArn", "userIdentityARN");
      case "ConnectEvent$ContactData" -> rules.capitalized().named("instanceArn", "InstanceARN");
      case "DynamodbEvent$DynamodbStreamRecord", "SQSEvent$SQSMessage" ->
        rules.named("eventSourceArn", "eventSourceARN");
      case "DynamodbTimeWindowEvent", "KinesisTimeWindowEvent" ->
        rules.named("records", "Records").named("eventSourceArn", "eventSourceARN");
      case "ScheduledEvent" -> rules.named("detailType", "detail-type");
      case "SNSEvent$SNSRecord" -> rules.capitalized().named("SNS", "Sns");
      case "ConnectEvent",
          "ConnectEvent$CustomerEndpoint",
          "ConnectEvent$Details",
          "ConnectEvent$Queue",
          "ConnectEvent$SystemEndpoint",
          "SecretsManagerRotationEvent",
          "SNSEvent",
          "SNSEvent$MessageAttribute",
          "SNSEvent$SNS",
          "models.dynamodb.AttributeValue",
          "models.dynamodb.StreamRecord" -> rules.capitalized();
      case "models.s3.S3EventNotification$ResponseElementsEntity" ->
        rules.named("xAmzId2", "x-amz-id-2").named("xAmzRequestId", "x-amz-request-id");
      case "models.s3.S3EventNotification$S3ObjectEntity" ->
        rules.named("sizeAsLong", "size").hiding("getSize");
      default -> rules.hasNoNulls ? rules : null;
    };
  }

  /** All names begin with a capital letter, but for those that are named. */
  private EventRules capitalized() {
    isCapitalized = true;
    return this;
  }

  private EventRules named(String property, String json) {
    names.put(property, json);
    return this;
  }

  private EventRules hiding(String getter) {
    hiddenGetter = getter;
    return this;
  }

  /** Version 2 of the library had some of the classes from the SDK. */
  private static String key(Class<?> type) {
    String name = type.getName();
    return name.startsWith(EVENTS)
        ? name.substring(EVENTS.length())
        : name.replace("com.amazonaws.services.dynamodbv2.model.", "models.dynamodb.")
            .replace("com.amazonaws.services.s3.event.", S3);
  }

  /** The property's name in JSON. */
  String nameOf(String property) {
    String name = names.get(property);
    if (name != null) {
      return name;
    }
    return isCapitalized
        ? Character.toUpperCase(property.charAt(0)) + property.substring(1)
        : property;
  }

  /** Whether this method is no getter, though it is named like one. */
  boolean hides(String method) {
    return method.equals(hiddenGetter);
  }

  /** AWS makes S3's classes by their constructors, and leaves nothing in them null. */
  boolean hasNoNulls() {
    return hasNoNulls;
  }

  static Object empty(Class<?> type, Adapter adapter) throws IOException {
    if (type == String.class) {
      return "";
    }
    if (type == Long.class) {
      return 0L;
    }
    return type == List.class
        ? new ArrayList<>()
        : adapter.read(new JsonReader(new StringReader("{}")));
  }
}
