// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.test;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The function's log on the test's standard output: on {@code System.out} as it is at that moment,
 * since tests replace it, and with line breaks as they were before the log made one event of a message.
 */
final class TestOutput extends OutputStream {

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] line, int offset, int length) {
    System.out.print(new String(line, offset, length, StandardCharsets.UTF_8).replace('\r', '\n'));
  }
}
