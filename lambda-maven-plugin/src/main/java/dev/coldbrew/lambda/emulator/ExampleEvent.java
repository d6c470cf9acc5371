// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.problem.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An event as one of AWS's services sends it, for users who have none of their own yet. All events
 * are about the same small shop, in account 123456789012.
 *
 * @param name such as {@code sqs}
 * @param description what it is, in a few words
 */
public record ExampleEvent(String name, String description) {

  private static final List<ExampleEvent> ALL = """
      apigw-v1: request to a REST API of API Gateway
      apigw-v2: request to an HTTP API of API Gateway
      apigw-websocket: message to a WebSocket API of API Gateway
      apigw-authorizer-token: token that a REST API asks to check
      apigw-authorizer-request: request that a REST API asks to check
      apigw-authorizer-v2: request that an HTTP API asks to check
      function-url: request to a function URL
      alb: request to an Application Load Balancer
      appsync: GraphQL mutation that AppSync asks to resolve
      sqs: two messages of a queue
      sns: message to a topic
      sqs-sns: message to a topic, by way of a queue
      activemq: two messages of an Amazon MQ broker
      rabbitmq: message of an Amazon MQ broker
      kafka: two records of an Amazon MSK topic
      kinesis: two records of a data stream
      dynamodb: an item's insertion, change and expiry
      firehose: two records to transform
      s3: object that was created
      s3-eventbridge: object that was created, by way of EventBridge
      s3-batch: task of a Batch Operations job
      eventbridge: event of an application
      scheduled: schedule of EventBridge
      cloudwatch-alarm: metric alarm
      cloudwatch-logs: two log events of a subscription, compressed
      lambda-destination: event that another function failed to handle
      cognito-pre-sign-up: user who signs up
      cognito-post-confirmation: user who has signed up
      cognito-pre-token: tokens that are about to be issued
      cloudformation: custom resource to create
      secrets-manager: first step of a rotation
      ses: email that was received
      lex-v2: intent to fulfill
      connect: step of a contact flow
      bedrock-agent: action of an agent
      """.lines()
      .map(line -> line.split(": ", 2))
      .map(line -> new ExampleEvent(line[0], line[1]))
      .toList();

  /**
   * All of them, in an order for readers: requests, messages, streams, storage, then what AWS
   * reports and asks.
   */
  public static List<ExampleEvent> all() {
    return ALL;
  }

  /**
   * The one of that name.
   *
   * @param property the property that contains the name, for messages
   */
  public static ExampleEvent named(String name, String property) {
    return ALL.stream()
        .filter(example -> example.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new ProblemException(
            "there is no example event '" + name + "'",
            "property " + property,
            list(name, property)));
  }

  private static String list(String name, String property) {
    return meant(name)
            .map(meant -> "did you mean -D" + property + "=" + meant + "? These are all:\n")
            .orElse("set -D" + property + " to one of these:\n")
        + ALL.stream()
            .map(example -> String.format("  %-25s  %s", example.name, example.description))
            .collect(Collectors.joining("\n"));
  }

  /** The beginning of a name, such as {@code lex}, is closer to it than its edit distance says. */
  private static Optional<String> meant(String name) {
    List<String> names = ALL.stream().map(ExampleEvent::name).toList();
    return names.stream()
        .filter(one -> one.startsWith(name))
        .findFirst()
        .or(() -> Suggestion.closest(name, names));
  }

  /** The event itself, on several lines. */
  public byte[] json() throws IOException {
    try (InputStream json = ExampleEvent.class.getResourceAsStream("examples/" + name + ".json")) {
      return json.readAllBytes();
    }
  }
}
