// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExampleEventTest {

  private static final String LIST = """
        apigw-v1                   request to a REST API of API Gateway
        apigw-v2                   request to an HTTP API of API Gateway
        apigw-websocket            message to a WebSocket API of API Gateway
        apigw-authorizer-token     token that a REST API asks to check
        apigw-authorizer-request   request that a REST API asks to check
        apigw-authorizer-v2        request that an HTTP API asks to check
        function-url               request to a function URL
        alb                        request to an Application Load Balancer
        appsync                    GraphQL mutation that AppSync asks to resolve
        sqs                        two messages of a queue
        sns                        message to a topic
        sqs-sns                    message to a topic, by way of a queue
        activemq                   two messages of an Amazon MQ broker
        rabbitmq                   message of an Amazon MQ broker
        kafka                      two records of an Amazon MSK topic
        kinesis                    two records of a data stream
        dynamodb                   an item's insertion, change and expiry
        firehose                   two records to transform
        s3                         object that was created
        s3-eventbridge             object that was created, by way of EventBridge
        s3-batch                   task of a Batch Operations job
        eventbridge                event of an application
        scheduled                  schedule of EventBridge
        cloudwatch-alarm           metric alarm
        cloudwatch-logs            two log events of a subscription, compressed
        lambda-destination         event that another function failed to handle
        cognito-pre-sign-up        user who signs up
        cognito-post-confirmation  user who has signed up
        cognito-pre-token          tokens that are about to be issued
        cloudformation             custom resource to create
        secrets-manager            first step of a rotation
        ses                        email that was received
        lex-v2                     intent to fulfill
        connect                    step of a contact flow
        bedrock-agent              action of an agent""".indent(2).stripTrailing();

  static List<ExampleEvent> examples() {
    return ExampleEvent.all();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void exampleIsJsonAsLambdaTakesIt(ExampleEvent example) throws IOException {
    byte[] json = example.json();

    assertArrayEquals(json, Event.ofPayload(new String(json, StandardCharsets.UTF_8)));
    assertEquals(example, ExampleEvent.named(example.name(), "lambda.example"));
  }

  @Test
  void noExampleIsMissingFromTheList() throws IOException {
    Path folder = Path.of("src/main/resources/dev/coldbrew/lambda/emulator/examples");
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          ExampleEvent.all().stream()
              .map(example -> example.name() + ".json")
              .sorted()
              .toList(),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @ParameterizedTest
  @CsvSource({"sqss, sqs", "S3, s3", "lex, lex-v2", "cognito-presignup, cognito-pre-sign-up"})
  void misspelledNameIsReportedWithTheOneThatWasMeant(String name, String meant) {
    ProblemException e =
        assertThrows(ProblemException.class, () -> ExampleEvent.named(name, "lambda.example"));

    assertEquals("""
        there is no example event '%s' (property lambda.example)
        hint: did you mean -Dlambda.example=%s? These are all:
        """.formatted(name, meant) + LIST, e.getMessage());
  }

  @Test
  void nameUnlikeAnyOtherIsReportedWithTheWholeList() {
    ProblemException e =
        assertThrows(ProblemException.class, () -> ExampleEvent.named("?", "lambda.example"));

    assertEquals("""
        there is no example event '?' (property lambda.example)
        hint: set -Dlambda.example to one of these:
        """ + LIST, e.getMessage());
  }

  @Test
  void namesNeedNoQuotesInAShell() {
    assertTrue(
        ExampleEvent.all().stream().allMatch(example -> example.name().matches("[a-z0-9-]+")));
  }
}
