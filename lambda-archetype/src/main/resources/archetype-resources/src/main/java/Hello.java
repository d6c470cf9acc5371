package ${package};

#if($event == "http")
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.Map;

/** Says hello to the name in a request's query, behind a function URL or an HTTP API. */
public class Hello {

  public APIGatewayV2HTTPResponse hello(APIGatewayV2HTTPEvent request) {
    var query = request.getQueryStringParameters(); // null without a query
    if (query == null || !query.containsKey("name")) {
      return response(400, "No name supplied!");
    }
    return response(200, "Hello, " + query.get("name") + "!");
  }

  private static APIGatewayV2HTTPResponse response(int status, String text) {
    return APIGatewayV2HTTPResponse.builder()
        .withStatusCode(status)
        .withHeaders(Map.of("Content-Type", "text/plain; charset=utf-8"))
        .withBody(text)
        .build();
  }
}
#elseif($event == "sqs")
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.ArrayList;

/** Says hello to the names in a queue's messages. */
public class Hello {

  /** Names the messages that failed, for a trigger with ReportBatchItemFailures. */
  public SQSBatchResponse hello(SQSEvent event) {
    var failures = new ArrayList<BatchItemFailure>();
    for (var message : event.getRecords()) {
      try {
        sayHello(message.getBody());
      } catch (RuntimeException e) {
        System.out.println("message " + message.getMessageId() + " failed: " + e);
        failures.add(new BatchItemFailure(message.getMessageId()));
      }
    }
    return new SQSBatchResponse(failures);
  }

  private static void sayHello(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("No name supplied!");
    }
    System.out.println("Hello, " + name + "!");
  }
}
#else
import java.util.Map;

/** Says hello to the name in an event. */
public class Hello {

  public String hello(Map<String, Object> event) {
    var name = event.get("name");
    if (name == null) {
      throw new IllegalArgumentException("No name supplied!");
    }
    return "Hello, " + name + "!";
  }
}
#end
