// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it.conformance;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import com.amazonaws.services.lambda.runtime.events.SNSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Handlers of what AWS's services send. */
public class Events {

  /** As API Gateway's examples have it. */
  public static class Proxy
      implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
    @Override
    public APIGatewayProxyResponseEvent handleRequest(
        APIGatewayProxyRequestEvent request, Context context) {
      return new APIGatewayProxyResponseEvent()
          .withStatusCode(request.getBody() == null ? 404 : 200)
          .withHeaders(request.getHeaders())
          .withBody(request.getHttpMethod() + " " + request.getPath() + ": " + request.getBody())
          .withIsBase64Encoded(request.getIsBase64Encoded());
    }
  }

  public APIGatewayV2HTTPResponse http(APIGatewayV2HTTPEvent request) {
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(200)
        .withCookies(request.getCookies())
        .withBody(request.getRequestContext().getHttp().getMethod() + request.getRawPath())
        .build();
  }

  /** Says which messages have failed. */
  public SQSBatchResponse queue(SQSEvent event) {
    return new SQSBatchResponse(event.getRecords().stream()
        .filter(m -> m.getBody().isEmpty())
        .map(m -> new SQSBatchResponse.BatchItemFailure(m.getMessageId()))
        .collect(Collectors.toList()));
  }

  public S3Event bucket(S3Event event) {
    return event;
  }

  public SNSEvent topic(SNSEvent event) {
    return event;
  }

  public ScheduledEvent schedule(ScheduledEvent event) {
    return event;
  }

  public DynamodbEvent table(DynamodbEvent event) {
    return event;
  }

  /** Reads the data, and writes the event. */
  public Map<String, Object> stream(KinesisEvent event) {
    List<String> data = event.getRecords().stream()
        .map(r ->
            StandardCharsets.UTF_8.decode(r.getKinesis().getData().duplicate()).toString())
        .toList();
    return Map.of("data", data, "event", event);
  }
}
