// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.Context;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.coldbrew.lambda.emulator.Bootstrap;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** AWS's own runtime for Java as a function behind the Invoke API. */
@TestInstance(Lifecycle.PER_CLASS)
public class AwsRuntimeTest extends ServeFixture {

  /** What that runtime calls. */
  public static class Greeter {
    public Map<String, String> greet(Map<String, String> event, Context context) {
      if (event.get("name") == null) {
        throw new IllegalArgumentException("No name supplied!");
      }
      System.out.println("greets " + event.get("name"));
      return Map.of(
          "greeting", "Hello, " + event.get("name") + "!",
          "id", context.getAwsRequestId(),
          "arn", context.getInvokedFunctionArn(),
          "basket", context.getClientContext().getCustom().get("basket"));
    }
  }

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    folder = temporary;
    serve(Bootstrap::awsRuntime, settings(Greeter.class.getName() + "::greet"));
  }

  @Override
  @AfterAll
  void stop() throws IOException {
    super.stop();
  }

  @Test
  void itsResponseIsThatOfTheCall() throws Exception {
    HttpResponse<String> response = post(
        "/2015-03-31/functions/hello/invocations?Qualifier=%24LATEST",
        "{\"name\":\"Ad\u00e4\"}",
        "X-Amz-Client-Context",
        Base64.getEncoder().encodeToString("{\"custom\":{\"basket\":\"b7\"}}".getBytes(UTF_8)),
        "X-Amz-Log-Type",
        "Tail");
    String id = response.headers().firstValue("x-amzn-RequestId").orElseThrow();
    JsonObject expected = new JsonObject();
    expected.addProperty("greeting", "Hello, Ad\u00e4!");
    expected.addProperty("id", id);
    expected.addProperty("arn", "arn:aws:lambda:us-east-1:123456789012:function:hello:$LATEST");
    expected.addProperty("basket", "b7");
    assertEquals(expected, JsonParser.parseString(response.body()));
    String log = new String(
        Base64.getDecoder()
            .decode(response.headers().firstValue("X-Amz-Log-Result").orElseThrow()),
        UTF_8);
    assertTrue(
        log.startsWith(
            "START RequestId: " + id + " Version: $LATEST\ngreets Ad\u00e4\nEND RequestId: " + id
                + "\nREPORT RequestId: " + id + "\tDuration: "),
        log);
  }

  @Test
  void itsErrorIsAFunctionError() throws Exception {
    HttpResponse<String> response = invoke("{}");
    assertEquals(200, response.statusCode());
    assertEquals(List.of("Unhandled"), response.headers().allValues("X-Amz-Function-Error"));
    JsonObject error = JsonParser.parseString(response.body()).getAsJsonObject();
    assertTrue(error.remove("stackTrace").isJsonArray());
    assertEquals(
        "{\"errorMessage\":\"No name supplied!\",\"errorType\":\"java.lang.IllegalArgumentException\"}",
        error.toString());
  }
}
