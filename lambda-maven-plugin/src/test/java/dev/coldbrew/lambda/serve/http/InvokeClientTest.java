// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.serve.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.coldbrew.lambda.emulator.Caller;
import dev.coldbrew.lambda.emulator.InvocationResult;
import dev.coldbrew.lambda.problem.ProblemException;
import dev.coldbrew.lambda.serve.EditedCode;
import dev.coldbrew.lambda.serve.Functions;
import dev.coldbrew.lambda.serve.Journal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class InvokeClientTest {

  @TempDir
  Path folder;

  private final List<String> log = new ArrayList<>();
  private Functions functions;
  private ServeServer server;
  private String endpoint;

  @BeforeEach
  void serve() throws IOException {
    EditedCode fixture = new EditedCode(folder);
    fixture.save("1");
    functions = new Functions(
        List.of(fixture.start(EditedCode.settings(1), folder.resolve("running"))), fixture);
    server = ServeServer.start(
        InetAddress.getLoopbackAddress(),
        0,
        functions,
        Map.of(),
        new ConsolePage(functions, new Journal(fixture), Map.of()));
    endpoint = "http://127.0.0.1:" + server.port();
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    functions.close();
  }

  @Test
  void hasTheResponseAndTheEndOfTheLog() throws IOException {
    InvocationResult result = invoke("hello", "{\"respond\":[7]}");

    assertFalse(result.failed());
    assertEquals("[7]", result.text());
    assertTrue(log.get(0).startsWith("START RequestId: "), log.toString());
    assertTrue(log.get(log.size() - 1).startsWith("REPORT RequestId: "), log.toString());
  }

  @Test
  void aFunctionThatFailsIsNotAProblemOfTheEndpoint() throws IOException {
    functions.find("hello").orElseThrow().close();

    ProblemException problem = assertThrows(ProblemException.class, () -> invoke("hello", "{}"));

    assertEquals(
        "status 500: the function is no longer served (property lambda.endpoint)\n"
            + "hint: change the event, or see where the function is served",
        problem.getMessage());
  }

  @Test
  void aFunctionThatIsNotServedIsNamed() {
    ProblemException problem = assertThrows(ProblemException.class, () -> invoke("other", "{}"));

    assertEquals(
        "status 404: Function not found: arn:aws:lambda:us-east-1:123456789012:function:other:$LATEST"
            + " (property lambda.endpoint)\n"
            + "hint: -Dlambda.functionName=NAME with a name that lambda:serve shows",
        problem.getMessage());
  }

  @Test
  void anEndpointWithoutAServerSaysHowToStartOne() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      endpoint = "http://127.0.0.1:" + free.getLocalPort();
    }

    ProblemException problem = assertThrows(ProblemException.class, () -> invoke("hello", "{}"));

    assertEquals(
        "nothing is served at " + endpoint + " (property lambda.endpoint)\n"
            + "hint: start it in another terminal: mvn lambda:serve",
        problem.getMessage());
  }

  @Test
  void aMalformedEndpointIsRefused() {
    for (String other : List.of("127.0.0.1:9000", "https://lambda.amazonaws.com", "http://a/b")) {
      endpoint = other;
      ProblemException problem = assertThrows(ProblemException.class, () -> invoke("hello", "{}"));
      assertEquals(
          "'" + other + "' is not an endpoint of lambda:serve (property lambda.endpoint)\n"
              + "hint: -Dlambda.endpoint=http://127.0.0.1:9000",
          problem.getMessage());
    }
  }

  private InvocationResult invoke(String function, String event) throws IOException {
    return new InvokeClient(endpoint, function, log::add)
        .invoke(event.getBytes(StandardCharsets.UTF_8), Caller.UNKNOWN);
  }
}
