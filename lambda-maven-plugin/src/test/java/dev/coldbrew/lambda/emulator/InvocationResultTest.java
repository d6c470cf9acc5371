package dev.coldbrew.lambda.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class InvocationResultTest {

  @Test
  void anErrorIsSummedUpByTypeAndMessage() {
    assertEquals("a.B: no name", failed("{\"errorType\":\"a.B\",\"errorMessage\":\"no name\"}"));
  }

  @Test
  void anErrorWithoutAMessageIsSummedUpByItsTypeOnce() {
    assertEquals("a.B", failed("{\"errorType\":\"a.B\",\"errorMessage\":\"a.B\"}"));
    assertEquals("a.B", failed("{\"errorType\":\"a.B\",\"errorMessage\":null}"));
  }

  @Test
  void anErrorWithoutATypeIsSummedUpByItsMessage() {
    assertEquals("no name", failed("{\"errorMessage\":\"no name\"}"));
    assertEquals("(none)", failed("{}"));
  }

  @Test
  void anErrorThatIsNotAnObjectIsItsOwnSummary() {
    assertEquals("out of order", failed("out of order"));
  }

  @Test
  void anErrorOfSeveralLinesIsSummedUpInOne() {
    assertEquals(
        "a.B: no name and no age",
        failed("{\"errorType\":\"a.B\",\"errorMessage\":\"no name\\r\\n  and no age\\n\"}"));
    assertEquals("out of order", failed("out\nof order"));
  }

  @Test
  void anEmptyErrorIsItsOwnSummary() {
    assertEquals("", failed(""));
  }

  private static String failed(String payload) {
    return new InvocationResult(payload.getBytes(StandardCharsets.UTF_8), true).errorSummary();
  }
}
