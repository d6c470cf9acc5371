// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void anErrorOfATimeoutIsKnownByItsType() {
    assertTrue(
        result("{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":\"a\"}").timedOut());
    assertFalse(
        result("{\"errorType\":\"a.B\",\"errorMessage\":\"Sandbox.Timedout\"}").timedOut());
  }

  @Test
  void anEmptyErrorIsItsOwnSummary() {
    assertEquals("", failed(""));
  }

  @Test
  void thePreludeOfAStreamIsPrintedAsALine() {
    assertArrayEquals(
        bytes("{\"headers\":{\"a\":\"\u00c3\u00a9\"}}\nhi\0\u00ff"),
        new InvocationResult(
                bytes("{\"headers\":{\"a\":\"\u00c3\u00a9\"}}\0\0\0\0\0\0\0\0hi\0\u00ff"), false)
            .printable());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Ada\"",
        "",
        "PNG\0\0\0\0\0\0\0\0rest",
        "[]\0\0\0\0\0\0\0\0",
        "{\0\0\0\0\0\0\0\0",
        "{}\0\0\0\0\0\0\0"
      })
  void whatHasNoPreludeIsPrintedAsItIs(String payload) {
    assertArrayEquals(bytes(payload), new InvocationResult(bytes(payload), false).printable());
  }

  private static byte[] bytes(String letters) {
    return letters.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String failed(String payload) {
    return result(payload).errorSummary();
  }

  private static InvocationResult result(String payload) {
    return new InvocationResult(payload.getBytes(StandardCharsets.UTF_8), true);
  }
}
