// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.it.hostile;

import java.util.Random;

/** What becomes of a response or an error. */
enum PostFault {
  NONE(Outcome.ACCEPTED),
  BYTE_BY_BYTE(Outcome.ACCEPTED),
  INTERIM_RESPONSES(Outcome.ACCEPTED),
  CHUNKS(Outcome.ACCEPTED),
  MORE_THAN_ASKED(Outcome.ACCEPTED),
  STATUS_400(Outcome.ACCEPTED),
  STATUS_413(Outcome.ACCEPTED),
  CONNECTION_CLOSE(Outcome.ACCEPTED_AND_CLOSED),
  CLOSED_AFTERWARDS(Outcome.ACCEPTED_AND_CLOSED),
  NOISE(Outcome.ACCEPTED_AND_CLOSED),
  CUT(Outcome.ACCEPTED_AND_CLOSED),
  EARLY_413(Outcome.REFUSED_UNREAD),
  UNREAD(Outcome.LOST),
  HALF_READ(Outcome.LOST),
  DROPPED(Outcome.LOST),
  STATUS_500(Outcome.FATAL),
  STATUS_403(Outcome.FATAL),
  STATUS_302(Outcome.FATAL);

  /** Lambda has it, or has not. */
  enum Outcome {
    ACCEPTED,
    ACCEPTED_AND_CLOSED,
    REFUSED_UNREAD,
    LOST,
    FATAL
  }

  private static final String ACCEPTED =
      "HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n"
          + "{\"status\":\"OK\"}";

  final Outcome outcome;

  PostFault(Outcome outcome) {
    this.outcome = outcome;
  }

  /** What is written, a character each byte. */
  String bytes(Random random) {
    return switch (this) {
      case INTERIM_RESPONSES ->
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\nX: y\r\n\r\n" + ACCEPTED;
      case CHUNKS ->
        "HTTP/1.1 202 Accepted\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "3;x=y\r\n{\"s\r\n1\r\n}\r\n0\r\nA: b\r\n\r\n";
      case MORE_THAN_ASKED ->
        ACCEPTED
            + "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: smuggled\r\n"
            + "Content-Length: 2\r\n\r\n{}";
      case STATUS_400 -> "HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\n{}";
      case STATUS_413 -> "HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\n{}";
      case CONNECTION_CLOSE -> ACCEPTED.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
      case NOISE -> NextFault.noise(random);
      case CUT -> NextFault.cut(ACCEPTED, random);
      case EARLY_413 ->
        "HTTP/1.1 413 Too Large\r\nConnection: close\r\n" + "Content-Length: 0\r\n\r\n";
      case STATUS_500 -> "HTTP/1.1 500 Error\r\nContent-Length: 2\r\n\r\n{}";
      case STATUS_403 -> "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\n{}";
      case STATUS_302 ->
        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n" + "Content-Length: 0\r\n\r\n";
      default -> ACCEPTED;
    };
  }
}
