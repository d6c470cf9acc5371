// Copyright the Coldbrew authors. SPDX-License-Identifier: Apache-2.0
package dev.coldbrew.lambda.emulator;

import java.util.UUID;

/**
 * What the Invoke API hands on to a function, once it has accepted it.
 *
 * @param requestId that of the log lines; the same for each attempt at an asynchronous invocation
 * @param functionArn as the caller named the function: with a qualifier only if it gave one
 * @param event JSON
 * @param stream takes a streamed response as it arrives; null keeps it until it is complete
 */
public record InvokeRequest(
    String requestId, String functionArn, byte[] event, Caller caller, StreamedResponse stream) {

  /** A first attempt, whose response is kept until it is complete. */
  public static InvokeRequest of(String functionArn, byte[] event, Caller caller) {
    return new InvokeRequest(UUID.randomUUID().toString(), functionArn, event, caller, null);
  }
}
