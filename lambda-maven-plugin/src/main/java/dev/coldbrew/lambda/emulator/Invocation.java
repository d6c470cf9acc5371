// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** An event on its way to the function, with the facts that the Runtime API sends along. */
record Invocation(InvokeRequest request, Instant deadline, String traceId) {

  Invocation(InvokeRequest request, Instant deadline) {
    this(request, deadline, TraceHeader.of(request.caller().traceId()).toString());
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

  /** The event that an extension gets for it, as JSON. */
  byte[] extensionEvent() {
    JsonObject tracing = new JsonObject();
    tracing.addProperty("type", TraceHeader.NAME);
    tracing.addProperty("value", traceId);
    JsonObject event = new JsonObject();
    event.addProperty("eventType", "INVOKE");
    event.addProperty("deadlineMs", deadline.toEpochMilli());
    event.addProperty("requestId", request.requestId());
    event.addProperty("invokedFunctionArn", request.functionArn());
    event.add("tracing", tracing);
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }
}
