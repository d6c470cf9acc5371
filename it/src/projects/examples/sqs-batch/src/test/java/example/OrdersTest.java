package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coldbrew.lambda.runtime.test.TestFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OrdersTest {

  private final TestFunction orders = TestFunction.of("example.Orders::receive");

  @Test
  void namesTheMessagesThatFailed() throws IOException {
    var batch = Files.readString(Path.of("src/lambda/events/batch.json"));
    assertEquals(
        "{\"batchItemFailures\":[{\"itemIdentifier\":\"a-2\"}]}", orders.invoke(batch).text());
  }

  @Test
  void failsWithoutMessages() {
    assertEquals("java.lang.NullPointerException", orders.invoke("{}").errorType());
  }
}
