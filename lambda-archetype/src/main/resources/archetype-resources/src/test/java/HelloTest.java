package ${package};

import static org.junit.jupiter.api.Assertions.assertEquals;
#if($event == "http")

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import dev.coldbrew.lambda.runtime.test.TestFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HelloTest {

  private final Hello hello = new Hello();

  @Test
  void saysHelloToTheNameInTheQuery() {
    var request = new APIGatewayV2HTTPEvent();
    request.setQueryStringParameters(Map.of("name", "Ada"));
    var response = hello.hello(request);
    assertEquals(200, response.getStatusCode());
    assertEquals("Hello, Ada!", response.getBody());
  }

  @Test
  void isABadRequestWithoutAName() {
    var response = hello.hello(new APIGatewayV2HTTPEvent());
    assertEquals(400, response.getStatusCode());
    assertEquals("No name supplied!", response.getBody());
  }

  @Test
  void respondsInJsonAsInLambda() throws IOException {
    var function = TestFunction.of("${package}.Hello::hello");
    var request = Files.readString(Path.of("src/lambda/events/ada.json"));
    assertEquals(
        "{\"statusCode\":200,\"headers\":{\"Content-Type\":\"text/plain; charset=utf-8\"},"
            + "\"body\":\"Hello, Ada!\",\"isBase64Encoded\":false}",
        function.invoke(request).text());
  }
}
#elseif($event == "sqs")

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.coldbrew.lambda.runtime.test.TestFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class HelloTest {

  private final Hello hello = new Hello();

  @Test
  void namesTheMessagesThatFailed() {
    var batch = new SQSEvent();
    batch.setRecords(List.of(message("1", "Ada"), message("2", " "), message("3", "Grace")));
    assertEquals(new SQSBatchResponse(List.of(new BatchItemFailure("2"))), hello.hello(batch));
  }

  @Test
  void respondsInJsonAsInLambda() throws IOException {
    var function = TestFunction.of("${package}.Hello::hello");
    var batch = Files.readString(Path.of("src/lambda/events/ada.json"));
    assertEquals("{\"batchItemFailures\":[]}", function.invoke(batch).text());
  }

  private static SQSMessage message(String id, String body) {
    var message = new SQSMessage();
    message.setMessageId(id);
    message.setBody(body);
    return message;
  }
}
#else
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.coldbrew.lambda.runtime.test.TestFunction;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HelloTest {

  private final Hello hello = new Hello();

  @Test
  void saysHelloToTheNameInTheEvent() {
    assertEquals("Hello, Ada!", hello.hello(Map.of("name", "Ada")));
  }

  @Test
  void failsWithoutAName() {
    var e = assertThrows(IllegalArgumentException.class, () -> hello.hello(Map.of()));
    assertEquals("No name supplied!", e.getMessage());
  }

  @Test
  void respondsInJsonAsInLambda() {
    var function = TestFunction.of("${package}.Hello::hello");
    assertEquals("\"Hello, Ada!\"", function.invoke("{\"name\":\"Ada\"}").text());
  }
}
#end
