// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.runtime.api;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** A response as RFC 9112 allows it: what it says, and one of the many ways to put it on the wire. */
final class RandomResponse {

  private static final int[] WITH_BODY = {200, 202, 400, 403, 413, 500, 599};
  private static final int[] WITHOUT_BODY = {204, 304};

  private final Random random;
  private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
  private final String endOfLine;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private int status;
  private byte[] body = new byte[0];
  private boolean isLast;
  private boolean endsWithConnection;

  RandomResponse(Random random) {
    this.random = random;
    endOfLine = chance(10) ? "\n" : "\r\n";
    while (chance(8)) {
      line("HTTP/1.1 10" + random.nextInt(4) + pick("", " ", " Continue"));
      lineWithHeader("X-Interim", text(10));
      line("");
    }
    if (chance(10)) {
      writeWithoutBody();
    } else {
      writeWithBody();
    }
  }

  byte[] bytes() {
    return wire.toByteArray();
  }

  int status() {
    return status;
  }

  /** Names as they may be asked for, values as they must be answered. */
  Map<String, String> headers() {
    return headers;
  }

  byte[] body() {
    return body;
  }

  /** Whether the connection is of no use after it. */
  boolean isLast() {
    return isLast;
  }

  /** Whether the end of the connection is the end of the body. */
  boolean endsWithConnection() {
    return endsWithConnection;
  }

  private void writeWithoutBody() {
    status = WITHOUT_BODY[random.nextInt(WITHOUT_BODY.length)];
    writeHead();
    line("");
  }

  private void writeWithBody() {
    status = WITH_BODY[random.nextInt(WITH_BODY.length)];
    body = new byte[chance(5) ? 0 : random.nextInt(chance(20) ? 200_000 : 2_000)];
    random.nextBytes(body);
    int framing = random.nextInt(5);
    writeHead();
    if (framing == 0) {
      isLast = endsWithConnection = true;
      line("");
      wire.writeBytes(body);
    } else if (framing < 3) {
      lineWithHeader("Transfer-Encoding", pick("chunked", "Chunked"));
      if (chance(5)) {
        lineWithHeader("Content-Length", "7"); // which the encoding overrides
      }
      line("");
      writeChunks();
    } else {
      lineWithHeader("Content-Length", pick("", "0", "000") + body.length);
      line("");
      wire.writeBytes(body);
    }
  }

  private void writeHead() {
    boolean old = chance(10);
    isLast = old;
    line((old ? "HTTP/1.0 " : "HTTP/1.1 ") + status + pick("", " ", " Some Reason"));
    if (chance(5)) {
      boolean close = random.nextBoolean();
      isLast |= close;
      lineWithHeader("Connection", close ? pick("close", "Close") : "keep-alive");
    }
    for (int i = random.nextInt(12); i > 0; i--) {
      String value = text(i == 1 && chance(20) ? 200_000 : 60);
      headers.put(inAnyCase("x-" + i), value);
      lineWithHeader("x-" + i, value);
    }
    if (chance(10)) {
      String blank = pick(" ", "\t ");
      headers.put("X-Folded", "a" + blank + "b");
      line("x-folded: a" + endOfLine + blank + "b" + endOfLine + " ");
    }
  }

  private void writeChunks() {
    for (int from = 0; from < body.length; ) {
      int size = Math.min(body.length - from, 1 + random.nextInt(chance(3) ? 10 : 20_000));
      String hex = Integer.toHexString(size);
      line(pick("", "0") + pick(hex, hex.toUpperCase()) + pick("", " ", ";a=b", " ; c=\"d;e\""));
      wire.write(body, from, size);
      line("");
      from += size;
    }
    line(pick("0", "000"));
    while (chance(3)) {
      lineWithHeader("X-Trailer", text(20));
    }
    line("");
  }

  private void line(String text) {
    wire.writeBytes((text + endOfLine).getBytes(StandardCharsets.ISO_8859_1));
  }

  private void lineWithHeader(String name, String value) {
    line(inAnyCase(name) + ":" + pick("", " ", " \t  ") + value + pick("", " \t"));
  }

  private String inAnyCase(String name) {
    return pick(name, name.toUpperCase(), name.toLowerCase());
  }

  /** Of visible characters, all of ISO 8859-1, so that nothing in it is padding. */
  private String text(int longest) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(longest); i > 0; i--) {
      text.append(
          (char) (random.nextBoolean() ? 0x21 + random.nextInt(94) : 0xa1 + random.nextInt(95)));
    }
    return text.toString();
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
