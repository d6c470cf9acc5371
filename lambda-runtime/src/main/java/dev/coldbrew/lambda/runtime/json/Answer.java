package dev.coldbrew.lambda.runtime.json;

import java.nio.charset.StandardCharsets;

/**
 * An answer, or what else is said to Lambda, as JSON in UTF-8; in the buffer where it was written, as
 * a copy of 6 MB is not free.
 *
 * @param bytes longer than the answer
 * @param length how many of the bytes are the answer
 */
public record Answer(byte[] bytes, int length) {

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
