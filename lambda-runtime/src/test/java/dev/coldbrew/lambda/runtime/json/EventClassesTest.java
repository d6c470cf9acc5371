// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2CustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.google.gson.JsonParser;
import dev.coldbrew.lambda.runtime.json.adapter.Types;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.joda.time.DateTime;
import org.joda.time.DateTimeZone;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every class of aws-lambda-java-events, side by side with AWS's serializer. */
class EventClassesTest {

  /** Strings that the classes themselves parse. */
  private static final Map<String, String> PARSED = Map.of(
      "time", "22/Nov/2026:01:02:03 +0000", "streamViewType", "NEW_IMAGE", "eventName", "INSERT");

  private int counter;

  @ParameterizedTest
  @MethodSource("classes")
  void filledInstanceIsWrittenAsByAws(Class<?> type) throws Exception {
    Object event = fill(type, 0);

    assertEquals(
        JsonParser.parseString(Reference.write(event, type)),
        JsonParser.parseString(JsonText.of(Json.write(event, type))));
  }

  @ParameterizedTest
  @MethodSource("classes")
  void whatAwsWritesIsReadAsByAws(Class<?> type) throws Exception {
    String json = Reference.write(fill(type, 0), type);
    Object expected;
    try {
      expected = Reference.read(json, type);
    } catch (RuntimeException e) {
      return; // where AWS refuses we may do better
    }

    assertEquals(tree(expected, type), tree(EventsTest.read(json, type), type));
  }

  @ParameterizedTest
  @MethodSource("classes")
  void eventWithGapsIsReadAsByAws(Class<?> type) throws Exception {
    String full = Reference.write(fill(type, 0), type);
    String[] events = {
      "{}",
      full.replaceAll(":\"[^\"]*\"", ":null"),
      full.replaceAll(":\"[^\"]*\"", ":\"\""),
      full.replaceAll(":[0-9.]+", ":null"),
      full.replaceAll(":([0-9.]+)", ":\"$1\"")
    };
    for (String event : events) {
      Object expected;
      try {
        expected = Reference.read(event, type);
      } catch (RuntimeException e) {
        continue; // where AWS refuses we may do better
      }

      assertEquals(tree(expected, type), tree(EventsTest.read(event, type), type), event);
    }
  }

  @ParameterizedTest
  @MethodSource("events")
  void eventOfAServiceIsReadAsByAws(Class<?> type, String event) {
    assertEquals(tree(Reference.read(event, type), type), tree(EventsTest.read(event, type), type));
  }

  /** As the services send them, cut short. */
  static Stream<Arguments> events() {
    return Stream.of(
        Arguments.of(APIGatewayV2CustomAuthorizerEvent.class, """
            {"version":"2.0","type":"REQUEST","identitySource":["user1","123"],"cookies":["a=b"],
            "headers":{"Header1":"v"},"requestContext":{"accountId":"1","http":{"method":"POST"},
            "time":"12/Mar/2020:19:03:58 +0000","timeEpoch":1583348638390}}"""),
        Arguments.of(APIGatewayProxyRequestEvent.class, """
            {"resource":"/{proxy+}","httpMethod":"POST","multiValueHeaders":{"Accept":["*/*"]},
            "queryStringParameters":{"foo":"bar"},"isBase64Encoded":true,"requestContext":
            {"identity":{"sourceIp":"127.0.0.1"},"requestTimeEpoch":1428582896000},"body":"eyJ0"}"""),
        Arguments.of(DynamodbEvent.class, """
            {"Records":[{"eventID":"c4","eventName":"INSERT","eventSourceARN":"arn:aws:x","dynamodb":{
            "ApproximateCreationDateTime":1428537600,"Keys":{"Id":{"N":"101"}},"SizeBytes":26,
            "NewImage":{"B":{"B":"AQID"},"L":{"L":[{"S":"x"},{"NULL":true}]},"M":{"M":{"k":{"BOOL":false}}},
            "SS":{"SS":["a","b"]},"NS":{"NS":["1"]},"BS":{"BS":["AQ=="]}},"StreamViewType":"NEW_IMAGE"}}]}"""),
        Arguments.of(KinesisEvent.class, """
            {"Records":[{"eventID":"shardId-0:1","kinesis":{"data":"SGVsbG8=","partitionKey":"p",
            "approximateArrivalTimestamp":1428537600.123,"encryptionType":"NONE"}}]}"""),
        Arguments.of(S3Event.class, """
            {"Records":[{"eventVersion":"2.1","eventTime":"1970-01-01T00:00:00.123Z","eventName":
            "ObjectCreated:Put","responseElements":{"x-amz-request-id":"r","x-amz-id-2":"i"},"s3":{
            "bucket":{"name":"b","ownerIdentity":{"principalId":"p"},"arn":"a"},"object":{"key":"a+b.jpg",
            "size":5000000000,"eTag":"e","sequencer":"s"}}}]}"""),
        Arguments.of(ScheduledEvent.class, """
            {"id":"c","detail-type":"Scheduled Event","time":"1970-01-01T00:00:00Z","resources":["a"],
            "detail":{"n":1,"deep":{"x":[1.5]}}}"""),
        Arguments.of(SNSEvent.class, """
            {"Records":[{"EventVersion":"1.0","EventSource":"aws:sns","EventSubscriptionArn":"arn","Sns":{
            "Type":"Notification","MessageId":"m","Timestamp":"1970-01-01T00:00:00.000Z","SigningCertUrl":
            "u","MessageAttributes":{"Test":{"Type":"String","Value":"v"}}}}]}"""),
        Arguments.of(SQSEvent.class, """
            {"Records":[{"messageId":"1","body":"b","attributes":{"SentTimestamp":"1523232000000"},
            "messageAttributes":{"a":{"stringValue":"s","binaryValue":"AQID","dataType":"Binary"}},
            "md5OfBody":"7b","eventSourceARN":"arn:aws:sqs","awsRegion":"eu"}]}"""));
  }

  private static Object tree(Object event, Class<?> type) {
    try {
      return JsonParser.parseString(Reference.write(event, type));
    } catch (RuntimeException e) {
      return e.getMessage(); // what AWS cannot write is compared by that
    }
  }

  static Stream<Class<?>> classes() throws Exception {
    Path jar = Path.of(
        SQSEvent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Class<?>> classes = new ArrayList<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : (Iterable<JarEntry>) file.stream()::iterator) {
        String name = entry.getName();
        if (name.endsWith(".class")
            && !name.endsWith("Builder.class")
            && !name.endsWith("BuilderImpl.class")) {
          Class<?> type = Class.forName(name.substring(0, name.length() - 6).replace('/', '.'));
          if (!type.isEnum()
              && !type.isInterface()
              && !type.isSynthetic()
              && !Modifier.isAbstract(type.getModifiers())
              && !type.isAnonymousClass()) {
            classes.add(type);
          }
        }
      }
    }
    return classes.stream();
  }

  private Object fill(Type generic, int depth) throws Exception {
    Class<?> type = Types.raw(generic);
    counter++;
    if (type == String.class) {
      return "text " + counter;
    }
    if (type == Integer.class || type == int.class) {
      return counter;
    }
    if (type == Long.class || type == long.class) {
      return 3_000_000_000L + counter;
    }
    if (type == Double.class || type == double.class) {
      return counter + 0.5;
    }
    if (type == Boolean.class || type == boolean.class) {
      return true;
    }
    if (type == Object.class) {
      return Map.of("any", counter);
    }
    if (type == Date.class) {
      return new Date(1_700_000_000_123L + counter);
    }
    if (type == DateTime.class) {
      return new DateTime(1_700_000_000_123L + counter, DateTimeZone.UTC);
    }
    if (type == ByteBuffer.class) {
      return ByteBuffer.wrap(new byte[] {1, 2, (byte) counter});
    }
    if (type == byte[].class) {
      return new byte[] {1, 2, (byte) counter};
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    if (type.isArray()) {
      Object array = Array.newInstance(type.getComponentType(), 1);
      Array.set(array, 0, fill(type.getComponentType(), depth + 1));
      return array;
    }
    if (depth > 5) {
      return null;
    }
    if (List.class.isAssignableFrom(type)) {
      List<Object> list = new ArrayList<>();
      Object element = fill(argument(generic, 0), depth + 1);
      if (element != null) {
        list.add(element);
      }
      return list;
    }
    if (Map.class.isAssignableFrom(type)) {
      Map<Object, Object> map = type == HashMap.class ? new HashMap<>() : new LinkedHashMap<>();
      map.put(fill(argument(generic, 0), depth + 1), fill(argument(generic, 1), depth + 1));
      return map;
    }
    Object instance = create(type, depth);
    for (Class<?> c = type; c != Object.class; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          field.setAccessible(true);
          Object known = field.getType() == String.class ? PARSED.get(field.getName()) : null;
          field.set(instance, known == null ? fill(field.getGenericType(), depth + 1) : known);
        }
      }
    }
    return instance;
  }

  private static Type argument(Type type, int index) {
    return type instanceof ParameterizedType p ? p.getActualTypeArguments()[index] : Object.class;
  }

  private static Object create(Class<?> type, int depth) throws Exception {
    Constructor<?> constructor = type.getDeclaredConstructors()[0];
    for (Constructor<?> other : type.getDeclaredConstructors()) {
      if (other.getParameterCount() < constructor.getParameterCount()) {
        constructor = other;
      }
    }
    constructor.setAccessible(true);
    Object[] arguments = new Object[constructor.getParameterCount()];
    for (int i = 0; i < arguments.length; i++) {
      Class<?> parameter = constructor.getParameterTypes()[i];
      arguments[i] = parameter.isPrimitive() ? Array.get(Array.newInstance(parameter, 1), 0) : null;
    }
    return constructor.newInstance(arguments);
  }
}
