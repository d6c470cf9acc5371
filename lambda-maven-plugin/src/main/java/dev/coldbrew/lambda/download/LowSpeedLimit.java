// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.download;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * The speed below which a server counts as broken, like curl's option {@code --speed-limit}. With
 * only a timeout, a server that sends single bytes could keep a build waiting forever.
 *
 * @param bytes how many must arrive in each period
 * @param period the length of a period; each begins where the previous one ends
 */
record LowSpeedLimit(int bytes, Duration period) {

  /** A JDK of 200 MB takes up to eleven hours at that speed. */
  static final LowSpeedLimit USUAL = new LowSpeedLimit(300_000, Duration.ofMinutes(1));

  /** A stream that ends with an exception when its server is too slow. */
  InputStream on(InputStream in) {
    return new Limited(in);
  }

  private final class Limited extends FilterInputStream {

    private long start = System.nanoTime();
    private int received;

    Limited(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      received += Math.max(read, 0);
      if (read >= 0 && System.nanoTime() - start >= period.toNanos()) {
        if (received < bytes) {
          throw new IOException(
              "the server sent fewer than %d bytes in %d s".formatted(bytes, period.toSeconds()));
        }
        start = System.nanoTime();
        received = 0;
      }
      return read;
    }
  }
}
