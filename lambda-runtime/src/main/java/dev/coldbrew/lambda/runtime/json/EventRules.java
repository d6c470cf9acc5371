package dev.coldbrew.lambda.runtime.json;

import com.google.gson.stream.JsonReader;
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
final class EventRules {

  private static final String EVENTS = "com.amazonaws.services.lambda.runtime.events.";
  private static final String S3 = "models.s3.";

  /**
   * The classes; those without a $ are the ones that AWS knows as a whole event or answer. What
   * follows is {@code property=name in JSON}, {@code *} for names that begin with a capital, {@code
   * -method} for one that is no getter.
   */
  private static final String TABLE = """
      APIGatewayProxyRequestEvent
      APIGatewayProxyResponseEvent
      CloudFormationCustomResourceEvent * responseUrl=ResponseURL
      CloudFrontEvent records=Records
      CloudWatchLogsEvent awsLogs=awslogs
      CodeCommitEvent records=Records
      CodeCommitEvent$Record codeCommit=codecommit eventSourceArn=eventSourceARN userIdentityArn=userIdentityARN
      CognitoEvent
      ConfigEvent
      ConnectEvent *
      ConnectEvent$ContactData * instanceArn=InstanceARN
      ConnectEvent$CustomerEndpoint *
      ConnectEvent$Details *
      ConnectEvent$Queue *
      ConnectEvent$SystemEndpoint *
      DynamodbEvent records=Records
      DynamodbEvent$DynamodbStreamRecord eventSourceArn=eventSourceARN
      DynamodbTimeWindowEvent records=Records eventSourceArn=eventSourceARN
      IoTButtonEvent
      KinesisEvent records=Records
      KinesisFirehoseEvent
      KinesisTimeWindowEvent records=Records eventSourceArn=eventSourceARN
      LambdaDestinationEvent
      LexEvent
      S3Event records=Records
      ScheduledEvent detailType=detail-type
      SecretsManagerRotationEvent *
      SNSEvent *
      SNSEvent$MessageAttribute *
      SNSEvent$SNS *
      SNSEvent$SNSRecord * SNS=Sns
      SQSEvent records=Records
      SQSEvent$SQSMessage eventSourceArn=eventSourceARN
      models.dynamodb.AttributeValue$ *
      models.dynamodb.StreamRecord$ *
      models.s3.S3EventNotification records=Records
      models.s3.S3EventNotification$ResponseElementsEntity xAmzId2=x-amz-id-2 xAmzRequestId=x-amz-request-id
      models.s3.S3EventNotification$S3ObjectEntity sizeAsLong=size -getSize
      """;

  private static final Map<String, EventRules> BY_CLASS = new HashMap<>();

  static {
    for (String row : TABLE.split("\n")) {
      String[] words = row.split(" ");
      BY_CLASS.put(words[0], new EventRules(words));
    }
  }

  private final String[] row;

  private EventRules(String[] row) {
    this.row = row;
  }

  /** Whether AWS knows the class as a whole event or answer. */
  static boolean isEvent(Class<?> type) {
    String name = key(type);
    return name.indexOf('$') < 0 && BY_CLASS.containsKey(name);
  }

  /** Null if there are none. */
  static EventRules of(Class<?> type) {
    String name = key(type);
    EventRules rules = BY_CLASS.get(name);
    if (rules == null) {
      rules = BY_CLASS.get(name + "$");
    }
    boolean s3 = rules == null && name.startsWith(S3);
    return s3 ? new EventRules(new String[] {name}) : rules;
  }

  /** Version 2 of the library had some of the classes from the SDK. */
  private static String key(Class<?> type) {
    String name = type.getName();
    return name.startsWith(EVENTS)
        ? name.substring(EVENTS.length())
        : name.replace("com.amazonaws.services.dynamodbv2.model.", "models.dynamodb.")
            .replace("com.amazonaws.services.s3.event.", S3);
  }

  /** In JSON. */
  String nameOf(String property) {
    boolean capital = false;
    for (int i = 1; i < row.length; i++) {
      String word = row[i];
      if (word.startsWith(property) && word.startsWith("=", property.length())) {
        return word.substring(property.length() + 1);
      }
      capital |= word.equals("*");
    }
    return capital ? Character.toUpperCase(property.charAt(0)) + property.substring(1) : property;
  }

  boolean hides(String method) {
    for (String word : row) {
      if (word.charAt(0) == '-' && word.endsWith(method)) {
        return true;
      }
    }
    return false;
  }

  /** AWS makes S3's classes by their constructors, and leaves nothing in them null. */
  boolean hasNoNulls() {
    return row[0].startsWith(S3) || row[0].startsWith("S3Event");
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
