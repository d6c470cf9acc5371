// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The invocations of a soak: each is made from its number, again and again the same. */
final class SoakEvents {

  /** What the function is asked to do by its request id: {@link SoakHandlers} has the same words. */
  private enum Kind {
    ECHO,
    FAIL,
    OVERFLOW,
    STREAM,
    BREAK,
    MEASURE
  }

  private static final int LARGEST = 6 * 1024 * 1024;
  private static final int LARGEST_EVERY = 20_000;

  private final byte[] filler = new byte[LARGEST + 1000];
  private final List<Integer> measured;
  private final boolean isJson;

  /**
   * @param measured numbers of the invocations that measure
   * @param isJson whether events and answers are JSON objects, and no answer is a stream
   */
  SoakEvents(List<Integer> measured, boolean isJson) {
    this.measured = measured;
    this.isJson = isJson;
    Random random = new Random(0);
    for (int i = 0; i < filler.length; i++) {
      filler[i] = (byte) ('a' + random.nextInt(26));
    }
  }

  String requestId(int number) {
    return kind(number).name().toLowerCase() + "-" + number;
  }

  byte[] event(int number) {
    int from = number % 1000;
    byte[] text = Arrays.copyOfRange(filler, from, from + size(number));
    return isJson
        ? ("{\"text\":\"" + new String(text, StandardCharsets.US_ASCII) + "\",\"n\":[1,{}]}")
            .getBytes(StandardCharsets.US_ASCII)
        : text;
  }

  boolean isMeasured(int number) {
    return measured.contains(number);
  }

  /**
   * @param sort response or error
   */
  boolean isRight(int number, String sort, byte[] body, List<String> trailers) {
    boolean isError = sort.equals("error");
    byte[] event = event(number);
    return switch (kind(number)) {
      case ECHO, STREAM -> !isError && Arrays.equals(event, body);
      case FAIL -> isError && start(body).contains("asked to fail");
      case OVERFLOW -> isError && start(body).contains("StackOverflowError");
      case BREAK ->
        event.length == 0
            ? isError
            : !isError
                && Arrays.equals(event, body)
                && trailers.toString().contains("Lambda-Runtime-Function-Error-Type: ");
      case MEASURE -> !isError;
    };
  }

  static String start(byte[] body) {
    return new String(body, 0, Math.min(body.length, 200), StandardCharsets.UTF_8);
  }

  private Kind kind(int number) {
    if (isMeasured(number)) {
      return Kind.MEASURE;
    }
    int perMille = new Random(number).nextInt(1000);
    if (perMille < 20) {
      return Kind.FAIL;
    }
    if (perMille < 21) {
      return Kind.OVERFLOW;
    }
    if (isJson || perMille >= 120) {
      return Kind.ECHO;
    }
    return perMille < 110 ? Kind.STREAM : Kind.BREAK;
  }

  private static int size(int number) {
    if (number % LARGEST_EVERY == LARGEST_EVERY / 2) {
      return LARGEST;
    }
    Random random = new Random(~number);
    int perMille = random.nextInt(1000);
    int most = perMille < 900 ? 1_000 : perMille < 998 ? 10_000 : 200_000;
    return perMille < 50 ? 0 : random.nextInt(most);
  }
}
