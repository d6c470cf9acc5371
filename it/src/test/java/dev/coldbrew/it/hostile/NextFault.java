// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it.hostile;

import java.util.List;
import java.util.Random;

/** How an event is given. */
enum NextFault {
  NONE(Outcome.GIVEN),
  BYTE_BY_BYTE(Outcome.GIVEN),
  INTERIM_RESPONSES(Outcome.GIVEN),
  CHUNKS(Outcome.GIVEN),
  LARGE_HEADER(Outcome.GIVEN),
  FOLDED_HEADERS(Outcome.GIVEN),
  LINE_FEEDS_ONLY(Outcome.GIVEN),
  TWO_LENGTHS(Outcome.GIVEN),
  MORE_THAN_ASKED(Outcome.GIVEN),
  CONNECTION_CLOSE(Outcome.GIVEN_AND_CLOSED),
  HTTP_1_0(Outcome.GIVEN_AND_CLOSED),
  CLOSED_AFTERWARDS(Outcome.UNSURE),
  RESET_AFTERWARDS(Outcome.UNSURE),
  CUT(Outcome.CUT),
  CUT_IN_CHUNKS(Outcome.CUT),
  TOO_LARGE_HEADER(Outcome.CUT),
  NOISE(Outcome.CUT),
  WRONG_LENGTH(Outcome.CUT),
  HUGE_LENGTH(Outcome.CUT),
  HUGE_CHUNK(Outcome.CUT),
  STATUS_500(Outcome.FATAL),
  STATUS_403(Outcome.FATAL),
  STATUS_204(Outcome.FATAL),
  NO_REQUEST_ID(Outcome.FATAL);

  /** What the runtime has then. */
  enum Outcome {
    GIVEN,
    GIVEN_AND_CLOSED,
    UNSURE,
    CUT,
    FATAL
  }

  private static final String OK = "HTTP/1.1 200 OK\r\n";

  final Outcome outcome;

  NextFault(Outcome outcome) {
    this.outcome = outcome;
  }

  /** What is written, a character each byte. */
  String bytes(Invocation invocation, Random random) {
    String event = invocation.event();
    String id = "Lambda-Runtime-Aws-Request-Id: " + invocation.id + "\r\n";
    String headers = id + "Lambda-Runtime-Deadline-Ms: " + (System.currentTimeMillis() + 900_000)
        + "\r\nLambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:eu-west-1:1:function:f\r\n";
    String length = "Content-Length: " + event.length() + "\r\n";
    String body = "\r\n" + event;
    String whole = OK + headers + length + body;
    return switch (this) {
      case INTERIM_RESPONSES ->
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n"
            + "Lambda-Runtime-Aws-Request-Id: wrong\r\n\r\n" + whole;
      case CHUNKS -> OK + headers + chunks(event, random);
      case LARGE_HEADER ->
        OK + "X-Large: " + "h".repeat(300_000) + "\r\n" + headers + length + body;
      case FOLDED_HEADERS ->
        OK + "X-Folded: a\r\n  b\r\n\tc\r\n" + headers + length.replace(": ", ":\r\n ") + body;
      case LINE_FEEDS_ONLY -> whole.replace("\r\n", "\n");
      case TWO_LENGTHS -> OK + headers + length + length + body;
      case MORE_THAN_ASKED -> whole + "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";
      case CONNECTION_CLOSE -> OK + "Connection: close\r\n" + headers + length + body;
      case HTTP_1_0 -> "HTTP/1.0 200 OK\r\n" + headers + body;
      case CUT -> cut(whole, random);
      case CUT_IN_CHUNKS -> cut(OK + headers + chunks(event, random), random);
      case TOO_LARGE_HEADER ->
        OK + "X-Large: " + "h".repeat(1_000_000) + "\r\n" + headers + length + body;
      case NOISE -> noise(random);
      case WRONG_LENGTH ->
        OK + headers + "Content-Length: "
            + List.of("-1", "abc", "", "99999999999", "+5", "0x10").get(random.nextInt(6)) + "\r\n"
            + body;
      case HUGE_LENGTH -> OK + headers + "Content-Length: 2147483647\r\n" + body;
      case HUGE_CHUNK -> OK + headers + "Transfer-Encoding: chunked\r\n\r\n7fffffff\r\n" + event;
      case STATUS_500 -> "HTTP/1.1 500 Error\r\nContent-Length: 2\r\n\r\n{}";
      case STATUS_403 -> "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\n{}";
      case STATUS_204 -> "HTTP/1.1 204 No Content\r\n" + id + "\r\n";
      case NO_REQUEST_ID -> OK + length + body;
      default -> whole;
    };
  }

  private static String chunks(String event, Random random) {
    StringBuilder chunks = new StringBuilder("Transfer-Encoding: chunked\r\n\r\n");
    for (int from = 0; from < event.length(); ) {
      int to = Math.min(event.length(), from + 1 + random.nextInt(20));
      chunks.append(Integer.toHexString(to - from)).append(random.nextBoolean() ? ";a=\"b\"" : "");
      chunks.append("\r\n").append(event, from, to).append("\r\n");
      from = to;
    }
    return chunks.append("0\r\nLambda-Runtime-Aws-Request-Id: trailer\r\n\r\n").toString();
  }

  /** Nothing at all, a part of the status line, or a part of all. */
  static String cut(String whole, Random random) {
    int end = switch (random.nextInt(3)) {
      case 0 -> 0;
      case 1 -> random.nextInt(17);
      default -> random.nextInt(whole.length());
    };
    return whole.substring(0, end);
  }

  static String noise(Random random) {
    StringBuilder noise = new StringBuilder();
    for (int i = random.nextInt(2_000); i >= 0; i--) {
      noise.append((char) random.nextInt(256));
    }
    return noise.toString();
  }
}
