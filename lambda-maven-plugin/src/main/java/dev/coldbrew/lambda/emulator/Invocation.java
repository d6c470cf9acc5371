package dev.coldbrew.lambda.emulator;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;

/** One event on its way to the function, with the facts that the Runtime API sends along. */
record Invocation(
    String requestId, byte[] event, Instant deadline, String functionArn, String traceId) {

  private static final SecureRandom RANDOM = new SecureRandom();

  /** An invocation with a trace id of its own, as X-Ray forms them. */
  static Invocation of(String requestId, byte[] event, Instant deadline, String functionArn) {
    String start = Long.toHexString(Instant.now().getEpochSecond());
    String traceId = "Root=1-" + start + "-" + hex(12) + ";Parent=" + hex(8) + ";Sampled=1";
    return new Invocation(requestId, event, deadline, functionArn, traceId);
  }

  /** The headers of {@code next}; AWS omits those that would be empty. */
  Map<String, String> headers() {
    return Map.of(
        "Content-Type", "application/json",
        "Lambda-Runtime-Aws-Request-Id", requestId,
        "Lambda-Runtime-Deadline-Ms", Long.toString(deadline.toEpochMilli()),
        "Lambda-Runtime-Invoked-Function-Arn", functionArn,
        "Lambda-Runtime-Trace-Id", traceId);
  }

  private static String hex(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
