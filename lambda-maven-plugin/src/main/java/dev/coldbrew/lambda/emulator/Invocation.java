// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** One event on its way to the function, with the facts that the Runtime API sends along. */
record Invocation(InvokeRequest request, Instant deadline, String traceId) {

  private static final SecureRandom RANDOM = new SecureRandom();

  /** Begins a trace where the caller has none. */
  Invocation(InvokeRequest request, Instant deadline) {
    this(
        request,
        deadline,
        request.caller().traceId() == null ? newTrace() : request.caller().traceId());
  }

  /** The headers of {@code next}. */
  Map<String, String> headers() {
    Map<String, String> headers = new TreeMap<>(request.caller().headers());
    headers.put("Lambda-Runtime-Trace-Id", traceId);
    headers.put("Content-Type", "application/json");
    headers.put("Lambda-Runtime-Aws-Request-Id", request.requestId());
    headers.put("Lambda-Runtime-Deadline-Ms", Long.toString(deadline.toEpochMilli()));
    headers.put("Lambda-Runtime-Invoked-Function-Arn", request.functionArn());
    return headers;
  }

  /** What an extension is sent of it, as JSON. */
  byte[] extensionEvent() {
    JsonObject tracing = new JsonObject();
    tracing.addProperty("type", "X-Amzn-Trace-Id");
    tracing.addProperty("value", traceId);
    JsonObject event = new JsonObject();
    event.addProperty("eventType", "INVOKE");
    event.addProperty("deadlineMs", deadline.toEpochMilli());
    event.addProperty("requestId", request.requestId());
    event.addProperty("invokedFunctionArn", request.functionArn());
    event.add("tracing", tracing);
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** As X-Ray forms them. */
  private static String newTrace() {
    String start = Long.toHexString(Instant.now().getEpochSecond());
    return "Root=1-" + start + "-" + hex(12) + ";Parent=" + hex(8) + ";Sampled=1";
  }

  private static String hex(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
