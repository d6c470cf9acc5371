// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.measure;

import java.math.BigDecimal;

/**
 * What Lambda asks for the duration of a function, which includes its init phase since August 2025.
 *
 * @param perGbSecond USD
 * @see <a href="https://aws.amazon.com/lambda/pricing/">AWS Lambda Pricing</a>
 */
public record Price(double perGbSecond) {

  /** In us-east-1, for the first 6 billion GB-seconds of a month. */
  public static final Price X86_64 = new Price(0.0000166667);

  /** In us-east-1, for the first 7.5 billion GB-seconds of a month. */
  public static final Price ARM64 = new Price(0.0000133334);

  private static final int MB_PER_GB = 1024;
  private static final int MILLION = 1_000_000;

  /** USD for so many milliseconds, a million times. Each time counts in whole milliseconds. */
  double ofAMillion(double millis, int memoryMb) {
    return Math.ceil(millis) / 1000 * memoryMb / MB_PER_GB * perGbSecond * MILLION;
  }

  /** Without an exponent. */
  BigDecimal number() {
    return new BigDecimal(BigDecimal.valueOf(perGbSecond).toPlainString());
  }
}
