// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTest {

  @ParameterizedTest
  @CsvSource({
    "1000, 1024, 16.6667",
    "999.001, 1024, 16.6667",
    "1000.001, 1024, 16.6833667",
    "1000, 128, 2.0833375",
    "0.2, 1769, 0.02879237529296875",
    "0, 128, 0"
  })
  void durationsCountInWholeMillisecondsAndGb(double millis, int memoryMb, double usd) {
    assertEquals(usd, Price.X86_64.ofAMillion(millis, memoryMb), 1e-9);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0000166667, 0.0000166667",
    "1.33334e-5, 0.0000133334",
    "0, 0.0",
    "1e-9, 0.0000000010"
  })
  void numberHasNoExponent(double price, String number) {
    assertEquals(number, new Price(price).number().toPlainString());
  }
}
