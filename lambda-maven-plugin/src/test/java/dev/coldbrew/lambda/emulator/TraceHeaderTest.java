// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceHeaderTest {

  private static final String ROOT = "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700";

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "garbage", "Root=", "Parent=9a9197af755a6419;Sampled=0"})
  void withoutATraceANewOneIsStarted(String given) {
    String header = TraceHeader.of(given).toString();

    assertTrue(
        header.matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=1"), header);
    assertNotEquals(header, TraceHeader.of(given).toString());
  }

  @Test
  void aTraceAloneIsCompleted() {
    String header = TraceHeader.of(ROOT).toString();

    assertTrue(header.matches(ROOT + ";Parent=[0-9a-f]{16};Sampled=1"), header);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ROOT + ";Parent=9a9197af755a6419;Sampled=0",
        ROOT + ";Parent=9a9197af755a6419;Sampled=?",
        ROOT + ";Parent=9a9197af755a6419;Sampled=1;Lineage=1:38a5ab94:0"
      })
  void aCompleteHeaderStaysAsItIs(String given) {
    assertEquals(given, TraceHeader.of(given).toString());
    assertEquals(ROOT, TraceHeader.of(given).root());
  }

  @Test
  void theOrderAndBlanksOfTheFieldsDoNotMatter() {
    assertEquals(
        ROOT + ";Parent=9a9197af755a6419;Sampled=0;Self=1-2-3",
        TraceHeader.of("Self=1-2-3; Sampled=0; Parent=9a9197af755a6419; " + ROOT)
            .toString());
  }
}
